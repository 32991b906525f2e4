import { type ReactNode, useEffect } from 'react';
import { DropOverlay } from './drop-overlay';
import { host } from './host';
import { addPaths } from './import-files';
import { ImportTray } from './import-tray';

/** Lets files be dropped on everything inside, and shows what becomes of them. */
export function ImportArea({ children }: { children: ReactNode }) {
  useEffect(
    () =>
      host.onEvent?.((event) => {
        if (event.type === 'open-files') void addPaths(event.paths);
      }),
    [],
  );
  return (
    <>
      {children}
      <ImportTray />
      <DropOverlay />
    </>
  );
}

import { type ReactNode, useEffect } from 'react';
import { DropOverlay } from './drop-overlay';
import { FileInput } from './file-input';
import { host } from './host';
import { announceHostCommand, useHostCommand } from './host-commands';
import { addPaths } from './import-files';
import { ImportTray } from './import-tray';
import { notifyError } from './notify';

/** Lets files be dropped on everything inside, and shows what becomes of them. */
export function ImportArea({ children }: { children: ReactNode }) {
  useEffect(
    () =>
      host.onEvent?.((event) => {
        if (event.type === 'open-files') void addPaths(event.paths);
        else announceHostCommand(event.command);
      }),
    [],
  );
  useHostCommand('library.add', () => {
    host
      .chooseFiles?.()
      .then((paths) => addPaths(paths))
      .catch((error: unknown) => notifyError('The file dialog could not be opened', error));
  });
  return (
    <FileInput>
      {children}
      <ImportTray />
      <DropOverlay />
    </FileInput>
  );
}

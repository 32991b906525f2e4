import { type ReactNode, useEffect } from 'react';
import { DropOverlay } from './drop-overlay';
import { FileInput } from './file-input';
import { host } from './host';
import { announceHostCommand, useHostCommand } from './host-commands';
import classes from './import-area.module.css';
import { addPaths } from './import-files';
import { ImportTray } from './import-tray';
import { notifyError } from './notify';

/** Lets files be dropped on everything inside, and shows below it what becomes of them. */
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
      <div className={classes.area}>
        <div className={classes.screen}>{children}</div>
        <ImportTray />
      </div>
      <DropOverlay />
    </FileInput>
  );
}

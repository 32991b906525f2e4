import { join } from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';
import type { Backend } from './backend/backend';
import { createBackend } from './backend/create-backend';
import { LibraryTakenError } from './backend/library/lock-holder';
import { carryBackend, registerProgramScheme } from './hosts/desktop/app-protocol';
import { readDesktopArguments } from './hosts/desktop/arguments';
import { readChosenFfmpeg } from './hosts/desktop/chosen-ffmpeg';
import { handleDialogs, wantsToRead } from './hosts/desktop/dialogs';
import { HostEvents } from './hosts/desktop/host-events';
import { setMenu } from './hosts/desktop/menu';
import { denyNavigation } from './hosts/desktop/navigation';
import { becomeOnlyInstance } from './hosts/desktop/open-files';
import { denyPermissions } from './hosts/desktop/permissions';
import { createSystemKeyVault } from './hosts/desktop/system-key-vault';
import { openWindow, showWindow } from './hosts/desktop/window';
import { hostDependencies } from './hosts/shared/backend-dependencies';
import { chooseLibraryFolder } from './hosts/shared/library-folder';

const preloadFile = join(import.meta.dirname, '../preload/preload.cjs');
// Started from sources, Electron's second word is the folder of the program.
const given = readDesktopArguments(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd());
const events = new HostEvents();
let isStarted = false;

// 1. Privileges: only possible before Electron is ready.
registerProgramScheme();

const isOnlyInstance = becomeOnlyInstance(given.files, {
  onFiles: (paths) => events.send({ type: 'open-files', paths }),
  onSecondStart: () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window !== undefined) showWindow(window);
    else if (isStarted) showMainWindow();
  },
});

if (isOnlyInstance) {
  // 2. Hardening: before there is anything to harden.
  app.enableSandbox();
  denyNavigation();
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start(): Promise<void> {
  denyPermissions(session.defaultSession);

  // 3. The backend: before a window could ask for anything.
  const backend = await openLibrary();
  if (backend === undefined) return;
  closeLibraryBeforeQuit(backend);
  carryBackend(backend);
  handleDialogs(backend);

  // 4. The window.
  setMenu((command) => events.send({ type: 'command', command }));
  isStarted = true;
  showMainWindow();
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) showMainWindow();
  });
}

function showMainWindow(): void {
  events.attach(openWindow(preloadFile).webContents);
}

/** Opens the library, for reading where another program has it and the user wants that; else ends the program. */
async function openLibrary(access: 'full' | 'reading' = 'full'): Promise<Backend | undefined> {
  const libraryFolder = chooseLibraryFolder(given.library);
  try {
    return await createBackend(
      hostDependencies({
        entryFolder: import.meta.dirname,
        libraryFolder,
        access,
        addsByPath: true,
        chosenFfmpeg: readChosenFfmpeg,
        createKeyVault: createSystemKeyVault,
      }),
    );
  } catch (error) {
    if (error instanceof LibraryTakenError) {
      if (await wantsToRead(libraryFolder, error)) return openLibrary('reading');
      app.exit(0);
      return undefined;
    }
    const reason = error instanceof Error ? error.message : String(error);
    dialog.showErrorBox('Concordance could not open the library', `${libraryFolder}\n\n${reason}`);
    app.exit(1);
    return undefined;
  }
}

/** Holds back the end of the program until everything acknowledged is written and the library is free for others. */
function closeLibraryBeforeQuit(backend: Backend): void {
  let isClosing = false;
  let exitCode: 0 | 1 = 0;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    backend
      .close()
      .catch((error: unknown) => {
        exitCode = 1;
        process.stderr.write(`Concordance could not close the library: ${String(error)}\n`);
      })
      .finally(() => app.exit(exitCode));
  });
}

// On macOS a program without a window stays open, everywhere else it ends.
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});

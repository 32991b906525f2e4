import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './ensure-built';

/**
 * Finds Electron's binary, or says why it cannot be used. Looks for the file only: importing the package `electron`
 * would begin a download.
 */
export function findElectronBinary(
  environment: NodeJS.ProcessEnv = process.env,
): { executablePath: string } | { missing: string } {
  const packageFolder = join(projectFolder, 'node_modules/electron');
  const pathFile = join(packageFolder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH;
  const executablePath = join(override || join(packageFolder, 'dist'), name);
  if (!existsSync(executablePath)) {
    return {
      missing: 'Electron’s binary is not here; "npx install-electron" gets it where the network allows.',
    };
  }
  const hasDisplay =
    process.platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
  return hasDisplay
    ? { executablePath }
    : { missing: 'Electron needs a display: run the tests under xvfb-run.' };
}

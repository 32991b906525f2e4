import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

export type Surroundings = { environment: NodeJS.ProcessEnv; platform: NodeJS.Platform; home: string };

/**
 * Where an ffmpeg may lie, in the order in which it is looked for: on the path, then where each system's usual ways to
 * install it put it. A program that is started from a desk gets a short path on macOS, and often one without it.
 */
export function placesOfFfmpeg({ environment, platform, home }: Surroundings): string[] {
  const name = platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  // What is relative depends on the folder that the program was started in, where anyone may have put something.
  const onPath = (environment.PATH ?? environment.Path ?? '').split(delimiter).filter(isAbsolute);
  const folders = [...onPath, ...usualFolders(environment, platform, home)];
  return [...new Set(folders.map((folder) => join(folder, name)))];
}

function usualFolders(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string[] {
  switch (platform) {
    case 'darwin':
      return ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin'];
    case 'win32': {
      const {
        LOCALAPPDATA,
        ProgramData = 'C:\\ProgramData',
        ProgramFiles = 'C:\\Program Files',
      } = environment;
      return [
        ...(LOCALAPPDATA ? [join(LOCALAPPDATA, 'Microsoft', 'WinGet', 'Links')] : []),
        join(ProgramData, 'chocolatey', 'bin'),
        join(home, 'scoop', 'shims'),
        join(ProgramFiles, 'ffmpeg', 'bin'),
        'C:\\ffmpeg\\bin',
      ];
    }
    default:
      return ['/usr/local/bin', '/usr/bin', '/bin', '/snap/bin', '/var/lib/flatpak/exports/bin'];
  }
}

/** The first of some places at which there is a file that this account may run. */
export async function firstProgramAt(places: readonly string[]): Promise<string | undefined> {
  for (const path of places) {
    const isProgram = await stat(path)
      .then(async (found) => {
        await access(path, constants.X_OK);
        return found.isFile();
      })
      .catch(() => false);
    if (isProgram) return path;
  }
  return undefined;
}

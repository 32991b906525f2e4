import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';

export type DesktopArguments = {
  /** As given; `undefined` for the default. */
  library: string | undefined;
  /** Absolute paths of files to take in. */
  files: string[];
};

/**
 * Reads the desktop program's command line. Chromium's and Electron's own switches stand among ours, so what is not
 * known is passed over; of what remains only names of existing files count.
 *
 * @param commandLine without the program itself
 * @param workingFolder what relative names are relative to
 */
export function readDesktopArguments(
  commandLine: readonly string[],
  workingFolder: string,
): DesktopArguments {
  const files: string[] = [];
  let library: string | undefined;
  for (let index = 0; index < commandLine.length; index += 1) {
    const word = commandLine[index] ?? '';
    if (word === '--library') {
      index += 1;
      library = commandLine[index];
    } else if (word.startsWith('--library=')) {
      library = word.slice('--library='.length);
    } else if (!word.startsWith('-')) {
      files.push(resolve(workingFolder, word));
    }
  }
  return { library, files: existingFiles(files) };
}

/** Keeps the absolute paths of files that are there: what another process or the system names may be anything. */
export function existingFiles(paths: readonly string[]): string[] {
  return paths.filter((path) => isAbsolute(path) && statSync(path, { throwIfNoEntry: false })?.isFile());
}

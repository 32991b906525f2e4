import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The environment variable that names a library for both hosts. */
export const LIBRARY_VARIABLE = 'CONCORDANCE_LIBRARY';

/** The library to open: what was asked for on the command line, else in the environment, else the user's own. */
export function chooseLibraryFolder(
  asked: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  return resolve(asked || environment[LIBRARY_VARIABLE] || defaultLibraryFolder());
}

/**
 * Where a user's library lies when nobody says otherwise: among her documents, where she backs things up.
 * Both hosts use it, so that they open the same library.
 */
export function defaultLibraryFolder(home: string = homedir()): string {
  const documents = join(home, 'Documents');
  const besideDocuments = join(home, 'Concordance');
  const insideDocuments = join(documents, 'Concordance');
  // A library that is there already wins: a Documents folder that appears later must not make it seem lost.
  if (!existsSync(insideDocuments) && existsSync(besideDocuments)) return besideDocuments;
  return existsSync(documents) ? insideDocuments : besideDocuments;
}

import { resolve } from 'node:path';
import { v7 } from 'uuid';
import { version } from '../../../package.json';
import type { BackendDependencies } from '../../backend/backend';
import type { KeyVault } from '../../backend/identity/key-vault';
import { chooseKeyFolder, KeyFolder } from './key-folder';
import { createStderrLog } from './stderr-log';

export type HostChoices = {
  /** The folder of the built entry (`out/main`), from which the page and the resources are found. */
  entryFolder: string;
  libraryFolder: string;
  access?: 'full' | 'reading';
  addsByPath: boolean;
  /** Where the user said that an ffmpeg lies. */
  chosenFfmpeg(): Promise<string | undefined>;
  /** How this host keeps private keys in the folder for them. */
  createKeyVault(folder: KeyFolder): KeyVault;
};

/**
 * What both hosts hand to the backend: the real clock, real ids, the folders of the built program.
 *
 * @throws UserError where private keys would lie inside the library
 */
export function hostDependencies(choices: HostChoices): BackendDependencies {
  const now = () => new Date();
  return {
    libraryFolder: choices.libraryFolder,
    access: choices.access ?? 'full',
    rendererFolder: resolve(choices.entryFolder, '../renderer'),
    resourcesFolder: resolve(choices.entryFolder, '../../resources'),
    keyVault: choices.createKeyVault(new KeyFolder(chooseKeyFolder(choices.libraryFolder))),
    version,
    addsByPath: choices.addsByPath,
    chosenFfmpeg: choices.chosenFfmpeg,
    now,
    newId: () => v7(),
    log: createStderrLog(now),
  };
}

import { resolve } from 'node:path';
import { v7 } from 'uuid';
import { version } from '../../../package.json';
import type { BackendDependencies } from '../../backend/backend';
import { createStderrLog } from './stderr-log';

export type HostChoices = {
  /** The folder of the built entry (`out/main`), from which the page and the resources are found. */
  entryFolder: string;
  libraryFolder: string;
  addsByPath: boolean;
};

/** What both hosts hand to the backend: the real clock, real ids, the folders of the built program. */
export function hostDependencies(choices: HostChoices): BackendDependencies {
  const now = () => new Date();
  return {
    libraryFolder: choices.libraryFolder,
    rendererFolder: resolve(choices.entryFolder, '../renderer'),
    resourcesFolder: resolve(choices.entryFolder, '../../resources'),
    version,
    addsByPath: choices.addsByPath,
    now,
    newId: () => v7(),
    log: createStderrLog(now),
  };
}

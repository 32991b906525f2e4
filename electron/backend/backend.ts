import type { KeyVault } from './identity/key-vault';

/** What every host carries: a WHATWG fetch handler over one open library. */
export type Backend = {
  fetch(request: Request): Promise<Response>;
  /** Writes what is pending, frees the library for the next process. Later requests are answered with 503. */
  close(): Promise<void>;
};

/** Everything the backend takes from outside, so that a test can pass its own clock, ids and folders. */
export type BackendDependencies = {
  /** The library; made when it is not there. */
  libraryFolder: string;
  /** `reading` opens it beside another Concordance that has it, and writes nothing; `full` when absent. */
  access?: 'full' | 'reading';
  /** The built page: `index.html` and what belongs to it. */
  rendererFolder: string;
  /** What ships with the program: frameworks, the sample session. */
  resourcesFolder: string;
  /** Where private keys are kept: on this machine and never in the library, which may be synced. */
  keyVault: KeyVault;
  /** The program's version, shown in the about box. */
  version: string;
  /** Whether the page may add files by naming a path. Only where the host vouches for the page (the desktop). */
  addsByPath: boolean;
  /** Where the user told the host that an ffmpeg lies. Pages have no say in it: it is a program that is run. */
  chosenFfmpeg?: () => Promise<string | undefined>;
  now(): Date;
  /** Makes a UUIDv7. */
  newId(): string;
  log: Log;
};

export type Log = {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
};

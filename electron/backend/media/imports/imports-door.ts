import type { ServerEvent } from '#shared/api-contract/library-contract';
import type { ImportJob, PreparedThing } from '#shared/model/import-job';
import type { Log } from '../../backend';
import type { PackageIntake } from '../../exchange/package-intake';
import type { FileSystem } from '../../library/file-system';
import type { Ffmpeg } from '../ffmpeg/ffmpeg';
import type { RecordingStore } from './recording-store';

export type ImportOptions = {
  /** Holds a folder for each import while it runs; on the library's own disk, so that a recording is moved in place. */
  stagingFolder: string;
  addsByPath: boolean;
  newId(): string;
  now(): Date;
  log: Log;
  emit(event: ServerEvent): void;
  sessions: RecordingStore;
  packages: PackageIntake;
  /** What makes copies of recordings that the player cannot decode. */
  ffmpeg: Pick<Ffmpeg, 'state' | 'program'>;
  fileSystem?: FileSystem;
};

export type Imports = {
  list(): ImportJob[];
  /** Announces a file; its bytes are then taken by `receive`. */
  beginUpload(file: { fileName: string; sizeBytes: number }): { importId: string };
  /**
   * Answers `PUT /uploads/<importId>`: 204 when every byte is on the disk. What becomes of them is told by the job.
   * A connection that ends early cancels the import.
   */
  receive(importId: string, request: Request): Promise<Response>;
  /** @throws UserError `forbidden` where the host does not vouch for the page */
  beginFromPath(file: { path: string; storage: 'copied' | 'linked' }): { importId: string };
  /** Stops an import and removes what it had stored. Resolves when nothing of it is left, or when it was done already. */
  cancel(importId: string): Promise<void>;
  /**
   * Begins to make a copy that plays of a recording that does not, and then takes it in; the job tells what comes of it.
   *
   * @throws UserError where the user allows no ffmpeg, or none is there
   */
  makePlayable(importId: string): Promise<void>;
  addDuplicate(importId: string): Promise<{ sessionId: string }>;
  /**
   * Opens an encrypted package. Resolves when the passphrase was found to fit; the job tells what comes after that.
   *
   * @throws UserError `forbidden` where it does not fit; another can be tried
   */
  unlock(importId: string, passphrase: string): Promise<void>;
  acceptPackage(importId: string, confirmed: boolean): Promise<{ sessionId: string }>;
  /** Takes a settled job off the list, or declines what a job asks; then what was staged is removed. */
  dismiss(importId: string): Promise<void>;
  /**
   * Shows among the imports that something is made for a session that is there already.
   *
   * @returns how it ended, when it has
   */
  beginPreparing(
    about: { sessionId: string; fileName: string; sizeBytes: number; makes: PreparedThing },
    work: (context: PrepareContext) => Promise<void>,
  ): { importId: string; outcome: Promise<'prepared' | 'stopped' | 'failed'> };
  /** Cancels what runs and waits for it. */
  close(): Promise<void>;
};

export type PrepareContext = {
  /** A folder of its own, removed at the end; and a file in it that is not there yet. */
  folder: string;
  targetPath: string;
  signal: AbortSignal;
  /** @param done - from 0 to 1 */
  onProgress(done: number): void;
};

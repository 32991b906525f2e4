import { basename } from 'node:path';
import type { z } from 'zod';
import { type Migration, migrate } from '#shared/migrations/migrate';
import type { CheckFinding } from '#shared/model/library-check';
import { errorCodeOf, type FileSystem, ifMissing } from '../library/file-system';
import { hashBytes, readFilePieces } from '../media/imports/receive-file';

export type CheckProgress = { reading: string; readBytes: number };

type ReadOutcome<Data> =
  | { outcome: 'read'; data: Data }
  | { outcome: 'missing' | 'damaged' | 'newer' | 'unreadable' };

/** One run of a check: what it reads and finds on its way. It changes nothing. */
export class CheckRun {
  readonly findings: CheckFinding[] = [];
  readBytes = 0;
  #reading = '';

  constructor(
    readonly fileSystem: FileSystem,
    readonly signal: AbortSignal,
    private readonly onProgress: (progress: CheckProgress) => void,
  ) {}

  /** Says what is read from here on; ends the run where it was cancelled. */
  begin(reading: string): void {
    this.signal.throwIfAborted();
    this.#reading = reading;
    this.#tell();
  }

  problem(message: string, sessionId?: string): void {
    this.findings.push({ kind: 'problem', message, ...(sessionId !== undefined && { sessionId }) });
  }

  remark(message: string, sessionId?: string): void {
    this.findings.push({ kind: 'remark', message, ...(sessionId !== undefined && { sessionId }) });
  }

  /** Parses a document as its store would, without mending anything. */
  async readDocument<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    migrations: readonly Migration[],
  ): Promise<ReadOutcome<z.output<Schema>>> {
    this.signal.throwIfAborted();
    let text: string;
    try {
      text = await this.fileSystem.readFile(path, 'utf8');
    } catch (error) {
      return { outcome: errorCodeOf(error) === 'ENOENT' ? 'missing' : 'unreadable' };
    }
    this.count(Buffer.byteLength(text));
    try {
      const migrated = migrate(JSON.parse(text), migrations);
      const parsed = schema.safeParse(migrated.json);
      if (parsed.success) return { outcome: 'read', data: parsed.data };
      return { outcome: migrated.outcome === 'newer' ? 'newer' : 'damaged' };
    } catch {
      return { outcome: 'damaged' };
    }
  }

  /** The size and SHA-256 of a file, however large; `undefined` where it is missing or cannot be read. */
  async hash(path: string): Promise<{ sizeBytes: number; sha256: string } | undefined> {
    try {
      const { size } = await this.fileSystem.stat(path);
      return await hashBytes(readFilePieces(path, basename(path), this.fileSystem), size, {
        signal: this.signal,
        onBytes: (bytes) => this.count(bytes),
      });
    } catch {
      this.signal.throwIfAborted();
      return undefined;
    }
  }

  count(bytes: number): void {
    this.readBytes += bytes;
    this.#tell();
  }

  /** The names in a folder; none where there is no folder. */
  list(folder: string): Promise<string[]> {
    return this.fileSystem.readdir(folder).catch(ifMissing<string[]>([]));
  }

  #tell(): void {
    this.onProgress({ reading: this.#reading, readBytes: this.readBytes });
  }
}

import { basename } from 'node:path';
import { type Adapter, Low } from 'lowdb';
import type { z } from 'zod';
import { type Migration, migrate } from '#shared/migrations/migrate';
import { UserError } from '../user-error';
import { renameWithRetry, writeDurably } from './durable-write';
import { errorCodeOf, type FileSystem } from './file-system';

/** Said when a document was read from its backup, or set aside because nothing readable was left. */
export type RecoveryReport = (message: string) => void;

export type JsonDocumentOptions<Schema extends z.ZodType> = {
  fileSystem: FileSystem;
  path: string;
  schema: Schema;
  /** The steps that bring a document of an older version to the one of `schema`. */
  migrations: readonly Migration[];
  /** What the document is, in the user's words: "the session “Monday”". */
  description: string;
  /** Written without spaces: for a document that no person looks into and that is read at every start. */
  isCompact?: boolean;
  now: () => Date;
  onRecovery: RecoveryReport;
};

type ReadOutcome<Data> = { outcome: 'read'; data: Data } | { outcome: 'missing' } | { outcome: 'damaged' };

/**
 * lowdb's adapter for one document of the library: durable writes that queue (the newest wins), a backup of the last
 * good version, and recovery from it. A file that cannot be read is never overwritten but kept beside as
 * `<name>.corrupt-<time>`.
 */
export class DurableJsonAdapter<Schema extends z.ZodType> implements Adapter<z.output<Schema>> {
  #writing: Promise<void> | undefined;
  #waiting: { text: string; done: PromiseWithResolvers<void> } | undefined;
  #isFromNewerVersion = false;

  constructor(private readonly options: JsonDocumentOptions<Schema>) {}

  /** Whether a newer version of the program saved it: it can be read as far as this one understands it, not written. */
  get isFromNewerVersion(): boolean {
    return this.#isFromNewerVersion;
  }

  /**
   * Reads and parses the document; one of an older version is migrated, on the disk at its next save.
   *
   * @returns null where there is none
   * @throws UserError when a newer version of the program wrote it in a form that this one does not understand, or when
   *   neither it nor its backup can be read
   */
  async read(): Promise<z.output<Schema> | null> {
    const { fileSystem, path, description, onRecovery } = this.options;
    const found = await this.#tryRead(path);
    if (found.outcome === 'read') return found.data;
    const backup = await this.#tryRead(`${path}.bak`);
    if (fileSystem.isReadOnly) return this.#readUnchanged(found.outcome, backup);
    if (found.outcome === 'damaged') {
      const aside = `${path}.corrupt-${this.options.now().toISOString().replaceAll(':', '-')}`;
      await renameWithRetry(fileSystem, path, aside);
      if (backup.outcome !== 'read') {
        throw new UserError(
          'storage',
          `The file of ${description} is damaged and there is no earlier version beside it. It was kept as “${basename(aside)}”; one of the daily backups may hold it: see “Care of the library”.`,
        );
      }
      onRecovery(
        `The file of ${description} was damaged. Its version ${await this.#savedAt()} was put back; what was changed after that is not in it. The damaged file was kept as “${basename(aside)}”.`,
      );
    } else if (backup.outcome === 'read') {
      onRecovery(
        `The file of ${description} was missing. Its version ${await this.#savedAt()} was put back; what was changed after that is not in it.`,
      );
    }
    if (backup.outcome !== 'read') return null;
    await this.write(backup.data);
    return backup.data;
  }

  /** As `read` goes on, where nothing may be written: all is recovered in memory only. */
  async #readUnchanged(
    outcome: 'missing' | 'damaged',
    backup: ReadOutcome<z.output<Schema>>,
  ): Promise<z.output<Schema> | null> {
    const { path, description, onRecovery } = this.options;
    if (backup.outcome === 'read') {
      onRecovery(
        `The file of ${description} is ${outcome}. Its version ${await this.#savedAt()} is shown; nothing was changed.`,
      );
      return backup.data;
    }
    if (outcome === 'missing') return null;
    throw new UserError(
      'storage',
      `The file of ${description} is damaged and there is no earlier version beside it: ${path}. Nothing was changed.`,
    );
  }

  /** When the version in the backup was saved, as in “of 22 November 2026 at 18:30”. */
  async #savedAt(): Promise<string> {
    const { fileSystem, path } = this.options;
    const at = await fileSystem.stat(`${path}.bak`).then(
      ({ mtime }) => mtime,
      () => undefined,
    );
    return at ? `of ${at.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })}` : 'before that';
  }

  /**
   * Saves; when it resolves, this version or a newer one is on the disk.
   *
   * @throws UserError `conflict` for a document that a newer version of the program saved
   */
  async write(data: z.output<Schema>): Promise<void> {
    if (this.#isFromNewerVersion) {
      throw new UserError(
        'conflict',
        `${capitalised(this.options.description)} was saved by a newer version of Concordance and can only be read here. Update Concordance to change it; nothing was changed.`,
      );
    }
    const text = `${JSON.stringify(data, null, this.options.isCompact ? undefined : 1)}\n`;
    if (this.#writing) {
      this.#waiting ??= { text, done: Promise.withResolvers() };
      this.#waiting.text = text;
      return this.#waiting.done.promise;
    }
    this.#writing = this.#writeText(text).finally(() => this.#writeNext());
    return this.#writing;
  }

  #writeNext(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#writing = undefined;
    if (!waiting) return;
    this.#writing = this.#writeText(waiting.text).finally(() => this.#writeNext());
    this.#writing.then(waiting.done.resolve, waiting.done.reject);
  }

  #writeText(text: string): Promise<void> {
    return writeDurably(this.options.fileSystem, this.options.path, text, { keepBackup: true });
  }

  async #tryRead(path: string): Promise<ReadOutcome<z.output<Schema>>> {
    let text: string;
    try {
      text = await this.options.fileSystem.readFile(path, 'utf8');
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return { outcome: 'missing' };
      throw error;
    }
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return { outcome: 'damaged' };
    }
    const migrated = migrate(json, this.options.migrations);
    const parsed = this.options.schema.safeParse(migrated.json);
    if (migrated.outcome === 'newer') {
      if (!parsed.success) {
        throw new UserError(
          'storage',
          `${capitalised(this.options.description)} was saved by a newer version of Concordance. Update Concordance to open it; nothing was changed.`,
        );
      }
      this.#isFromNewerVersion = true;
    }
    return parsed.success ? { outcome: 'read', data: parsed.data } : { outcome: 'damaged' };
  }
}

/** A document as a lowdb `Low`; `data` is null until something is written where there was no file. */
export class JsonDocument<Data> extends Low<Data | null> {
  constructor(private readonly durable: Adapter<Data> & { readonly isFromNewerVersion: boolean }) {
    super(durable as Adapter<Data | null>, null);
  }

  /** Whether it can be read and not written, since a newer version of the program saved it. */
  get isReadOnly(): boolean {
    return this.durable.isFromNewerVersion;
  }
}

/** Opens a document and reads it. */
export async function openJsonDocument<Schema extends z.ZodType>(
  options: JsonDocumentOptions<Schema>,
): Promise<JsonDocument<z.output<Schema>>> {
  const document = new JsonDocument<z.output<Schema>>(new DurableJsonAdapter(options));
  await document.read();
  return document;
}

/** Writes new data and keeps it in memory only once it is on the disk. */
export async function saveDocument<Data>(document: Low<Data>, data: NoInfer<Data>): Promise<void> {
  await document.adapter.write(data);
  document.data = data;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

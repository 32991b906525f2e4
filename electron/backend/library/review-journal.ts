import { basename, dirname } from 'node:path';
import { type JournalEntry, journalEntrySchema } from '#shared/history/review-history';
import { storageError, syncFolder } from './durable-write';
import { errorCodeOf, type FileSystem } from './file-system';

type OpenFile = Awaited<ReturnType<FileSystem['open']>>;

/**
 * The journal beside a review: one JSON line an edit, on the disk before it is acknowledged. Appending costs the same
 * however large the review is; the review's document takes the entries in at rest.
 */
export class ReviewJournal {
  #file: OpenFile | undefined;

  constructor(
    private readonly fileSystem: FileSystem,
    readonly path: string,
  ) {}

  /**
   * The entries that survived. A crash can tear the last line only; reading ends at the first line that is not whole,
   * and `torn` says that something followed it.
   */
  async read(): Promise<{ entries: JournalEntry[]; torn: boolean }> {
    let text: string;
    try {
      text = await this.fileSystem.readFile(this.path, 'utf8');
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return { entries: [], torn: false };
      throw error;
    }
    const lines = text.split('\n');
    const rest = lines.pop();
    const entries: JournalEntry[] = [];
    for (const line of lines) {
      const entry = parseLine(line);
      if (!entry) return { entries, torn: true };
      entries.push(entry);
    }
    return { entries, torn: rest !== '' };
  }

  /**
   * Appends entries; when it resolves they survive a power cut.
   *
   * @throws UserError `storage` when the disk refuses; the journal may then end in a torn line, so it must be folded
   *   into the document before the next append
   */
  async append(entries: readonly JournalEntry[]): Promise<void> {
    try {
      if (!this.#file) {
        this.#file = await this.fileSystem.open(this.path, 'a');
        await syncFolder(this.fileSystem, dirname(this.path));
      }
      await this.#file.appendFile(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      await this.#file.datasync();
    } catch (error) {
      throw storageError(error, this.path);
    }
  }

  /** Keeps a journal that cannot be replayed under another name, which it returns. */
  async moveAside(now: Date): Promise<string> {
    await this.close();
    const aside = `${this.path}.corrupt-${now.toISOString().replaceAll(':', '-')}`;
    await this.fileSystem.rename(this.path, aside);
    return basename(aside);
  }

  /** Ends the journal, once everything in it is in the document. */
  async clear(): Promise<void> {
    await this.close();
    await this.fileSystem.rm(this.path, { force: true });
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }
}

function parseLine(line: string): JournalEntry | undefined {
  try {
    return journalEntrySchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

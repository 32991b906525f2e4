import { type JournalEntry, journalEntrySchema } from '#shared/history/review-history';
import type { FileSystem } from './file-system';
import { JsonLinesFile } from './json-lines-file';

/**
 * The journal beside a review: one line an edit. The review's document takes the entries in at rest. After an append
 * that failed it must be folded into the document before the next, since it may end in a torn line.
 */
export class ReviewJournal extends JsonLinesFile<typeof journalEntrySchema> {
  constructor(fileSystem: FileSystem, path: string) {
    super(fileSystem, path, journalEntrySchema);
  }

  /**
   * The entries that survived. Each builds on the one before, so reading ends at the first line that is not whole;
   * `torn` says that something followed.
   */
  async read(): Promise<{ entries: JournalEntry[]; torn: boolean }> {
    const { lines, torn } = await this.readLines();
    const entries: JournalEntry[] = [];
    for (const entry of lines) {
      if (!entry) return { entries, torn: true };
      entries.push(entry);
    }
    return { entries, torn };
  }
}

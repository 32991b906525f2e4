import { isSameEntry } from '#shared/history/review-change';
import {
  type AuditEntry,
  type AuditEvent,
  auditEntrySchema,
  type SessionDeletion,
  sessionDeletionSchema,
} from '#shared/model/audit';
import type { Person } from '#shared/model/profile';
import type { FileSystem } from './file-system';
import { JsonLinesFile } from './json-lines-file';
import type { LibraryLayout, SessionLayout } from './layout';
import { calendarDateHere } from './local-day';

export type AuditLogOptions = {
  fileSystem: FileSystem;
  layout: LibraryLayout;
  now: () => Date;
  /** Who does what is recorded; `undefined` while nobody has said who she is. */
  owner: () => Person | undefined;
};

/**
 * The lists of what was done with each session: `audit.jsonl` in its folder, and `deletions.jsonl` in the library's
 * for sessions that are gone. Both only grow.
 */
export class AuditLog {
  #turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: AuditLogOptions) {}

  /**
   * Adds to a session's list; when it resolves, that survives a power cut. What is recorded comes first, so that
   * nothing is listed that did not happen, and this before the act is acknowledged.
   *
   * @param folder - where the session lies, if it is in the trash
   */
  record(
    sessionId: string,
    event: AuditEvent,
    folder = this.options.layout.session(sessionId),
  ): Promise<void> {
    return this.#inTurn(() => this.#append(folder, event));
  }

  /** Adds what is not in the list yet; for acts that are taken up again after a crash. */
  recordOnce(sessionId: string, event: AuditEvent): Promise<void> {
    const folder = this.options.layout.session(sessionId);
    return this.#inTurn(async () => {
      const { entries } = await this.read(folder);
      if (!entries.some((entry) => isSameEntry(entry.event, event))) await this.#append(folder, event);
    });
  }

  /** Adds that a review was opened, unless that is listed for the same person and day already. */
  recordOpened(sessionId: string, event: AuditEvent & { type: 'opened' }): Promise<void> {
    const folder = this.options.layout.session(sessionId);
    return this.#inTurn(async () => {
      const today = calendarDateHere(this.options.now());
      const by = this.options.owner()?.profileId;
      const { entries } = await this.read(folder);
      const isListed = entries.some(
        (entry) =>
          entry.event.type === 'opened' &&
          entry.event.reviewId === event.reviewId &&
          calendarDateHere(new Date(entry.at)) === today &&
          (entry.by === 'program' ? undefined : entry.by.profileId) === by,
      );
      if (!isListed) await this.#append(folder, event);
    });
  }

  /** A session's list, oldest first, and how many lines of it cannot be read here. */
  async list(sessionId: string): Promise<{ entries: AuditEntry[]; unreadableLines: number }> {
    return this.#inTurn(() => this.read(this.options.layout.session(sessionId)));
  }

  /** Adds a session that is about to be deleted for good to the library's own list. */
  recordDeletion(deletion: Omit<SessionDeletion, 'at' | 'by'>): Promise<void> {
    return this.#inTurn(async () => {
      const { fileSystem, layout } = this.options;
      const file = new JsonLinesFile(fileSystem, layout.deletions, sessionDeletionSchema);
      await appendWhole(file, { ...this.#head(), ...deletion });
    });
  }

  /** Every session that was deleted for good, oldest first. */
  async listDeletions(): Promise<SessionDeletion[]> {
    const { fileSystem, layout } = this.options;
    const { lines } = await new JsonLinesFile(
      fileSystem,
      layout.deletions,
      sessionDeletionSchema,
    ).readLines();
    return lines.filter((line) => line !== undefined);
  }

  private async read(folder: SessionLayout): Promise<{ entries: AuditEntry[]; unreadableLines: number }> {
    const { lines } = await this.#fileOf(folder).readLines();
    const entries = lines.filter((line) => line !== undefined);
    return { entries, unreadableLines: lines.length - entries.length };
  }

  #append(folder: SessionLayout, event: AuditEvent): Promise<void> {
    return appendWhole(this.#fileOf(folder), { ...this.#head(), event });
  }

  #fileOf(folder: SessionLayout): JsonLinesFile<typeof auditEntrySchema> {
    return new JsonLinesFile(this.options.fileSystem, folder.audit, auditEntrySchema);
  }

  #head(): Pick<AuditEntry, 'at' | 'by'> {
    return { at: this.options.now().toISOString(), by: this.options.owner() ?? 'program' };
  }

  /** One after the other, so that lines never mix and no folder moves under an open file of ours. */
  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = this.#turns.then(task);
    this.#turns = turn.catch(() => {});
    return turn;
  }
}

/** The file is closed again at once: folders of sessions move, and such files are few and written seldom. */
async function appendWhole<Schema extends typeof auditEntrySchema | typeof sessionDeletionSchema>(
  file: JsonLinesFile<Schema>,
  line: NoInfer<Parameters<JsonLinesFile<Schema>['append']>[0][number]>,
): Promise<void> {
  const { torn } = await file.readLines();
  try {
    await file.append([line], { afterTornLine: torn });
  } finally {
    await file.close();
  }
}

import { join } from 'node:path';
import type { DeletionPlan } from '#shared/api-contract/session-contract';
import { idSchema } from '#shared/model/identifiers';
import type { Person } from '#shared/model/profile';
import { recordingLinkSchema } from '#shared/model/recording';
import { type Deletion, removesWords, type SessionDocument } from '#shared/model/session';
import { countQuotes, quotesIn } from '#shared/privacy/remove-quotes';
import { redactReview } from '../identity/redaction';
import type { SigningKeyPair } from '../identity/signing';
import { UserError } from '../user-error';
import type { AuditLog } from './audit-log';
import type { DebriefStore } from './debrief-store';
import { syncFolder } from './durable-write';
import { errorCodeOf, type FileSystem } from './file-system';
import { folderSize } from './folder-size';
import type { LibraryLayout, SessionLayout } from './layout';
import type { LibraryIndex } from './library-index';
import type { ReviewStore } from './review-store';
import type { SessionStore } from './session-store';

export type DeletionsOptions = {
  fileSystem: FileSystem;
  layout: LibraryLayout;
  now: () => Date;
  sessions: SessionStore;
  reviews: ReviewStore;
  debriefs: Pick<DebriefStore, 'removeQuotes'>;
  audit: AuditLog;
  /** Whose library it is. @throws UserError while nobody has said who she is */
  owner: () => Person;
  /** What signs that quotes were taken out of sealed reviews; null where there are no keys on this machine. */
  signingKeys: () => Promise<SigningKeyPair | null>;
  /** Called when a deletion is on record and before anything is deleted. */
  onBegun: (sessionId: string) => Promise<void>;
};

/**
 * Deletes a session's recording, and where its client does not consent any more, her words too. The record of it in
 * `session.json` is written first and completed last: what a crash cuts off is taken up again by {@link finish}, and
 * every step can be done twice.
 */
export class Deletions {
  readonly #elsewhere: ((sessionId: string) => Promise<void>)[] = [];

  constructor(private readonly options: DeletionsOptions) {}

  /** Names a place outside of the session's folder where words of clients lie, and how they are deleted there. */
  alsoIn(deleteThere: (sessionId: string) => Promise<void>): void {
    this.#elsewhere.push(deleteThere);
  }

  /**
   * Deletes, and answers when nothing is left. A withdrawal that was done before finds nothing to do.
   *
   * @throws UserError `conflict` where there is nothing to delete, or something that cannot be deleted here
   */
  async delete(sessionId: string, reason: Deletion['reason']): Promise<void> {
    await this.finish(sessionId);
    const { recording, quotes } = await this.plan(sessionId);
    const isNothing = recording === 'none' && (quotes === 0 || !removesWords({ reason }));
    const { title, deletions } = await this.options.sessions.get(sessionId);
    if (isNothing && reason === 'consent-withdrawn' && deletions.some((done) => done.reason === reason))
      return;
    if (isNothing && reason !== 'consent-withdrawn') {
      throw new UserError('conflict', `There is no recording of “${title}” here. Nothing was deleted.`);
    }
    await this.#begin(sessionId, reason);
    await this.options.onBegun(sessionId);
    await this.finish(sessionId);
  }

  /** What deleting would delete, for a person to see before she decides. */
  async plan(sessionId: string): Promise<DeletionPlan> {
    const session = await this.options.sessions.get(sessionId);
    const layout = this.options.layout.session(sessionId);
    const quotes: number[] = [];
    for (const reviewId of await this.#reviewIdsIn(layout)) {
      const review = await this.options.reviews.read({ id: reviewId, sessionId }).catch(() => undefined);
      quotes.push(review ? countQuotes(review.review.content) : 0);
    }
    return {
      ...(await this.#planRecording(session, layout)),
      quotes: quotes.reduce((sum, count) => sum + count, 0),
      reviewsWithQuotes: quotes.filter((count) => count > 0).length,
    };
  }

  /** Records that a deletion has begun; from here on it will be finished, if need be at the next start. */
  async #begin(sessionId: string, reason: Deletion['reason']): Promise<void> {
    const { sessions, now, owner } = this.options;
    owner();
    const session = await sessions.get(sessionId);
    if (removesWords({ reason })) await this.#expectWritable(session);
    const { recording, recordingBytes, quotes } = await this.plan(sessionId);
    const deletion: Deletion = {
      at: now().toISOString(),
      reason,
      recording,
      recordingBytes,
      quotes: removesWords({ reason }) ? quotes : 0,
    };
    const { excerpts: _, ...whole } = session.recording;
    await sessions.save({
      ...session,
      ...(reason === 'consent-withdrawn' && { consent: { ...session.consent, status: 'withdrawn' } }),
      recording: recording === 'none' ? session.recording : { ...whole, storage: 'deleted' },
      deletions: [...session.deletions, deletion],
    });
  }

  /** Takes up what crashes or refusals of the disk left, at a start. */
  async finishAll(index: LibraryIndex, tell: (message: string) => void): Promise<void> {
    for (const { id, title, lastDeletion } of index.list()) {
      if (!lastDeletion || lastDeletion.finishedAt !== undefined) continue;
      try {
        await this.finish(id);
        await index.refresh(id);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        tell(
          `What was to be deleted of “${title}” is not all gone yet: ${reason} It is tried again at the next start.`,
        );
      }
    }
  }

  /** Does what is left to do of a deletion that has begun; nothing where none has. */
  async finish(sessionId: string): Promise<void> {
    const { fileSystem, sessions, audit, now } = this.options;
    const session = await sessions.get(sessionId);
    const deletion = session.deletions.find(({ finishedAt }) => finishedAt === undefined);
    if (!deletion) return;
    const layout = this.options.layout.session(sessionId);
    // First what is largest: on a full disk this makes the room in which the reviews are written anew.
    for (const folder of [layout.recording, layout.cache]) {
      await fileSystem.rm(folder, { recursive: true, force: true });
    }
    await syncFolder(fileSystem, layout.root);
    if (removesWords(deletion)) {
      await this.#removeQuotes(sessionId, layout);
      for (const deleteThere of this.#elsewhere) await deleteThere(sessionId);
    }
    const { reason, recording, recordingBytes, quotes, at: deletionAt } = deletion;
    if (reason === 'consent-withdrawn') {
      await audit.recordOnce(sessionId, { type: 'consent-withdrawn', deletionAt });
    }
    await audit.recordOnce(sessionId, {
      type: 'recording-deleted',
      deletionAt,
      reason,
      recording,
      recordingBytes,
      quotes,
    });
    const finished = { ...deletion, finishedAt: now().toISOString() };
    const current = await sessions.get(sessionId);
    await sessions.save({
      ...current,
      deletions: current.deletions.map((known) => (known.at === deletion.at ? finished : known)),
    });
  }

  /** @throws UserError `conflict` for a review that can be read here and not written */
  async #expectWritable({ id: sessionId, title }: SessionDocument): Promise<void> {
    const { reviews, layout } = this.options;
    for (const id of await this.#reviewIdsIn(layout.session(sessionId))) {
      if (!(await reviews.isReadOnly({ id, sessionId }))) continue;
      throw new UserError(
        'conflict',
        `A review of “${title}” was saved by a newer version of Concordance, so its quotes cannot be deleted here. Update Concordance first; nothing was deleted.`,
      );
    }
  }

  async #removeQuotes(sessionId: string, layout: SessionLayout): Promise<void> {
    const { reviews, owner, now, signingKeys, fileSystem } = this.options;
    const redaction = { at: now().toISOString(), by: owner() };
    const keys = await signingKeys();
    // While the reviews still tell what the client said: nothing else tells it from what the group says.
    await this.options.debriefs.removeQuotes(sessionId, await this.#quotesIn(sessionId, layout));
    for (const id of await this.#reviewIdsIn(layout)) {
      await reviews.rewrite({ id, sessionId }, (document) => redactReview(document, redaction, keys));
    }
    // What belongs to no review that can be read may hold anything.
    const names = await readNames(fileSystem, layout.reviews);
    const leftOver = names.filter((name) => !names.includes(`${name.slice(0, 36)}.json`));
    for (const name of leftOver) {
      await fileSystem.rm(join(layout.reviews, name), { recursive: true, force: true });
    }
    if (names.length > 0) await syncFolder(fileSystem, layout.reviews);
  }

  async #quotesIn(sessionId: string, layout: SessionLayout): Promise<string[]> {
    const quotes: string[] = [];
    for (const id of await this.#reviewIdsIn(layout)) {
      const read = await this.options.reviews.read({ id, sessionId }).catch(() => undefined);
      if (read) quotes.push(...quotesIn(read.review.content));
    }
    return quotes;
  }

  async #planRecording(
    { recording }: SessionDocument,
    layout: SessionLayout,
  ): Promise<Pick<DeletionPlan, 'recording' | 'recordingBytes' | 'originalPath'>> {
    const { fileSystem } = this.options;
    switch (recording.storage) {
      case 'absent':
      case 'deleted':
        return { recording: 'none', recordingBytes: 0 };
      case 'linked': {
        const text = await fileSystem.readFile(layout.recordingLink, 'utf8').catch(() => undefined);
        const originalPath = text && recordingLinkSchema.parse(JSON.parse(text)).path;
        return { recording: 'unlinked', recordingBytes: 0, ...(originalPath && { originalPath }) };
      }
      case 'copied':
      case 'excerpts': {
        const recordingBytes = await folderSize(fileSystem, layout.recording).catch(() => 0);
        return { recording: 'deleted', recordingBytes };
      }
    }
  }

  /** Reviews that are there, or whose backup is. */
  async #reviewIdsIn(layout: SessionLayout): Promise<string[]> {
    const names = await readNames(this.options.fileSystem, layout.reviews);
    const ids = names.flatMap((name) => /^(.{36})\.json(?:\.bak)?$/.exec(name)?.[1] ?? []);
    return [...new Set(ids)].filter((id) => idSchema.safeParse(id).success);
  }
}

async function readNames(fileSystem: FileSystem, folder: string): Promise<string[]> {
  try {
    return await fileSystem.readdir(folder);
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import type { JournalEntry } from '#shared/history/review-history';
import { REVIEW_DOCUMENT_MIGRATIONS } from '#shared/migrations/review-migrations';
import { EMPTY_CONTENT, type Review, submittedReviewSchema } from '#shared/model/review';
import { newReviewDocument, reviewDocumentSchema } from '#shared/model/review-document';
import { type FileSystem, nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { OpenReview } from '../../../../electron/backend/library/open-review';
import { anyActions, type PlainState, play } from '../../history/random-edits';
import { DURATION_MS, FRAMEWORK, idOf } from '../../scoring/contents';

export const DRAFT: Review = {
  id: idOf(1),
  sessionId: idOf(2),
  framework: { id: FRAMEWORK.id, edition: FRAMEWORK.edition },
  reviewer: { profileId: idOf(3), name: 'Tara', role: 'trainee', credential: '' },
  createdAt: '2026-11-22T18:00:00.000Z',
  independence: { independent: true },
  status: 'draft',
  content: EMPTY_CONTENT,
};

/** The files of a fresh draft in a folder. */
export async function makeDraft(folder: string): Promise<string> {
  const path = join(folder, 'review.json');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(newReviewDocument(DRAFT)));
  return path;
}

export function journalOf(path: string): string {
  return path.replace(/json$/, 'journal');
}

/** Opens a review; what the user is told about it goes into `notices`. */
export async function openReview(
  path: string,
  fileSystem: FileSystem = nodeFileSystem,
  notices: string[] = [],
): Promise<OpenReview> {
  const review = await OpenReview.open(
    {
      fileSystem,
      path,
      schema: reviewDocumentSchema,
      migrations: REVIEW_DOCUMENT_MIGRATIONS,
      description: 'a review',
      now: () => new Date('2026-11-22T18:30:00.000Z'),
      onRecovery: (message) => notices.push(message),
    },
    journalOf(path),
  );
  if (!review) throw new Error('There is no such review');
  return review;
}

export function append(review: OpenReview, entries: readonly JournalEntry[]): Promise<number> {
  return review.append(entries, FRAMEWORK, DURATION_MS);
}

export function stateOf(review: OpenReview): PlainState {
  const {
    review: { content },
    history,
    lastSeq,
  } = review.snapshot;
  return { content, history, lastSeq };
}

export function seal(review: OpenReview) {
  return review.seal(({ review: { content } }) =>
    submittedReviewSchema.parse({
      ...DRAFT,
      content,
      status: 'submitted',
      seal: {
        submittedAt: '2026-11-22T19:00:00.000Z',
        submittedBy: DRAFT.reviewer,
        contentSha256: '0'.repeat(64),
        signature: null,
      },
    }),
  );
}

/** The entries of some working on a review that all fit the small framework: undo, redo and every kind of edit. */
export function someEntries(count: number, seed = 7): JournalEntry[] {
  for (const actions of fc.sample(anyActions, { seed, numRuns: 500 })) {
    const entries = play(actions).entries.slice(0, count);
    const kinds = new Set(entries.map((entry) => entry.type));
    if (entries.length === count && kinds.size === 3) return entries;
  }
  throw new Error('No sequence of that length was found');
}

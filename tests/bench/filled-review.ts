import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEntry } from '#shared/history/review-history';
import { type Moment, TRAIL_KINDS } from '#shared/model/moment';
import { reviewDocumentSchema } from '#shared/model/review-document';
import { marking } from '../contract/review-entries';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { call } from '../helpers/page-api';
import { makeTemporaryFolder } from '../helpers/temporary-folder';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

export type FilledReview = {
  program: BuiltProgram;
  sessionId: string;
  reviewId: string;
  close(): Promise<void>;
};

/** An entry that marks a moment with a note, somewhere in the sample session. */
export function markingWithNote(seq: number): JournalEntry {
  const startMs = (seq * 7_919) % 180_000;
  const kind = TRAIL_KINDS[seq % TRAIL_KINDS.length]?.id ?? 'closing';
  const note = `She asked what would make this hour worth it, and waited. (${seq})`;
  return marking(seq, { kind, startMs, endMs: startMs + 4_000, note });
}

/** So many moments with notes, by their ids. */
export function someMoments(count: number): Record<string, Moment> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const entry = markingWithNote(index + 1);
      const change = entry.type === 'edit' ? entry.step.changes[0] : undefined;
      if (change?.collection !== 'moments' || !change.after) throw new Error('An entry marks no moment');
      return [change.key, change.after] as const;
    }),
  );
}

/** A host of its own on a library with the sample session and a review of it that holds so many moments. */
export async function openFilledReview(moments: number): Promise<FilledReview> {
  const folder = await makeTemporaryFolder('bench');
  const libraryFolder = folder.path;
  const first = await startBuiltProgram({ libraryFolder });
  await call(first, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
  const { sessionId } = await call(first, 'sessions', 'openSample');
  const { reviewId } = await call(first, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
  await first.stop();
  // Into the document itself, as it lies there at rest.
  const path = join(libraryFolder, 'sessions', sessionId, 'reviews', `${reviewId}.json`);
  const document = reviewDocumentSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  const content = { ...document.review.content, moments: someMoments(moments) };
  const review = { ...document.review, content };
  await writeFile(path, JSON.stringify({ ...document, review, lastSeq: moments }));
  const program = await startBuiltProgram({ libraryFolder });
  return {
    program,
    sessionId,
    reviewId,
    close: async () => {
      await program.stop();
      await folder.remove();
    },
  };
}

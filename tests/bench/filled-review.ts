import type { JournalEntry } from '#shared/history/review-history';
import { TRAIL_KINDS } from '#shared/model/moment';
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

/** A host of its own on a library with the sample session and a review of it that holds so many moments. */
export async function openFilledReview(moments: number): Promise<FilledReview> {
  const folder = await makeTemporaryFolder('bench');
  const libraryFolder = folder.path;
  const first = await startBuiltProgram({ libraryFolder });
  await call(first, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
  const { sessionId } = await call(first, 'sessions', 'openSample');
  const { reviewId } = await call(first, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
  const entries = Array.from({ length: moments }, (_, index) => markingWithNote(index + 1));
  for (let at = 0; at < entries.length; at += 500) {
    await call(first, 'reviews', 'append', { reviewId, entries: entries.slice(at, at + 500) });
  }
  // Closed in between, so that the review is at rest.
  await first.stop();
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

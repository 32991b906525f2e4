import { TRAIL_KINDS } from '#shared/model/moment';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { sealedReview, someone } from '../helpers/group-of-reviewers';
import { call } from '../helpers/page-api';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { plantSession, sessionNumber } from '../unit/backend/library/test-library';

export const REVIEWERS = 10;
export const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

const DURATION_MS = 3_600_000;
const VALUES = ['not-yet', 'emerging', 'solid', 'fluent'];

export type PlantedGroup = { program: BuiltProgram; sessionId: string; close(): Promise<void> };

/** A host of its own on a library with one session of an hour, which ten reviewed with so many moments each. */
export async function plantGroup(moments: number): Promise<PlantedGroup> {
  const folder = await makeTemporaryFolder('bench');
  const plain = sessionNumber(1);
  const session = { ...plain, recording: { ...plain.recording, durationMs: DURATION_MS } };
  const reviews = await Promise.all(
    Array.from({ length: REVIEWERS }, async (_, number) => {
      const said = {
        moments: Array.from({ length: moments }, (__, index) => {
          // Near each other and never the same, as people mark.
          const startMs = Math.floor((index * (DURATION_MS - 60_000)) / moments) + ((number * 7_919) % 4_000);
          const kind = TRAIL_KINDS[index % TRAIL_KINDS.length]?.id ?? 'closing';
          const polarity = (index + number) % 7 === 0 ? ('missed' as const) : ('shown' as const);
          const note = `She asked what would make this hour worth it, and waited. (${index})`;
          return { kind, polarity, startMs, endMs: startMs + 9_000, note };
        }).filter((___, index) => (index + number) % 11 !== 0 || index < 9),
        ratings: { SA: [VALUES[number % 4] ?? 'solid'], DT: ['solid'] } as const,
        marks: {},
        feedback: {},
      };
      const reviewer = await someone(`Reviewer ${number + 1}`, '', said as never);
      return sealedReview(reviewer, session.id, FRAMEWORK, `2026-11-22T18:${10 + number}:00.000Z`);
    }),
  );
  await plantSession(folder.path, session, reviews);
  const program = await startBuiltProgram({ libraryFolder: folder.path });
  await call(program, 'profile', 'save', { person: { name: 'Fay', role: 'mentor', credential: '' } });
  await call(program, 'reviews', 'revealOthers', { sessionId: session.id });
  return {
    program,
    sessionId: session.id,
    close: async () => {
      await program.stop();
      await folder.remove();
    },
  };
}

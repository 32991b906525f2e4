import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { diffContent } from '#shared/history/review-change';
import { changeMoment, putMoment } from '#shared/history/review-edits';
import { applyEntry, type EditState, EMPTY_HISTORY, type JournalEntry } from '#shared/history/review-history';
import { momentSchema, TRAIL_KINDS } from '#shared/model/moment';
import { EMPTY_CONTENT, type ReviewContent } from '#shared/model/review';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { call } from '../helpers/page-api';
import { randomNumbers } from '../helpers/random-numbers';
import { makeTemporaryFolder } from '../helpers/temporary-folder';

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 100);
const SEED = Number(process.env.KILL_SEED ?? randomInt(2 ** 31));
/** Libraries that are killed side by side, so that one starts while the other works. */
const LANES = 2;
const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };
const SHORTEST_LIFE_MS = 5;
const LONGEST_LIFE_MS = 400;

type Figures = { rounds: number; sent: number; acknowledged: number; lost: number; inFlightKept: number };

const START: EditState = { content: EMPTY_CONTENT, history: EMPTY_HISTORY, lastSeq: 0 };

it(
  `keeps every edit that was shown as saved when it is killed ${ROUNDS} times while moments are marked`,
  async () => {
    console.log(`kill -9: ${ROUNDS} rounds, seed ${SEED} (KILL_ROUNDS and KILL_SEED choose others)`);
    const startedAt = performance.now();
    const lanes = await Promise.all(
      Array.from({ length: LANES }, (_, lane) => {
        const rounds = Math.floor((ROUNDS + lane) / LANES);
        return killAgainAndAgain(rounds, randomNumbers(SEED + lane));
      }),
    );
    const total = (name: keyof Figures) => lanes.reduce((sum, figures) => sum + figures[name], 0);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
    console.log(
      `kill -9: ${total('rounds')} rounds in ${seconds} s, ${total('acknowledged')} edits acknowledged, ` +
        `${total('lost')} lost, ${total('inFlightKept')} kept that were still in flight`,
    );
    expect(total('rounds')).toBe(ROUNDS);
    expect(total('lost')).toBe(0);
    expect(total('acknowledged')).toBeGreaterThan(ROUNDS);
  },
  30_000 + ROUNDS * 10_000,
);

/** Works on one review of one library; the restart after each kill is the start of the next round. */
async function killAgainAndAgain(rounds: number, random: () => number): Promise<Figures> {
  const folder = await makeTemporaryFolder('kill');
  const figures: Figures = { rounds: 0, sent: 0, acknowledged: 0, lost: 0, inFlightKept: 0 };
  let program = await startBuiltProgram({ libraryFolder: folder.path });
  try {
    const reviewId = await startReview(program);
    let state = START;
    for (let round = 0; round < rounds; round += 1) {
      const worked = await workUntilKilled(program, reviewId, state, random);
      figures.rounds += 1;
      figures.sent += worked.states.length - 1;
      figures.acknowledged += worked.acknowledgedSeq - state.lastSeq;
      program = await startBuiltProgram({ libraryFolder: folder.path });
      const { review, history, lastSeq } = await call(program, 'reviews', 'open', { reviewId });
      figures.lost += Math.max(0, worked.acknowledgedSeq - lastSeq);
      figures.inFlightKept += Math.max(0, lastSeq - worked.acknowledgedSeq);
      const replayed = worked.states.find((candidate) => candidate.lastSeq === lastSeq);
      const found: EditState = { content: review.content, history, lastSeq };
      if (!replayed || lastSeq < worked.acknowledgedSeq || !isDeepStrictEqual(found, plain(replayed))) {
        throw new Error(
          `In round ${round} edits up to ${worked.acknowledgedSeq} were acknowledged; after the restart the review ` +
            `is at ${lastSeq} and ${replayed ? 'is not what its edits lead to' : 'was never sent so far'}.`,
        );
      }
      state = found;
      const complaints = program.process.lines.filter((line) => line.startsWith('! '));
      expect(complaints).toEqual([]);
    }
    return figures;
  } finally {
    await program.stop();
    await folder.remove();
  }
}

async function startReview(program: BuiltProgram): Promise<string> {
  await call(program, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
  const { sessionId } = await call(program, 'sessions', 'openSample');
  const { reviewId } = await call(program, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
  return reviewId;
}

/**
 * Appends one edit after another, each when the one before is acknowledged, until the program is gone: killed at a
 * random time after the first acknowledgement.
 *
 * @returns the state after every edit that was sent, the start included, and the last edit that was acknowledged
 */
async function workUntilKilled(
  program: BuiltProgram,
  reviewId: string,
  start: EditState,
  random: () => number,
): Promise<{ states: EditState[]; acknowledgedSeq: number }> {
  const lifeMs = SHORTEST_LIFE_MS + random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS);
  const states = [start];
  let acknowledgedSeq = start.lastSeq;
  let killing: Promise<unknown> | undefined;
  for (let state = start; ; ) {
    const entry = nextEntry(state, random);
    state = applyEntry(state, entry);
    states.push(state);
    const answer = await call(program, 'reviews', 'append', { reviewId, entries: [entry] }).catch(
      (error: unknown) => {
        // The program is gone, which is meant; anything else it says is not.
        if (killing === undefined || !(error instanceof TypeError || error instanceof SyntaxError))
          throw error;
        return undefined;
      },
    );
    if (!answer) break;
    acknowledgedSeq = answer.lastSeq;
    killing ??= pause(lifeMs).then(() => program.kill());
  }
  await killing;
  return { states, acknowledgedSeq };
}

/** Mostly a new moment with a note; now and then a longer note, an undo or a redo. */
function nextEntry(state: EditState, random: () => number): JournalEntry {
  const seq = state.lastSeq + 1;
  const { done, undone } = state.history;
  const choice = random();
  const undoable = done.at(-1);
  const redoable = undone.at(-1);
  if (choice < 0.15 && undoable) return { type: 'undo', seq, stepId: undoable.id };
  if (choice < 0.25 && redoable) return { type: 'redo', seq, stepId: redoable.id };
  const next = choice < 0.4 ? withLongerNote(state.content, random) : withNewMoment(state.content, random);
  const changes = diffContent(state.content, next);
  return {
    type: 'edit',
    seq,
    step: { id: v7(), label: 'Mark a moment', at: new Date().toISOString(), changes },
  };
}

function withNewMoment(content: ReviewContent, random: () => number): ReviewContent {
  const startMs = Math.floor(random() * 180_000);
  return putMoment(
    content,
    momentSchema.parse({
      id: v7(),
      kind: TRAIL_KINDS[Math.floor(random() * TRAIL_KINDS.length)]?.id,
      polarity: 'shown',
      startMs,
      ...(random() < 0.5 && { endMs: startMs + 1 + Math.floor(random() * 5_000) }),
      note: 'She asked — “what for?” 🎧 '.repeat(Math.floor(random() * 20)),
      createdAt: new Date().toISOString(),
    }),
  );
}

function withLongerNote(content: ReviewContent, random: () => number): ReviewContent {
  const ids = Object.keys(content.moments);
  const id = ids[Math.floor(random() * ids.length)];
  if (id === undefined) return withNewMoment(content, random);
  return changeMoment(content, id, (moment) => ({
    ...moment,
    note: `${moment.note.slice(0, 2_000)} more ${random()}`,
  }));
}

/** As it comes over the wire. */
function plain(state: EditState): EditState {
  return JSON.parse(JSON.stringify(state)) as EditState;
}

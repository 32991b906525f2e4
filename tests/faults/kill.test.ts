import { createHash, randomInt } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { type EditContent, editContentOf, reviewContentOf } from '#shared/history/edit-content';
import { diffContent } from '#shared/history/review-change';
import { changeMoment, putMoment } from '#shared/history/review-edits';
import { applyEntry, type EditState, EMPTY_HISTORY, type JournalEntry } from '#shared/history/review-history';
import { momentSchema, TRAIL_KINDS } from '#shared/model/moment';
import { EMPTY_CONTENT } from '#shared/model/review';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { call, upload } from '../helpers/page-api';
import { randomNumbers } from '../helpers/random-numbers';
import { smallWave } from '../helpers/small-wave';
import { makeTemporaryFolder } from '../helpers/temporary-folder';

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 25);
const SEED = Number(process.env.KILL_SEED ?? randomInt(2 ** 31));
/** Libraries that are killed side by side, so that one starts while the other works. */
const LANES = 2;
const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };
const SHORTEST_LIFE_MS = 5;
const LONGEST_LIFE_MS = 400;

const INDICATORS = ['SA.1', 'SA.2', 'SA.3', 'RC.1', 'MC.1', 'DT.2', 'PT.1', 'CL.1'];
const COMPETENCIES = ['SA', 'RC', 'MC', 'DT', 'PT', 'CL'];
const STATES = ['observed', 'partly', 'not-observed', 'no-opportunity', 'not-assessable'] as const;
const VALUES = ['not-yet', 'emerging', 'solid', 'fluent', 'no-opportunity'];

type Figures = {
  rounds: number;
  sent: number;
  acknowledged: number;
  lost: number;
  inFlightKept: number;
  imported: number;
  importsLost: number;
  importsInFlightKept: number;
};

/** A recording that was shown as added. */
type AddedRecording = { sessionId: string; sha256: string };

const START: EditState = { content: editContentOf(EMPTY_CONTENT), history: EMPTY_HISTORY, lastSeq: 0 };

it(
  `keeps every edit that was shown as saved when it is killed ${ROUNDS} times while moments are marked and recordings are added`,
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
        `${total('lost')} lost, ${total('inFlightKept')} kept that were still in flight; ` +
        `${total('imported')} recordings acknowledged, ${total('importsLost')} lost, ` +
        `${total('importsInFlightKept')} whole that were still in flight`,
    );
    expect(total('rounds')).toBe(ROUNDS);
    expect(total('lost')).toBe(0);
    expect(total('importsLost')).toBe(0);
    expect(total('imported')).toBeGreaterThan(0);
    expect(total('acknowledged')).toBeGreaterThan(ROUNDS);
  },
  30_000 + ROUNDS * 10_000,
);

/** Works on one review of one library; the restart after each kill is the start of the next round. */
async function killAgainAndAgain(rounds: number, random: () => number): Promise<Figures> {
  const folder = await makeTemporaryFolder('kill');
  const figures: Figures = {
    ...{ rounds: 0, sent: 0, acknowledged: 0, lost: 0, inFlightKept: 0 },
    ...{ imported: 0, importsLost: 0, importsInFlightKept: 0 },
  };
  let program = await startBuiltProgram({ libraryFolder: folder.path });
  try {
    const reviewId = await startReview(program);
    let state = START;
    let known = new Set((await call(program, 'sessions', 'list')).map(({ id }) => id));
    for (let round = 0; round < rounds; round += 1) {
      // In half of the rounds the program lives until a recording was added, however slow the machine is.
      const firstAdded = Promise.withResolvers<void>();
      if (random() < 0.5) firstAdded.resolve();
      const adding = addUntilGone(program, random, firstAdded.resolve).finally(firstAdded.resolve);
      const worked = await workUntilKilled(program, reviewId, state, random, firstAdded.promise);
      const added = await adding;
      figures.rounds += 1;
      figures.sent += worked.states.length - 1;
      figures.acknowledged += worked.acknowledgedSeq - state.lastSeq;
      program = await startBuiltProgram({ libraryFolder: folder.path });
      const { review, history, lastSeq } = await call(program, 'reviews', 'open', { reviewId });
      figures.lost += Math.max(0, worked.acknowledgedSeq - lastSeq);
      figures.inFlightKept += Math.max(0, lastSeq - worked.acknowledgedSeq);
      const replayed = worked.states.find((candidate) => candidate.lastSeq === lastSeq);
      const found: EditState = { content: editContentOf(review.content), history, lastSeq };
      if (
        !replayed ||
        lastSeq < worked.acknowledgedSeq ||
        !isDeepStrictEqual(plain(found), plain(replayed))
      ) {
        throw new Error(
          `In round ${round} edits up to ${worked.acknowledgedSeq} were acknowledged; after the restart the review ` +
            `is at ${lastSeq} and ${replayed ? 'is not what its edits lead to' : 'was never sent so far'}.`,
        );
      }
      state = found;
      const present = await expectWholeSessions(program, folder.path, known, added);
      figures.imported += added.length;
      figures.importsLost += added.filter(({ sessionId }) => !present.has(sessionId)).length;
      figures.importsInFlightKept += present.size - known.size - added.length;
      known = present;
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

/** Adds one small recording after another until the program is gone; returns those that were shown as added. */
async function addUntilGone(
  program: BuiltProgram,
  random: () => number,
  onAdded: () => void,
): Promise<AddedRecording[]> {
  const added: AddedRecording[] = [];
  for (;;) {
    const bytes = smallWave(random);
    const job = await upload(program, bytes, `Talk ${random()}.wav`).catch((error: unknown) => {
      if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
      throw error;
    });
    if (!job) return added;
    if (job.phase !== 'done') throw new Error(`The recording was not added: ${JSON.stringify(job)}`);
    added.push({ sessionId: job.sessionId, sha256: hashOf(bytes) });
    onAdded();
  }
}

/**
 * Every session of the library is there whole, with its recording, or not at all; those that were added before still are.
 *
 * @returns the ids of all sessions
 */
async function expectWholeSessions(
  program: BuiltProgram,
  libraryFolder: string,
  known: ReadonlySet<string>,
  added: readonly AddedRecording[],
): Promise<Set<string>> {
  const sessions = await call(program, 'sessions', 'list');
  const ids = new Set(sessions.map(({ id }) => id));
  expect([...known].filter((id) => !ids.has(id))).toEqual([]);
  expect(new Set(await readdir(join(libraryFolder, 'sessions')))).toEqual(ids);
  expect(await readdir(join(libraryFolder, 'incoming'))).toEqual([]);
  for (const { id, sha256 } of sessions) {
    if (known.has(id)) continue;
    const acknowledged = added.find(({ sessionId }) => sessionId === id);
    expect(acknowledged?.sha256 ?? sha256).toBe(sha256);
    const response = await program.fetch(`/media/${id}`);
    expect(hashOf(new Uint8Array(await response.arrayBuffer()))).toBe(sha256);
  }
  return ids;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Appends one edit after another, each when the one before is acknowledged, until the program is gone: killed at a
 * random time after the first acknowledgement and after `mayEnd`.
 *
 * @returns the state after every edit that was sent, the start included, and the last edit that was acknowledged
 */
async function workUntilKilled(
  program: BuiltProgram,
  reviewId: string,
  start: EditState,
  random: () => number,
  mayEnd: Promise<void>,
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
    killing ??= mayEnd.then(() => pause(lifeMs)).then(() => program.kill());
  }
  await killing;
  return { states, acknowledgedSeq };
}

/** A new moment with a note, a longer note, a tick or a rating; now and then an undo or a redo. */
function nextEntry(state: EditState, random: () => number): JournalEntry {
  const seq = state.lastSeq + 1;
  const { done, undone } = state.history;
  const choice = random();
  const undoable = done.at(-1);
  const redoable = undone.at(-1);
  if (choice < 0.15 && undoable) return { type: 'undo', seq, stepId: undoable.id };
  if (choice < 0.25 && redoable) return { type: 'redo', seq, stepId: redoable.id };
  const changed =
    choice < 0.4
      ? withLongerNote(state.content, random)
      : choice < 0.6
        ? withTick(state.content, random)
        : choice < 0.75
          ? withRating(state.content, random)
          : withNewMoment(state.content, random);
  // A tick or a rating that is there already is no change.
  const next =
    diffContent(state.content, changed).length === 0 ? withNewMoment(state.content, random) : changed;
  const changes = diffContent(state.content, next);
  return {
    type: 'edit',
    seq,
    step: { id: v7(), label: 'Mark a moment', at: new Date().toISOString(), changes },
  };
}

function withNewMoment(content: EditContent, random: () => number): EditContent {
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

function withTick(content: EditContent, random: () => number): EditContent {
  const mark = { state: oneOf(STATES, random), note: random() < 0.3 ? `heard at ${random()}` : '' };
  return { ...content, marks: { ...content.marks, [oneOf(INDICATORS, random)]: mark } };
}

function withRating(content: EditContent, random: () => number): EditContent {
  const rating = { value: oneOf(VALUES, random), rationale: random() < 0.5 ? `because of ${random()}` : '' };
  return { ...content, ratings: { ...content.ratings, [oneOf(COMPETENCIES, random)]: rating } };
}

function oneOf<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('There is nothing to choose from');
  return item;
}

function withLongerNote(content: EditContent, random: () => number): EditContent {
  const moments = content.moments.values();
  const id = moments[Math.floor(random() * moments.length)]?.id;
  if (id === undefined) return withNewMoment(content, random);
  return changeMoment(content, id, (moment) => ({
    ...moment,
    note: `${moment.note.slice(0, 2_000)} more ${random()}`,
  }));
}

/** As it comes over the wire. */
function plain({ content, ...state }: EditState): unknown {
  return JSON.parse(JSON.stringify({ ...state, content: reviewContentOf(content) }));
}

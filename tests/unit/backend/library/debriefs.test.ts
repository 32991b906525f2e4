import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { DebriefContent } from '#shared/model/debrief';
import type { Person } from '#shared/model/profile';
import type { SubmittedReview } from '#shared/model/review';
import { checkLibrary } from '../../../../electron/backend/care/check-library';
import { restoreBackup } from '../../../../electron/backend/care/restore';
import { Debriefs } from '../../../../electron/backend/library/debriefs';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import type { Library } from '../../../../electron/backend/library/library';
import { idOf, SESSION_ID, sampleReview } from '../exchange/sample-contents';
import { temporaryFolders } from '../media/temporary-folder';
import { findTraces, makeQuotingLibrary, mentorsReview } from './quoting-library';
import { openLibrary, plantSession, readJson, sessionNumber } from './test-library';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };
const makeFolder = temporaryFolders();

/** Saved before their folders are removed: the index is written beside everything else. */
const opened: Library[] = [];
afterEach(async () => {
  for (const library of opened.splice(0)) await library.index.save();
});

function person(number: number): Person {
  return { profileId: idOf(200 + number), name: `Person ${number}`, role: 'peer', credential: '' };
}

function reviewBy(number: number, changes: Partial<SubmittedReview> = {}): SubmittedReview {
  return sampleReview({ id: idOf(300 + number), reviewer: person(number), ...changes });
}

/** A facilitator's library with a session that so many others have reviewed. */
async function gathered(reviews: readonly SubmittedReview[]) {
  const folder = await makeFolder();
  await plantSession(folder, sessionNumber(1), reviews);
  const { library } = await openLibrary(folder);
  opened.push(library);
  await library.profile.save({ name: 'Fay', role: 'mentor', credential: '' });
  const debriefs = new Debriefs(library);
  const name = await debriefs.start(SESSION_ID, FRAMEWORK);
  return { folder, library, debriefs, name };
}

async function begun(reviews: readonly SubmittedReview[] = [1, 2, 3].map((number) => reviewBy(number))) {
  const opened = await gathered(reviews);
  await opened.library.desk.revealOthers(SESSION_ID);
  await opened.debriefs.gather(opened.name, {});
  await opened.debriefs.begin(opened.name);
  return opened;
}

async function withOutcome(
  { debriefs, name }: Pick<Awaited<ReturnType<typeof begun>>, 'debriefs' | 'name'>,
  note: string,
) {
  const { debrief, steps } = await debriefs.open(name);
  const [step] = steps;
  if (!step) throw new Error('There is no step');
  const content: DebriefContent = {
    ...debrief.content,
    outcomes: {
      [step.id]: {
        about: { type: 'rating', competency: 'SA' },
        hands: { solid: 3 },
        isRevealed: true,
        result: 'agreed',
        value: 'solid',
        note,
        spentMs: 1_000,
      },
    },
  };
  await debriefs.save(name, debrief.revision, content);
  return content;
}

const problemsOf = async (library: Library) =>
  (
    await checkLibrary({
      fileSystem: library.fileSystem,
      layout: library.layout,
      now: () => new Date(),
      signal: new AbortController().signal,
      onProgress: () => {},
    })
  ).findings.map(({ message }) => message);

describe('before a debrief begins', () => {
  it('nothing of what anyone says is told, only who submitted', async () => {
    const { debriefs, name } = await gathered([1, 2, 3].map((number) => reviewBy(number)));
    const told = await debriefs.gather(name, { naming: 'aliases' });
    expect(told.reviews.map(({ reviewer }) => reviewer.name)).toEqual(['Person 1', 'Person 2', 'Person 3']);
    expect(told).toMatchObject({ isSealed: true, debrief: { naming: 'aliases' } });
    expect(JSON.stringify(told)).not.toMatch(/solid|what for|Presence/);
    expect(new Set(told.debrief.participants.map(({ alias }) => alias)).size).toBe(3);
    expect((await debriefs.gather(name, {})).debrief).toEqual(told.debrief);
    await expect(debriefs.open(name)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('its facilitator keeps her own view independent, or gives that up for good', async () => {
    const { debriefs, name, library } = await gathered([reviewBy(1), reviewBy(2)]);
    const ownId = await library.desk.start(SESSION_ID, FRAMEWORK);
    await expect(debriefs.begin(name)).rejects.toMatchObject({ code: 'forbidden' });
    await library.desk.submit(ownId);
    expect((await debriefs.gather(name, {})).isSealed).toBe(false);
    await debriefs.begin(name);
    const { debrief } = await debriefs.open(name);
    expect(debrief.participants).toHaveLength(3);

    const other = await gathered([reviewBy(1), reviewBy(2)]);
    const draftId = await other.library.desk.start(SESSION_ID, FRAMEWORK);
    await other.library.desk.revealOthers(SESSION_ID);
    await other.debriefs.begin(other.name);
    expect((await other.library.desk.read(draftId)).review.independence.independent).toBe(false);
    expect((await other.debriefs.open(other.name)).debrief.participants).toHaveLength(2);
  });

  it('one reviewer, another edition and the same person twice are said and begin nothing', async () => {
    const { debriefs, name, library } = await gathered([
      reviewBy(1),
      reviewBy(2, { framework: { id: 'core-competencies', edition: '2025' } }),
      sampleReview({ id: idOf(399), reviewer: person(1) }),
    ]);
    await library.desk.revealOthers(SESSION_ID);
    const told = await debriefs.gather(name, {});
    expect(told.obstacle).toMatch(/^Only one person/);
    expect(told.leftOut.map(({ reason }) => reason).sort()).toEqual(['other-framework', 'same-person']);
    await expect(debriefs.begin(name)).rejects.toMatchObject({ code: 'conflict', message: told.obstacle });
  });

  it('the same start finds the one that is being gathered', async () => {
    const { debriefs, name } = await gathered([reviewBy(1)]);
    expect(await debriefs.start(SESSION_ID, FRAMEWORK)).toEqual(name);
    expect(await debriefs.list(SESSION_ID)).toMatchObject([{ id: name.debriefId, reviewers: 0, results: 0 }]);
  });
});

describe('a debrief', () => {
  it('stands beside the reviews and never changes a byte of them', async () => {
    const opened = await begun();
    const { folder, debriefs, name, library } = opened;
    const reviews = new LibraryLayout(folder).session(SESSION_ID).reviews;
    const read = async () =>
      Promise.all(
        (await readdir(reviews))
          .sort()
          .map(async (file) => [file, await readFile(join(reviews, file), 'utf8')]),
      );
    const before = await read();
    const content = await withOutcome(opened, 'The topic was agreed.');
    expect(await read()).toEqual(before);
    await library.close();

    const again = new Debriefs((await openLibrary(folder)).library);
    expect((await again.open(name)).debrief.content).toEqual(content);
    expect(await again.list(SESSION_ID)).toMatchObject([{ reviewers: 3, results: 1 }]);
    await expect(debriefs.save(name, 0, content)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('puts who opened what, who began and who deleted it on record', async () => {
    const { debriefs, name, library } = await begun();
    await debriefs.open(name);
    await debriefs.remove(name);
    const { entries } = await library.audit.list(SESSION_ID);
    const types = entries.map(({ event }) => event.type);
    expect(types).toEqual([
      'others-revealed',
      'debrief-begun',
      'opened',
      'opened',
      'opened',
      'debrief-removed',
    ]);
    await expect(debriefs.open(name)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps its reviewers when a correction comes, and says so', async () => {
    const { debriefs, name, library, folder } = await begun();
    const correction = sampleReview({ id: idOf(398), reviewer: person(2), revisionOf: idOf(302) });
    await plantSession(folder, await library.sessions.get(SESSION_ID), [correction]);
    await library.sessionChanged(SESSION_ID);
    const { debrief, correctedSince } = await debriefs.open(name);
    expect(debrief.participants.map(({ reviewId }) => reviewId)).toEqual([idOf(301), idOf(302), idOf(303)]);
    expect(correctedSince).toEqual([idOf(302)]);
  });

  it('has no steps where nobody marked anything, and can be closed with minutes all the same', async () => {
    const nothing = { moments: {}, marks: {}, ratings: {}, feedback: {} };
    const { debriefs, name } = await begun([
      reviewBy(1, { content: nothing }),
      reviewBy(2, { content: nothing }),
    ]);
    expect((await debriefs.open(name)).steps).toEqual([]);
  });

  it('leaves no word of the client where consent is withdrawn, and takes none in afterwards', async () => {
    const { folder, library, layout, draftId } = await makeQuotingLibrary(await makeFolder());
    opened.push(library);
    await library.desk.submit(draftId);
    const debriefs = new Debriefs(library);
    const name = await debriefs.start(SESSION_ID, FRAMEWORK);
    await debriefs.gather(name, {});
    await debriefs.begin(name);
    const quote = Object.values(mentorsReview().content.moments)[1]?.quote ?? '';
    await withOutcome({ debriefs, name }, `We hear ${quote} and wait.`);
    await writeFile(join(layout.debriefs, `${name.debriefId}.json.corrupt-2026-01-01`), quote);
    await library.backups.make('asked');
    // The index is written beside all this; none of its files is under way while the folders are looked through.
    await library.index.save();
    expect((await findTraces(folder)).filter((path) => path.includes('debriefs')).length).toBeGreaterThan(2);

    await library.deleteRecording(SESSION_ID, 'consent-withdrawn');
    await library.index.save();
    expect(await findTraces(folder)).toEqual([]);
    const { debrief } = await debriefs.open(name);
    expect(Object.values(debrief.content.outcomes)[0]?.note).toBe('We hear … and wait.');
    const again = { ...debrief.content, remarks: `She said “${quote}”.` };
    await debriefs.save(name, debrief.revision, again);
    expect((await debriefs.open(name)).debrief.content.remarks).toBe('She said ….');
  });

  it('is in the backups, comes back from them, and goes with its session', async () => {
    const opened = await begun();
    const { folder, debriefs, name, library } = opened;
    const content = await withOutcome(opened, 'The topic was agreed.');
    const backup = await library.backups.make('asked');
    const file = `sessions/${SESSION_ID}/debriefs/${name.debriefId}.json`;
    expect(await readJson(join(folder, 'backups', backup.name, file))).toMatchObject({ content });
    await debriefs.remove(name);
    await restoreBackup(library, backup.name, [SESSION_ID]);
    expect((await debriefs.open(name)).debrief.content).toEqual(content);
    expect(await problemsOf(library)).toEqual([]);

    await library.moveToTrash(SESSION_ID);
    await library.emptyTrash();
    const left = await readdir(folder, { recursive: true });
    expect(left.filter((path) => path.includes(name.debriefId))).toEqual([]);
  });

  it('is looked at by the check of the library', async () => {
    const { folder, name, library } = await begun();
    const path = join(folder, `sessions/${SESSION_ID}/debriefs/${name.debriefId}.json`);
    await writeFile(path, '{"schemaVersion":1');
    expect(await problemsOf(library)).toEqual([
      expect.stringMatching(/^A debrief of “Session 1” is damaged/),
    ]);
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editContentOf } from '#shared/history/edit-content';
import { diffContent } from '#shared/history/review-change';
import { putMoment } from '#shared/history/review-edits';
import type { JournalEntry } from '#shared/history/review-history';
import { EMPTY_CONTENT, type SubmittedReview } from '#shared/model/review';
import type { SessionDocument } from '#shared/model/session';
import { type FileSystem, nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import type { Library } from '../../../../electron/backend/library/library';
import { filesBelow } from '../../../helpers/files-below';
import { AT, idOf, MENTOR, SESSION_ID, sampleReview } from '../exchange/sample-contents';
import { openLibrary, plantSession, sessionNumber } from './test-library';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

/** What the client said; no byte of it may be left anywhere. */
const WORDS = 'tired-of-pretending';
export const VOICE = Buffer.from(`RIFF voice-of-the-client ${'la '.repeat(3_000)}`);
const TRACES = [WORDS, 'voice-of-the-client'];

export function quoting(number: number) {
  return {
    id: idOf(number),
    kind: 'partnering',
    polarity: 'shown' as const,
    startMs: 2_000,
    indicators: [],
    competencies: [],
    note: 'The coach waits',
    quote: `I am ${WORDS}, she said`,
    createdAt: AT,
  };
}

export function mentorsReview(): SubmittedReview {
  const { content } = sampleReview();
  const moments = { ...content.moments, [idOf(21)]: quoting(21) };
  return sampleReview({ reviewer: MENTOR, content: { ...content, moments } });
}

export function edit(seq: number, momentNumber: number): JournalEntry {
  const empty = editContentOf(EMPTY_CONTENT);
  const changes = diffContent(empty, putMoment(empty, quoting(momentNumber)));
  return { type: 'edit', seq, step: { id: idOf(900 + seq), label: 'Mark', at: AT, changes } };
}

/**
 * A library with one session: a recording, peaks, a mentor's sealed review with quotes, a draft with quotes in its
 * content, its history, its journal and its own backup, what crashes left of both, and a backup of the library.
 */
export async function makeQuotingLibrary(folder: string, changes: Partial<SessionDocument> = {}) {
  const layout = new LibraryLayout(folder).session(SESSION_ID);
  const { recording } = sessionNumber(1);
  await plantSession(
    folder,
    sessionNumber(1, { recording: { ...recording, storage: 'copied' }, ...changes }),
    [mentorsReview()],
  );
  await writeFile(join(layout.recording, 'recording.mp3'), VOICE);
  await writeFile(join(layout.cache, 'peaks.bin'), VOICE);
  const { library } = await openLibrary(folder);
  await library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
  await library.identity.keys();
  const draftId = await library.desk.start(SESSION_ID, FRAMEWORK);
  await library.desk.append(draftId, [edit(1, 31)]);
  await library.reviews.release(draftId);
  await library.desk.append(draftId, [edit(2, 32)]);
  await library.reviews.release(draftId);
  await library.backups.make('asked');
  await library.desk.append(draftId, [edit(3, 33), { type: 'undo', seq: 4, stepId: idOf(903) }]);
  for (const name of [
    `${idOf(2)}.json.corrupt-2026-01-01`,
    `${draftId}.journal.corrupt-2026-01-01`,
    `${draftId}.json.77-1.tmp`,
    `${idOf(99)}.json.corrupt-2026-01-01`,
    'a copy by a sync program.json',
  ]) {
    await writeFile(join(layout.reviews, name), JSON.stringify(quoting(40)));
  }
  return { folder, layout, library, draftId };
}

/** Where in a folder, and how often, what the client said can still be read. */
export async function findTraces(folder: string): Promise<string[]> {
  const files = await filesBelow(folder);
  return files.filter(({ bytes }) => TRACES.some((trace) => bytes.includes(trace))).map(({ path }) => path);
}

export async function reopen(folder: string, fileSystem: FileSystem = nodeFileSystem): Promise<Library> {
  return (await openLibrary(folder, fileSystem)).library;
}

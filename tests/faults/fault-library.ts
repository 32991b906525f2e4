import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Library } from '../../electron/backend/library/library';
import { FRAMEWORK, writing } from '../unit/backend/care/backup-library';
import { idOf, RECORDING, sampleReview, sampleSession } from '../unit/backend/exchange/sample-contents';
import { openLibrary, plantSession, sessionNumber } from '../unit/backend/library/test-library';

/** A library of two sessions, the first with its recording and a review; its owner has a draft of the second. */
export async function prepare(folder: string): Promise<void> {
  await plantSession(folder, sessionNumber(1, { recording: sampleSession().recording }), [sampleReview()]);
  await writeFile(join(folder, 'sessions', idOf(1), 'recording', 'recording.mp3'), RECORDING);
  await plantSession(folder, sessionNumber(2));
  const { library } = await openLibrary(folder);
  await library.profile.save({ name: 'Mina', role: 'mentor', credential: '' });
  await library.identity.keys();
  const reviewId = await library.desk.start(idOf(2), FRAMEWORK);
  await library.desk.append(reviewId, [writing(1, 'Presence')]);
  await library.close();
}

export function draftOf(library: Library): string {
  const draft = library.index
    .list()
    .flatMap(({ reviews }) => reviews)
    .find(({ status }) => status === 'draft');
  if (!draft) throw new Error('There is no draft');
  return draft.id;
}

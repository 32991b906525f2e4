import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { call } from '../e2e/program-api';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { ffmpeg } from '../helpers/system-ffmpeg';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { AGREEMENTS, given } from './libraries';
import { addRecording, addWithCopy, introduce, submit, untilPhase, upload, writeReview } from './program-api';
import { ROBINS_DRAFT, ROBINS_REVIEW } from './reviews';

export type RecordingsOfManyKinds = {
  robin: BuiltProgram;
  /** One that is played from a copy that ffmpeg made, and has a submitted review. */
  encodedId: string;
  /** One with three sounds in its file, and its review, which is being written. */
  severalId: string;
  draftId: string;
  /** One whose picture Chromium cannot decode. */
  hiddenPictureId: string;
};

const SAMPLE = join(projectFolder, 'resources/sample/practice-session.opus');

/** A trainee who allows ffmpeg, with recordings as phones, meetings and cameras leave them. */
export async function openRecordings(): Promise<RecordingsOfManyKinds> {
  const robin = await startBuiltProgram();
  const person = { name: 'Robin Hale', role: 'trainee', credential: '' };
  await call(robin, 'profile.save', { person, preferences: { usesFfmpeg: true } });
  const encodedId = await addWithCopy(
    robin,
    await madeOfSample('Voice memo 12.m4a', ['-c:a', 'alac', '-ar', '16000']),
    { title: 'The choir on Thursdays', date: '2026-11-18', ...ABOUT },
  );
  await submit(robin, await writeReview(robin, encodedId, AGREEMENTS, ROBINS_REVIEW));
  const severalId = await addRecording(robin, await madeOfSample('2026-11-12 18-02-11.mkv', THREE_SOUNDS), {
    title: 'Two rooms, one question',
    date: '2026-11-12',
    ...ABOUT,
  });
  const draftId = await writeReview(robin, severalId, AGREEMENTS, ROBINS_DRAFT);
  const hiddenPictureId = await addRecording(
    robin,
    await madeOfSample(
      'IMG_0412.mov',
      [...['-t', '30', '-c:v', 'libx265', '-preset', 'ultrafast'], '-shortest'],
      true,
    ),
    { title: 'On the bench by the river', date: '2026-11-06', ...ABOUT },
  );
  return { robin, encodedId, severalId, draftId, hiddenPictureId };
}

const ABOUT = { clientAlias: 'Juniper', coach: 'Robin Hale', consent: given(['self-review', 'mentor']) };

const THREE_SOUNDS = [
  ...['-map', '0:a', '-map', '0:a', '-map', '0:a'],
  ...['-c:a:0', 'aac', '-ac:a:0', '2', '-c:a:1', 'aac', '-ac:a:1', '1', '-c:a:2', 'aac', '-ac:a:2', '1'],
];

/** The sample session in another kind of file, where asked with a picture. */
async function madeOfSample(fileName: string, words: readonly string[], hasPicture = false) {
  const folder = await makeTemporaryFolder('recordings');
  try {
    const path = join(folder.path, fileName);
    const picture = hasPicture ? ['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=10'] : [];
    await ffmpeg('-i', SAMPLE, ...picture, ...words, path);
    return { fileName, bytes: new Uint8Array(await readFile(path)) };
  } finally {
    await folder.remove();
  }
}

/** A trainee who does not use ffmpeg, and has just added what is not played without it. */
export async function openWithoutFfmpeg(): Promise<BuiltProgram> {
  const program = await startBuiltProgram();
  await introduce(program, 'Robin Hale', 'trainee');
  await call(program, 'sessions.openSample');
  for (const fileName of ['alac.m4a', 'ac3.mp4', 'speech.wma']) {
    const bytes = new Uint8Array(await readFile(join(projectFolder, 'tests/fixtures/media', fileName)));
    await untilPhase(program, await upload(program, fileName, bytes), 'unplayable');
  }
  return program;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConsentUse } from '#shared/model/consent';
import type { FrameworkReference } from '#shared/model/framework';
import type { SessionDetails } from '#shared/model/session';
import { call } from '../e2e/program-api';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { acceptPackage, addRecording, introduce, pack, submit, writeReview } from './program-api';
import { MINAS_REVIEW, ROBINS_DRAFT, ROBINS_REVIEW, SHORT_REVIEW } from './reviews';

export const AGREEMENTS: FrameworkReference = { id: 'agreements-and-partnering', edition: '1' };
const CORE: FrameworkReference = { id: 'core-competencies', edition: '2025' };

type PastSession = Pick<SessionDetails, 'title' | 'date' | 'clientAlias' | 'kind'> & {
  minutes: number;
  consent?: Partial<SessionDetails['consent']>;
  language?: string;
  coach?: string;
  tags?: string[];
  review?: 'draft' | 'submitted' | 'under-both';
};

/** A consent that was given in writing for some uses. */
export function given(uses: ConsentUse[], more: Partial<SessionDetails['consent']> = {}) {
  return { status: 'given', how: 'written', uses, note: '', ...more } as const;
}

/** Half a year of a trainee's practice. Every name is made up. */
const PAST_SESSIONS: readonly PastSession[] = [
  {
    title: 'Leaving the night shift',
    date: '2026-11-12',
    clientAlias: 'Juniper',
    kind: 'client',
    minutes: 52,
    consent: given(['self-review', 'mentor'], { obtainedOn: '2026-09-03', validUntil: '2031-09-30' }),
    tags: ['work', 'fourth session'],
    review: 'draft',
  },
  {
    title: 'What a good handover feels like',
    date: '2026-11-05',
    clientAlias: 'Ash',
    kind: 'peer',
    minutes: 31,
    consent: given(['self-review', 'mentor', 'group'], { how: 'spoken-in-recording' }),
    review: 'submitted',
  },
  {
    title: 'The garden room',
    date: '2026-10-29',
    clientAlias: 'Juniper',
    kind: 'client',
    minutes: 48,
    consent: given(['self-review'], { obtainedOn: '2026-09-03', validUntil: '2031-09-30' }),
    tags: ['third session'],
  },
  {
    title: 'Practice triad, group B',
    date: '2026-10-21',
    clientAlias: 'Linden',
    kind: 'practice',
    minutes: 24,
    consent: given(['self-review', 'mentor', 'group'], { how: 'spoken-before' }),
    review: 'under-both',
  },
  {
    title: 'Zwischen zwei Stellen',
    date: '2026-10-14',
    clientAlias: 'Birke',
    kind: 'client',
    minutes: 57,
    language: 'de',
    consent: given(['self-review', 'mentor', 'credential'], { validUntil: '2031-12-31' }),
    review: 'submitted',
  },
  {
    title: 'Saying no without leaving',
    date: '2026-10-02',
    clientAlias: 'Ash',
    kind: 'peer',
    minutes: 29,
    consent: given(['self-review', 'group']),
    tags: ['boundaries'],
  },
  {
    title: 'What rest is for',
    date: '2026-09-24',
    clientAlias: 'Juniper',
    kind: 'client',
    minutes: 45,
    consent: given(['self-review', 'mentor'], { obtainedOn: '2026-09-03', validUntil: '2031-09-30' }),
    tags: ['second session'],
    review: 'submitted',
  },
  {
    title: 'Demonstration for the Tuesday group: a topic that moves',
    date: '2026-09-15',
    clientAlias: 'Rowan',
    coach: 'Mina Okafor',
    kind: 'demonstration',
    minutes: 36,
    consent: given(['self-review', 'group']),
  },
  {
    title: 'A year after the move',
    date: '2026-09-03',
    clientAlias: 'Juniper',
    kind: 'client',
    minutes: 50,
    consent: { status: 'withdrawn', uses: [], note: '' },
    tags: ['first session'],
  },
  {
    title: 'Listening for the request inside the request',
    date: '2026-08-27',
    clientAlias: 'Linden',
    kind: 'practice',
    minutes: 22,
  },
  {
    title: 'The quiet client',
    date: '2026-08-13',
    clientAlias: 'Hazel',
    kind: 'client',
    minutes: 41,
    consent: given(['self-review', 'mentor'], { validUntil: '2026-10-31' }),
    review: 'draft',
  },
];

/** A trainee with a full library, who has shared the sample with her mentor and got the mentor's review back. */
export async function openRobinsLibrary(): Promise<{
  robin: BuiltProgram;
  sampleId: string;
  packed: Packed;
}> {
  const robin = await startBuiltProgram();
  await introduce(robin, 'Robin Hale', 'trainee');
  for (const { minutes, review, ...past } of PAST_SESSIONS) {
    const details: Partial<SessionDetails> = {
      coach: 'Robin Hale',
      language: 'en',
      ...past,
      consent: { status: 'not-recorded', uses: [], note: '', ...past.consent },
    };
    const recording = { fileName: `${past.title}.wav`, bytes: quietWav(minutes * 60, past.title) };
    const sessionId = await addRecording(robin, recording, details);
    if (review === undefined) continue;
    const reviewId = await writeReview(robin, sessionId, AGREEMENTS, SHORT_REVIEW);
    if (review !== 'draft') await submit(robin, reviewId);
    if (review === 'under-both') {
      await writeReview(robin, sessionId, CORE, { moments: [], marks: {}, ratings: {}, feedback: {} });
    }
  }
  for (const [file, title] of [
    ['speech.mp3', 'Microphone check'],
    ['talk.mp4', 'Camera check before the triad'],
  ] as const) {
    const sessionId = await addRecording(robin, await fixture(file), {
      title,
      date: '2026-10-20',
      coach: 'Robin Hale',
    });
    await call(robin, 'sessions.moveToTrash', { sessionId });
  }
  const sampleId = await openSample(robin);
  const reviewId = await writeReview(robin, sampleId, AGREEMENTS, ROBINS_REVIEW);
  await submit(robin, reviewId);
  const packed = await exchangeWithMina(robin, sampleId);
  return { robin, sampleId, packed };
}

export const UNPROTECTED = { replaceNames: false, protection: { type: 'none' } };

/** The package that went to the mentor, as a file a browser could be given. */
export type Packed = { name: string; mimeType: string; buffer: Buffer };

async function exchangeWithMina(robin: BuiltProgram, sessionId: string): Promise<Packed> {
  const shared = await pack(robin, 'packages.share', {
    sessionId,
    purpose: 'mentor',
    framework: AGREEMENTS,
    recording: { include: 'whole' },
    ...UNPROTECTED,
    message: 'This is the one with the job in Leeds. I would like to know how you hear the place after 3:19.',
    today: new Date().toISOString().slice(0, 10),
  });
  const mina = await startBuiltProgram();
  try {
    await introduce(mina, 'Mina Okafor', 'mentor', 'PCC');
    await acceptPackage(mina, shared);
    const reviewId = await writeReview(mina, sessionId, AGREEMENTS, MINAS_REVIEW);
    await submit(mina, reviewId);
    await acceptPackage(
      robin,
      await pack(mina, 'packages.sendBack', { reviewId, message: '', ...UNPROTECTED }),
    );
  } finally {
    await mina.close();
  }
  return {
    name: 'One breath before the yes.concordance',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(shared),
  };
}

/** A library with nothing but the sample, whose review is being written. */
export async function openDesk(): Promise<{ desk: BuiltProgram; address: string }> {
  const desk = await startBuiltProgram();
  await introduce(desk, 'Robin Hale', 'trainee');
  const sessionId = await openSample(desk);
  const reviewId = await writeReview(desk, sessionId, AGREEMENTS, ROBINS_DRAFT);
  return { desk, address: `/#/session/${sessionId}/review/${reviewId}` };
}

/** A mentor's library before anything came. */
export async function openEmptyLibrary(): Promise<BuiltProgram> {
  const program = await startBuiltProgram();
  await introduce(program, 'Mina Okafor', 'mentor', 'PCC');
  return program;
}

export async function openSample(program: BuiltProgram): Promise<string> {
  const { sessionId } = await call<{ sessionId: string }>(program, 'sessions.openSample');
  await call(program, 'sessions.update', {
    sessionId,
    details: {
      coach: 'Robin Hale',
      date: '2026-11-19',
      tags: ['sample'],
      consent: given(['self-review', 'mentor'], { how: 'other', note: 'Spoken by two synthetic voices.' }),
    },
  });
  return sessionId;
}

/** A session of someone's own that consists of silence and may be shared with a mentor. */
export function addedQuietSession(
  program: BuiltProgram,
  { title, minutes, ...about }: Pick<PastSession, 'title' | 'date' | 'clientAlias' | 'minutes'>,
): Promise<string> {
  const recording = { fileName: `${title}.wav`, bytes: quietWav(minutes * 60, title) };
  const consent = given(['self-review', 'mentor', 'group']);
  return addRecording(program, recording, { title, ...about, coach: 'Robin Hale', consent });
}

async function fixture(fileName: string): Promise<{ fileName: string; bytes: Uint8Array<ArrayBuffer> }> {
  const bytes = await readFile(join(projectFolder, 'tests/fixtures/media', fileName));
  return { fileName, bytes: new Uint8Array(bytes) };
}

/** A recording as long as a session is and as small as the format allows; its words make it differ from others. */
function quietWav(seconds: number, words: string): Uint8Array<ArrayBuffer> {
  const samplesPerSecond = 4_000;
  const sizeBytes = seconds * samplesPerSecond;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + sizeBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  // PCM, one channel, one byte a sample.
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(samplesPerSecond, 24);
  header.writeUInt32LE(samplesPerSecond, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(sizeBytes, 40);
  const samples = Buffer.alloc(sizeBytes, 128);
  samples.write(words, 0);
  return new Uint8Array(Buffer.concat([header, samples]));
}

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Framework, frameworkSchema } from '#shared/model/framework';
import { type PackagedSession, packagedSessionSchema } from '#shared/model/package';
import type { Person } from '#shared/model/profile';
import { type SubmittedReview, submittedReviewSchema } from '#shared/model/review';
import type { PackageContents } from '../../../../electron/backend/exchange/package-writer';
import { sealReview } from '../../../../electron/backend/identity/seal';
import {
  makeSigningKeyPair,
  type SigningKeyPair,
  signValue,
} from '../../../../electron/backend/identity/signing';

/** A UUIDv7 that ends in a number. */
export function idOf(number: number): string {
  return `01990000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export const SESSION_ID = idOf(1);
export const REVIEW_ID = idOf(2);
export const TRAINEE: Person = { profileId: idOf(10), name: 'Tara', role: 'trainee', credential: '' };
export const MENTOR: Person = { profileId: idOf(11), name: 'Mina', role: 'mentor', credential: 'PCC' };
export const AT = '2026-11-22T18:00:00.000Z';

/** The signing keys of a person in these tests: the same for the same id. */
export function keysOf({ profileId }: Pick<Person, 'profileId'>): SigningKeyPair {
  let keys = KEYS.get(profileId);
  if (!keys) {
    keys = makeSigningKeyPair();
    KEYS.set(profileId, keys);
  }
  return keys;
}

/** The same, with what encrypts for that person: for everybody the same key, which nobody needs here. */
export function packageKeysOf(person: Pick<Person, 'profileId'>): PackageContents['keys'] {
  const signing = keysOf(person);
  return { signing, publicKeys: { signingKey: signing.publicKey, ageRecipient: AGE_RECIPIENT } };
}

/** A manifest made by hand, signed over what is written of it. */
export function signedManifest(manifest: object): Record<string, unknown> {
  const unsigned = JSON.parse(JSON.stringify({ senderKeys: packageKeysOf(TRAINEE).publicKeys, ...manifest }));
  return { ...unsigned, signature: signValue(keysOf(TRAINEE), 'manifest', unsigned).value };
}

const AGE_RECIPIENT = 'age1cpfrjsv2mrlpej363aqamesjfsphr7perkez4ewjy6uqh2xuc56qc9w326';
const KEYS = new Map<string, SigningKeyPair>();

/** Large enough to be read in several pieces. */
export const RECORDING = Buffer.from(
  Array.from({ length: 300_000 }, (_, index) => (index * 31 + (index >> 9)) % 256),
);

export async function sampleFramework(): Promise<Framework> {
  const path = resolve(
    import.meta.dirname,
    '../../../../resources/frameworks/agreements-and-partnering@1.json',
  );
  return frameworkSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

export function sampleSession(changes: Partial<PackagedSession> = {}): PackagedSession {
  return packagedSessionSchema.parse({
    schemaVersion: 2,
    id: SESSION_ID,
    title: 'Ana, third session',
    date: '2026-11-20',
    coach: 'Tara',
    clientAlias: 'Ana',
    kind: 'practice',
    language: 'en',
    tags: ['practice'],
    consent: {
      status: 'given',
      how: 'written',
      uses: ['self-review', 'mentor'],
      validUntil: '2027-11-20',
      note: '',
    },
    addedAt: AT,
    recording: {
      container: 'mp3',
      mimeType: 'audio/mpeg',
      durationMs: 60_000,
      tracks: [{ type: 'audio', codec: 'mp3', playable: true }],
      storage: 'copied',
      originalName: 'Ana 3.MP3',
      sizeBytes: RECORDING.byteLength,
      sha256: createHash('sha256').update(RECORDING).digest('hex'),
    },
    ...changes,
  });
}

/** A submitted review with one moment, one mark and one rating. */
export function sampleReview(
  changes: Partial<Omit<SubmittedReview, 'seal' | 'status'>> = {},
): SubmittedReview {
  const reviewer = changes.reviewer ?? TRAINEE;
  const unsealed = {
    id: REVIEW_ID,
    sessionId: SESSION_ID,
    framework: { id: 'agreements-and-partnering', edition: '1' },
    reviewer,
    createdAt: AT,
    independence: { independent: true as const },
    status: 'submitted' as const,
    content: {
      moments: {
        [idOf(20)]: {
          id: idOf(20),
          kind: 'session-agreement',
          polarity: 'shown' as const,
          startMs: 1_000,
          endMs: 9_000,
          indicators: ['SA.1'],
          competencies: ['SA'],
          note: 'She asked — “what for?” 🎧',
          quote: '',
          createdAt: AT,
        },
      },
      marks: { 'SA.1': { state: 'observed' as const, note: '' } },
      ratings: { SA: { value: 'solid', rationale: 'clear' } },
      feedback: { strengths: 'Presence' },
    },
    ...changes,
  };
  const seal = { submittedAt: AT, submittedBy: reviewer };
  return submittedReviewSchema.parse(sealReview(unsealed, seal, keysOf(reviewer)));
}

/** What a trainee shares with her mentor: session, framework, her review and the recording. */
export async function sampleContents(
  folder: string,
  changes: Partial<PackageContents> = {},
): Promise<PackageContents> {
  const recordingPath = join(folder, 'Ana 3.MP3');
  await writeFile(recordingPath, RECORDING);
  return {
    packageId: idOf(30),
    createdAt: AT,
    sender: TRAINEE,
    keys: packageKeysOf(changes.sender ?? TRAINEE),
    purpose: 'mentor',
    message: 'Please look at the agreement.',
    reviewWithheld: false,
    namesReplaced: false,
    session: sampleSession(),
    framework: await sampleFramework(),
    reviews: [sampleReview()],
    recording: { type: 'whole', path: recordingPath },
    ...changes,
  };
}

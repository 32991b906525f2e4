import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { v7 } from 'uuid';
import { vi } from 'vitest';
import type { ShareRequest } from '#shared/api-contract/exchange-contract';
import { encryptPieces } from '../../electron/backend/exchange/envelope';
import { createExports } from '../../electron/backend/exchange/exports';
import { unlockPackage } from '../../electron/backend/exchange/locked-package';
import { readPackage } from '../../electron/backend/exchange/package-reader';
import { writePackage } from '../../electron/backend/exchange/package-writer';
import { createShare } from '../../electron/backend/exchange/share';
import { makePrivateKeys } from '../../electron/backend/identity/private-keys';
import type { Library } from '../../electron/backend/library/library';
import { shareLibraryOf } from '../../electron/backend/library/library-doors';
import { probeRecording } from '../../electron/backend/media/examining/probe';
import { marking } from '../contract/review-entries';
import { projectFolder } from '../helpers/ensure-built';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { FRAMEWORK } from '../unit/backend/care/backup-library';
import { idOf, sampleContents, sampleReview, sampleSession } from '../unit/backend/exchange/sample-contents';
import { openLibrary, plantSession, sessionNumber } from '../unit/backend/library/test-library';

export const SPEECH_PATH = join(projectFolder, 'tests/fixtures/media/speech.opus');

const now = () => new Date('2026-11-22T18:00:00.000Z');
const MOMENT_ID = idOf(1);
const RECEIVER = {
  person: { profileId: idOf(30), name: 'Ines', role: 'mentor' as const, credential: '' },
  keys: makePrivateKeys(),
};

let packageBytes: Uint8Array<ArrayBuffer> | undefined;

/** A package that brings a session with its recording and a review. */
export async function somePackage(): Promise<Uint8Array<ArrayBuffer>> {
  if (packageBytes) return packageBytes;
  const folder = await makeTemporaryFolder('package');
  const session = sampleSession({ id: idOf(7), title: 'Received' });
  const review = sampleReview({ id: idOf(8), sessionId: idOf(7) });
  const contents = await sampleContents(folder.path, { session, reviews: [review] });
  const path = join(folder.path, 'x.concordance');
  await writePackage(contents, path, `${path}.tmp`);
  packageBytes = new Uint8Array(await readFile(path));
  await folder.remove();
  return packageBytes;
}

const encrypted = new Map<string, Uint8Array<ArrayBuffer>>();

/** The same package for the holder of a key; made once, since it starts a thread. */
export async function encryptedFor(recipient: string): Promise<Uint8Array<ArrayBuffer>> {
  const made = encrypted.get(recipient);
  if (made) return made;
  async function* whole() {
    yield await somePackage();
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of encryptPieces(whole(), { recipients: [recipient] })) pieces.push(piece);
  const bytes = new Uint8Array(Buffer.concat(pieces));
  encrypted.set(recipient, bytes);
  return bytes;
}

/** A library with a recording that can be cut, a moment marked in it, and a person to share it with. */
export async function prepareWithSpeech(folder: string): Promise<void> {
  const bytes = await readFile(SPEECH_PATH);
  const { probe } = await probeRecording(SPEECH_PATH, 'Speech.opus');
  const recording = {
    ...probe,
    storage: 'copied' as const,
    originalName: 'Speech.opus',
    sizeBytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  await plantSession(folder, sessionNumber(1, { recording }));
  await copyFile(SPEECH_PATH, join(folder, 'sessions', idOf(1), 'recording', 'recording.opus'));
  const { library } = await openLibrary(folder);
  await library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
  await library.identity.keys();
  await library.contacts.remember(RECEIVER.person, (await RECEIVER.keys).publicKeys);
  const reviewId = await library.desk.start(idOf(1), FRAMEWORK);
  await library.desk.append(reviewId, [marking(1, { id: MOMENT_ID, startMs: 1_000, endMs: 2_000 })]);
  await library.close();
}

/** Only the marked moment, for the one person who is known here. */
export const EXCERPTS_FOR_RECEIVER: Pick<ShareRequest, 'recording' | 'protection'> = {
  recording: { include: 'excerpts', momentIds: [MOMENT_ID], paddingMs: 0 },
  protection: { type: 'contacts', profileIds: [RECEIVER.person.profileId] },
};

/** Shares the first session and reads what was written, as whoever it is for. */
export async function exporting(
  library: Library,
  request: Pick<ShareRequest, 'recording' | 'protection'>,
): Promise<void> {
  const exports = await createExports({
    folder: library.layout.outgoing,
    fileSystem: library.fileSystem,
    newId: () => v7(),
    now,
    log: { info: () => {}, error: () => {} },
    emit: () => {},
  });
  const share = createShare({
    library: shareLibraryOf(library),
    exports,
    newId: () => v7(),
    now,
    locatePlayed: (id) => library.locateRecording(id),
  });
  const { exportId } = await share.share({
    sessionId: idOf(1),
    purpose: 'mentor',
    framework: FRAMEWORK,
    message: '',
    replaceNames: false,
    today: '2026-11-22',
    ...request,
  });
  const job = await vi.waitFor(
    () => {
      const found = exports.list().find(({ id }) => id === exportId);
      if (!found || found.phase === 'writing') throw new Error('not yet');
      return found;
    },
    { timeout: 60_000, interval: 5 },
  );
  if (job.phase !== 'done') throw new Error(JSON.stringify(job));
  // What is said to be written is a whole package.
  await readAsReceiver(exports.find(exportId)?.path ?? '', request.protection);
}

async function readAsReceiver(path: string, protection: ShareRequest['protection']): Promise<void> {
  if (protection.type === 'none') return void (await readPackage(path, 'x.concordance'));
  const folder = await makeTemporaryFolder('received');
  try {
    const received = join(folder.path, 'staged');
    await writeFile(received, await readFile(path));
    const { signal } = new AbortController();
    const key = { identity: (await RECEIVER.keys).ageIdentity };
    const opened = await unlockPackage(received, 'x.concordance', key, { signal });
    if (opened === undefined) throw new Error(`What was written in ${dirname(path)} opens for nobody`);
    await readPackage(opened, 'x.concordance');
  } finally {
    await folder.remove();
  }
}

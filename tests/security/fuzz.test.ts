import { createHash, randomInt } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { encryptPieces } from '../../electron/backend/exchange/envelope';
import { createPackageIntake } from '../../electron/backend/exchange/package-intake';
import { type PackedRecording, writePackage } from '../../electron/backend/exchange/package-writer';
import { packageLibraryOf } from '../../electron/backend/library/library-doors';
import { UserError } from '../../electron/backend/user-error';
import { marking } from '../contract/review-entries';
import { snapshotOf } from '../helpers/folder-snapshot';
import { quickFileSystem } from '../helpers/quick-file-system';
import { randomNumbers } from '../helpers/random-numbers';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { buildZip } from '../unit/backend/exchange/raw-zip';
import { idOf, MENTOR, sampleContents, sampleReview } from '../unit/backend/exchange/sample-contents';
import { openLibrary, plantSession, sessionNumber } from '../unit/backend/library/test-library';
import { below, mutateBytes, oneOf, type Random } from './fuzzing/mutate-bytes';
import { mutateJson } from './fuzzing/mutate-json';
import { type BasePackage, mutatePackage, readBasePackage } from './fuzzing/mutate-package';

const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 1_000);
const SEED = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
/** Of all rounds, those with packages; opening a whole library takes longer. */
const PACKAGE_ROUNDS = Math.round(ROUNDS * 0.9);
const DOCUMENT_ROUNDS = ROUNDS - PACKAGE_ROUNDS;
/** Beside the others, since each starts a thread. */
const ENCRYPTED_ROUNDS = Math.round(ROUNDS * 0.02);
/** How often everything around the library is compared with what it was. */
const ROUNDS_BETWEEN_LOOKS = 100;
const MOST_MEMORY_GROWTH = 600 * 2 ** 20;
const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

let folder: Awaited<ReturnType<typeof makeTemporaryFolder>>;
let libraryFolder: string;
beforeEach(async () => {
  folder = await makeTemporaryFolder('fuzz');
  libraryFolder = join(folder.path, 'library');
  await mkdir(join(folder.path, 'beside'));
  await writeFile(join(folder.path, 'beside/file.txt'), 'nobody writes here');
});
afterEach(() => folder.remove());

/** What an attempt came to; every error but one for the user is a defect. */
async function outcomeOf(attempt: () => Promise<unknown>): Promise<'accepted' | 'refused'> {
  try {
    await attempt();
    return 'accepted';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error.message.length > 2_000)
      throw new Error(`A message for people of ${error.message.length} letters`);
    return 'refused';
  }
}

async function everythingBesideLibrary(): Promise<Record<string, string>> {
  return snapshotOf(folder.path, /^(library|staging)(\/|$)/);
}

function watchMemory(): () => number {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  return () => {
    clearInterval(timer);
    return Math.max(most, process.memoryUsage().rss) - before;
  };
}

function inRound(round: number, error: unknown): Error {
  return new Error(`FUZZ_SEED=${SEED}, round ${round}: ${String(error)}`, { cause: error });
}

async function basePackages(): Promise<BasePackage[]> {
  const contents = await sampleContents(folder.path);
  const { recording: _left, ...withoutRecording } = contents;
  const mentors = sampleReview({ id: idOf(3), reviewer: MENTOR });
  const variants = [
    contents,
    withoutRecording,
    { ...withoutRecording, reviews: [mentors], message: '' },
    { ...contents, recording: await twoExcerpts() },
  ];
  const bases: BasePackage[] = [];
  for (const [index, variant] of variants.entries()) {
    const path = join(folder.path, `base-${index}`);
    await writePackage(variant, path, `${path}.tmp`);
    bases.push(await readBasePackage(path, await readFile(path)));
  }
  return bases;
}

async function twoExcerpts(): Promise<PackedRecording> {
  const excerpts = [1_000, 4_000].map(async (startMs) => {
    const path = join(folder.path, `excerpt-${startMs}`);
    const bytes = Buffer.from(`what is heard from ${startMs} on`);
    await writeFile(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const place = { startMs, endMs: startMs + 2_000, leadMs: 50 };
    const file = { mimeType: 'audio/webm', extension: 'webm', sizeBytes: bytes.byteLength, sha256 };
    return { path, excerpt: { ...place, ...file } };
  });
  return { type: 'excerpts', excerpts: await Promise.all(excerpts) };
}

it(
  `survives ${PACKAGE_ROUNDS} damaged packages`,
  async () => {
    console.log(`fuzz: ${ROUNDS} rounds, seed ${SEED} (FUZZ_ROUNDS and FUZZ_SEED choose others)`);
    const bases = await basePackages();
    const { library } = await openLibrary(libraryFolder, quickFileSystem);
    const packages = createPackageIntake({ library: packageLibraryOf(library), now: () => new Date() });
    const staging = join(folder.path, 'staging');
    const besideBefore = await everythingBesideLibrary();
    const counts = { accepted: 0, refused: 0 };
    const stopWatching = watchMemory();

    for (let round = 0; round < PACKAGE_ROUNDS; round += 1) {
      const random = randomNumbers(SEED + round);
      const bytes = mutatePackage(oneOf(random, bases), bases, random);
      await mkdir(staging);
      const path = join(staging, 'file');
      await writeFile(path, bytes);
      try {
        const inspected = await outcomeOf(() => packages.inspect(path, 'x.concordance'));
        expect(await readdir(staging), 'inspecting writes nothing').toEqual(['file']);
        const outcome = await outcomeOf(() => packages.accept(path, 'x.concordance', true));
        expect(outcome).toBe(inspected);
        counts[outcome] += 1;
        await expectWholeSessions(library, outcome === 'accepted' ? 1 : 0);
        for (const { id } of library.index.list()) await library.moveToTrash(id);
        if (outcome === 'accepted') await library.emptyTrash();
        if (round % ROUNDS_BETWEEN_LOOKS === 0) expect(await everythingBesideLibrary()).toEqual(besideBefore);
      } catch (error) {
        throw inRound(round, error);
      }
      await rm(staging, { recursive: true });
    }
    const growth = stopWatching();
    expect(await everythingBesideLibrary()).toEqual(besideBefore);
    expect('polluted' in {}).toBe(false);
    await library.close();
    console.log(
      `fuzz: ${PACKAGE_ROUNDS} packages, ${counts.accepted} accepted, ${counts.refused} refused, ` +
        `${(growth / 2 ** 20).toFixed(0)} MB more memory at the most`,
    );
    expect(counts.refused).toBeGreaterThan(counts.accepted);
    expect(growth).toBeLessThan(MOST_MEMORY_GROWTH);
  },
  60_000 + ROUNDS * 300,
);

it(
  `opens none of ${ENCRYPTED_ROUNDS} damaged packages that were encrypted for the owner`,
  async () => {
    const [base] = await basePackages();
    const { library } = await openLibrary(libraryFolder, quickFileSystem);
    await library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
    const { ageRecipient } = (await library.identity.keys()).publicKeys;
    const pieces: Uint8Array[] = [];
    const source = (async function* () {
      yield base?.bytes ?? Buffer.alloc(0);
    })();
    for await (const piece of encryptPieces(source, { recipients: [ageRecipient] })) pieces.push(piece);
    const encrypted = Buffer.concat(pieces);
    const packages = createPackageIntake({ library: packageLibraryOf(library), now: () => new Date() });
    const staging = join(folder.path, 'staging');
    const path = join(staging, 'file');
    const { signal } = new AbortController();
    const besideBefore = await everythingBesideLibrary();
    const stopWatching = watchMemory();

    for (let round = 0; round < ENCRYPTED_ROUNDS; round += 1) {
      const random = randomNumbers(SEED + 20_000_000 + round);
      const bytes = mutateBytes(encrypted, random);
      if (bytes.equals(encrypted)) continue;
      await mkdir(staging);
      await writeFile(path, bytes);
      try {
        await outcomeOf(async () => {
          const opened = await packages.open(path, 'x.concordance', signal);
          // What is no age file any more is told by what it is instead.
          if ('path' in opened && opened.path === path) await packages.inspect(path, 'x.concordance');
          else if ('path' in opened) throw new Error('It was opened, although it is not what was encrypted');
        });
        expect(await readdir(staging), 'nothing of it is left decrypted').toEqual(['file']);
      } catch (error) {
        throw inRound(round, error);
      }
      await rm(staging, { recursive: true });
    }
    expect(await everythingBesideLibrary()).toEqual(besideBefore);
    await mkdir(staging);
    await writeFile(path, encrypted);
    expect(await packages.open(path, 'x.concordance', signal)).toEqual({ path: join(staging, 'unlocked') });
    expect(stopWatching()).toBeLessThan(MOST_MEMORY_GROWTH);
    await library.close();
  },
  60_000 + ROUNDS * 300,
);

/** Every session is there whole or not at all: its document, its reviews and, where it says so, its recording. */
async function expectWholeSessions(
  library: Awaited<ReturnType<typeof openLibrary>>['library'],
  count: number,
): Promise<void> {
  const sessions = library.index.list();
  expect(sessions).toHaveLength(count);
  expect((await readdir(join(libraryFolder, 'sessions'))).sort()).toEqual(
    sessions.map(({ id }) => id).sort(),
  );
  for (const { id, reviews } of sessions) {
    const { recording } = await library.sessions.get(id);
    if (recording.storage === 'copied') {
      const located = await library.locateRecording(id);
      expect((await readFile(located?.path ?? '')).byteLength).toBe(recording.sizeBytes);
    }
    const excerpts = recording.storage === 'excerpts' ? (recording.excerpts ?? []) : [];
    for (const [index, { sizeBytes }] of excerpts.entries()) {
      const located = await library.locateExcerpt(id, index + 1);
      expect((await readFile(located?.path ?? '')).byteLength).toBe(sizeBytes);
    }
    for (const review of reviews) await library.reviews.read(review);
  }
}

it(
  `survives ${DOCUMENT_ROUNDS} damaged libraries`,
  async () => {
    const base = join(folder.path, 'beside/base');
    await makeBaseLibrary(base);
    const names = (await readdir(base, { recursive: true })).filter((name) =>
      /\.(json|journal|jsonl|bak)$/.test(name),
    );
    expect(names.length).toBeGreaterThan(5);
    const besideBefore = await everythingBesideLibrary();
    const counts = { accepted: 0, refused: 0 };
    const stopWatching = watchMemory();

    for (let round = 0; round < DOCUMENT_ROUNDS; round += 1) {
      const random = randomNumbers(SEED + 10_000_000 + round);
      await cp(base, libraryFolder, { recursive: true });
      try {
        const damaged = await damageFiles([...names, 'library.lock'], random);
        counts[await outcomeOf(useLibrary)] += 1;
        for (const { name, content } of damaged) await expectKept(name, content);
        if (round % ROUNDS_BETWEEN_LOOKS === 0) expect(await everythingBesideLibrary()).toEqual(besideBefore);
      } catch (error) {
        throw inRound(round, error);
      }
      await rm(libraryFolder, { recursive: true });
    }
    const growth = stopWatching();
    expect(await everythingBesideLibrary()).toEqual(besideBefore);
    expect('polluted' in {}).toBe(false);
    console.log(
      `fuzz: ${DOCUMENT_ROUNDS} libraries, ${counts.accepted} opened, ${counts.refused} refused, ` +
        `${(growth / 2 ** 20).toFixed(0)} MB more memory at the most`,
    );
    expect(growth).toBeLessThan(MOST_MEMORY_GROWTH);
  },
  60_000 + ROUNDS * 300,
);

/** A library with every kind of document: a session with two reviews, edits in a journal, a framework, a backup copy. */
async function makeBaseLibrary(base: string): Promise<void> {
  await plantSession(libraryFolder, sessionNumber(1), [sampleReview({ sessionId: idOf(1) })]);
  await plantSession(libraryFolder, sessionNumber(2));
  const { library } = await openLibrary(libraryFolder, quickFileSystem);
  await library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
  await library.identity.keys();
  const framework = library.frameworks.get(FRAMEWORK);
  await library.frameworks.add({ ...framework, id: 'own', title: 'Own' });
  await library.updateSession(idOf(1), { title: 'Changed once, so that there is a copy of before' });
  const reviewId = await library.desk.start(idOf(2), FRAMEWORK);
  await library.desk.append(reviewId, [marking(1), marking(2), marking(3)]);
  await library.index.save();
  // While it is open, as a crash would leave it: with edits in the journal.
  await cp(libraryFolder, base, { recursive: true });
  await rm(join(base, 'library.lock'));
  await library.close();
  await rm(libraryFolder, { recursive: true });
}

async function damageFiles(
  names: readonly string[],
  random: Random,
): Promise<{ name: string; content: Buffer }[]> {
  const damaged: { name: string; content: Buffer }[] = [];
  for (let count = 1 + below(random, 3); count > 0; count -= 1) {
    const name = oneOf(random, names);
    const path = join(libraryFolder, name);
    const before = await readFile(path).catch(() => Buffer.from('{"processId": 1, "processStartedAt": "1"}'));
    const content = damage(name, before, random);
    await writeFile(path, content);
    damaged.push({ name, content });
  }
  return damaged;
}

function damage(name: string, before: Buffer, random: Random): Buffer {
  if (before.byteLength === 0 || random() < 0.35) return mutateBytes(before, random);
  try {
    if (!/\.(journal|jsonl)$/.test(name)) {
      return Buffer.from(JSON.stringify(mutateJson(JSON.parse(before.toString()), random)) ?? '');
    }
    const lines = before.toString().trimEnd().split('\n');
    const at = below(random, lines.length);
    lines[at] = JSON.stringify(mutateJson(JSON.parse(lines[at] ?? ''), random)) ?? '';
    return Buffer.from(`${lines.join('\n')}\n`);
  } catch {
    return mutateBytes(before, random);
  }
}

/** Opens the library and reads everything in it. */
async function useLibrary(): Promise<void> {
  const { library } = await openLibrary(libraryFolder, quickFileSystem);
  try {
    for (const { id, reviews } of library.index.list()) {
      await outcomeOf(() => library.sessions.get(id));
      await outcomeOf(() => library.locateRecording(id));
      for (const review of reviews) {
        await outcomeOf(async () => library.desk.open(review.id));
        await outcomeOf(async () => library.desk.compare(id, review.framework));
      }
    }
    await outcomeOf(async () => library.frameworks.list());
    await outcomeOf(async () => library.contacts.list());
    await library.index.readTrash();
  } finally {
    await library.close();
  }
}

/** What could not be read is still there, under its own name or another: it may hold what someone wants back. */
async function expectKept(name: string, content: Buffer): Promise<void> {
  const folderOfFile = join(libraryFolder, name, '..');
  if (/library\.(json|lock)|\.bak$|\.journal$/.test(name) || content.byteLength === 0) return;
  const names = await readdir(folderOfFile);
  expect(names.length, `${name} lies in a folder that was emptied`).toBeGreaterThan(0);
  expect(names.some((candidate) => join(folderOfFile, candidate).startsWith(join(libraryFolder, name)))).toBe(
    true,
  );
}

it('refuses ten kilobytes that claim to be a hundred gigabytes, in no time and no memory', async () => {
  const [base] = await basePackages();
  const { library } = await openLibrary(libraryFolder, quickFileSystem);
  const packages = createPackageIntake({ library: packageLibraryOf(library), now: () => new Date() });
  const claim = Buffer.alloc(4 + 16);
  claim.writeUInt16LE(1, 0);
  claim.writeUInt16LE(16, 2);
  claim.writeBigUInt64LE(100_000_000_000n, 4);
  claim.writeBigUInt64LE(9_000n, 12);
  const stopWatching = watchMemory();
  const startedAt = performance.now();
  for (const name of ['session.json', 'recording/recording.mp3', 'manifest.json']) {
    const entries = [...(base?.files ?? [])].map(([entryName, content]) => {
      if (entryName !== name) return { name: entryName, content: content.subarray(0, 2_000) };
      const bomb = { content: Buffer.alloc(9_000_000), compress: true };
      return { name, ...bomb, declaredSize: 0xffffffff, declaredPackedSize: 0xffffffff, extra: claim };
    });
    const path = join(folder.path, 'bomb.concordance');
    const bytes = buildZip(entries);
    expect(bytes.byteLength).toBeLessThan(30_000);
    await writeFile(path, bytes);
    await expect(packages.inspect(path, 'bomb.concordance')).rejects.toBeInstanceOf(UserError);
  }
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(stopWatching()).toBeLessThan(150 * 2 ** 20);
  await library.close();
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { ImportJob } from '#shared/model/import-job';
import { restoreBackup } from '../../electron/backend/care/restore';
import { createPackageIntake } from '../../electron/backend/exchange/package-intake';
import type { Library } from '../../electron/backend/library/library';
import { packageLibraryOf, recordingStoreOf } from '../../electron/backend/library/library-doors';
import { createImports } from '../../electron/backend/media/imports';
import { FRAMEWORK, writing } from '../unit/backend/care/backup-library';
import { idOf, RECORDING, sampleReview, sampleSession } from '../unit/backend/exchange/sample-contents';
import { openLibrary, plantSession, sessionNumber } from '../unit/backend/library/test-library';
import { type Act, type Figures, observeAll, runWithFaults } from './fault-runs';
import {
  EXCERPTS_FOR_RECEIVER,
  encryptedFor,
  exporting,
  prepareWithSpeech,
  SPEECH_PATH,
  somePackage,
} from './packages-on-the-way';

vi.setConfig({ testTimeout: 600_000 });

const lines: string[] = [];
afterAll(() => console.log(lines.join('\n')));

const now = () => new Date('2026-11-22T18:00:00.000Z');
const log = { info: () => {}, error: () => {} };

/** A library of two sessions, the first with its recording and a review; its owner has a draft of the second. */
async function prepare(folder: string): Promise<void> {
  await plantSession(folder, sessionNumber(1, { recording: sampleSession().recording }), [sampleReview()]);
  await writeFile(join(folder, 'sessions', idOf(1), 'recording', 'recording.mp3'), RECORDING);
  await plantSession(folder, sessionNumber(2));
  const { library } = await openLibrary(folder);
  await library.profile.save({ name: 'Mina', role: 'mentor', credential: '' });
  await library.identity.keys();
  const reviewId = await library.startReview(idOf(2), FRAMEWORK);
  await library.appendToReview(reviewId, [writing(1, 'Presence')]);
  await library.close();
}

async function prepareWithBackup(folder: string): Promise<void> {
  await prepare(folder);
  const { library } = await openLibrary(folder);
  await library.backups.make('daily');
  await library.updateSession(idOf(1), { title: 'Renamed' });
  await library.appendToReview(draftOf(library), [writing(2, 'Silence', 'Presence')]);
  await library.moveToTrash(idOf(1));
  await library.restore(idOf(1));
  await library.close();
}

function draftOf(library: Library): string {
  const draft = library.index
    .list()
    .flatMap(({ reviews }) => reviews)
    .find(({ status }) => status === 'draft');
  if (!draft) throw new Error('There is no draft');
  return draft.id;
}

function importsOf(library: Library) {
  const { fileSystem } = library;
  return createImports({
    stagingFolder: library.layout.incoming,
    addsByPath: false,
    newId: () => v7(),
    now,
    log,
    emit: () => {},
    sessions: recordingStoreOf(library),
    packages: createPackageIntake({ library: packageLibraryOf(library), now, fileSystem }),
    fileSystem,
  });
}

/** Takes a file in as the page does; rejects unless it ends in one of the wanted phases. */
async function takeIn<Phase extends ImportJob['phase']>(
  imports: ReturnType<typeof importsOf>,
  fileName: string,
  bytes: Uint8Array<ArrayBuffer>,
  wanted: Phase,
): Promise<string> {
  const { importId } = imports.beginUpload({ fileName, sizeBytes: bytes.byteLength });
  const response = await imports.receive(
    importId,
    new Request('http://x/uploads/x', { method: 'PUT', body: bytes }),
  );
  if (response.status !== 204) throw new Error(await response.text());
  const job = await vi.waitFor(
    () => {
      const found = imports.list().find(({ id }) => id === importId);
      if (!found || found.phase === 'receiving' || found.phase === 'examining') throw new Error('not yet');
      return found;
    },
    { timeout: 60_000, interval: 5 },
  );
  if (job.phase !== wanted) throw new Error(JSON.stringify(job));
  return importId;
}

const ACTS: Record<string, Act> = {
  'saving a session': {
    prepare,
    act: async (library) => void (await library.updateSession(idOf(1), { title: 'Renamed' })),
  },
  'saving the profile': {
    prepare,
    act: async (library) =>
      void (await library.profile.save({ name: 'Mia', role: 'mentor', credential: '' })),
  },
  'saving an edit of a review': {
    prepare,
    act: async (library) => {
      await library.appendToReview(draftOf(library), [writing(2, 'Silence', 'Presence')]);
    },
  },
  'submitting a review': {
    prepare,
    act: async (library) => void (await library.submitReview(draftOf(library))),
  },
  'an import of a recording': {
    prepare,
    async act(library) {
      const bytes = new Uint8Array(await readFile(SPEECH_PATH));
      await takeIn(importsOf(library), 'Speech.opus', bytes, 'done');
    },
  },
  'an import of a package': {
    prepare,
    async act(library) {
      const imports = importsOf(library);
      const importId = await takeIn(imports, 'x.concordance', await somePackage(), 'package');
      await imports.acceptPackage(importId, true);
    },
  },
  'an import of an encrypted package': {
    prepare,
    async act(library) {
      const imports = importsOf(library);
      const { publicKeys } = await library.identity.keys();
      const bytes = await encryptedFor(publicKeys.ageRecipient, await somePackage());
      const importId = await takeIn(imports, 'x.concordance', bytes, 'package');
      await imports.acceptPackage(importId, true);
    },
  },
  'an export': {
    prepare,
    // An export changes nothing of the library, whatever becomes of it, but for its list of what was shared.
    act: (library) => exporting(library, { recording: { include: 'whole' }, protection: { type: 'none' } }),
  },
  'an encrypted export of excerpts': {
    prepare: prepareWithSpeech,
    act: (library) => exporting(library, EXCERPTS_FOR_RECEIVER),
  },
  'a backup': {
    prepare,
    act: async (library) => void (await library.backups.make('daily')),
  },
  'a restore of everything': {
    prepare: prepareWithBackup,
    async act(library) {
      const [backup] = await library.backups.list();
      await restoreBackup(library, backup?.name ?? '', 'all');
    },
    // The backup of what was there before is made first and may be there without the restore.
    observe: async (library) => ({ ...((await observeAll(library)) as object), backups: undefined }),
  },
};

describe.each(Object.entries(ACTS))('%s', (name, act) => {
  it.each(['fails', 'dies'] as const)('that %s at any operation leaves the old or the new', async (way) => {
    const figures: Figures = await runWithFaults(act, way);
    lines.push(
      `${name} ${way}: ${figures.operations} operations, ${figures.runs} tried, ` +
        `old state ${figures.old}, new state ${figures.new}, other states 0, losses ${figures.losses}`,
    );
    expect(figures.runs).toBeGreaterThan(0);
    expect(figures.losses).toBe(0);
  });
});

import { readFile } from 'node:fs/promises';
import { v7 } from 'uuid';
import { vi } from 'vitest';
import type { ImportJob } from '#shared/model/import-job';
import { createPackageIntake } from '../../electron/backend/exchange/package-intake';
import type { Library } from '../../electron/backend/library/library';
import { packageLibraryOf, recordingStoreOf } from '../../electron/backend/library/library-doors';
import { createImports } from '../../electron/backend/media/imports/imports';
import { noFfmpeg } from '../helpers/system-ffmpeg';
import { prepare } from './fault-library';
import type { Act } from './fault-runs';
import {
  EXCERPTS_FOR_RECEIVER,
  encryptedFor,
  exporting,
  prepareWithSpeech,
  SPEECH_PATH,
  somePackage,
} from './packages-on-the-way';
import { tellActs } from './tell-acts';

const now = () => new Date('2026-11-22T18:00:00.000Z');
const log = { info: () => {}, error: () => {} };

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
    ffmpeg: noFfmpeg,
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
  'an import of a recording': {
    oneOf: 3,
    prepare,
    async act(library) {
      const bytes = new Uint8Array(await readFile(SPEECH_PATH));
      await takeIn(importsOf(library), 'Speech.opus', bytes, 'done');
    },
  },
  'an import of a package': {
    oneOf: 3,
    prepare,
    async act(library) {
      const imports = importsOf(library);
      const importId = await takeIn(imports, 'x.concordance', await somePackage(), 'package');
      await imports.acceptPackage(importId, true);
    },
  },
  'an import of an encrypted package': {
    oneOf: 6,
    prepare,
    async act(library) {
      const imports = importsOf(library);
      const { publicKeys } = await library.identity.keys();
      const bytes = await encryptedFor(publicKeys.ageRecipient);
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
    oneOf: 3,
    prepare: prepareWithSpeech,
    act: (library) => exporting(library, EXCERPTS_FOR_RECEIVER),
  },
};

tellActs(ACTS);

import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Library } from '../../../../electron/backend/library/library';
import { placeOfOriginal, relinkOriginal } from '../../../../electron/backend/library/linked-originals';
import { makeTemporaryFolder } from '../../../helpers/temporary-folder';
import { RECORDING, sampleSession } from '../exchange/sample-contents';
import { openLibrary } from './test-library';

let folder: Awaited<ReturnType<typeof makeTemporaryFolder>>;
let library: Library;
const oldPlace = (name = '') => join(folder.path, 'before', name);
const newPlace = (name = '') => join(folder.path, 'after', name);

beforeEach(async () => {
  folder = await makeTemporaryFolder('originals');
  await mkdir(oldPlace());
  await mkdir(newPlace());
  ({ library } = await openLibrary(join(folder.path, 'library')));
});
afterEach(async () => {
  await library.close();
  await folder.remove();
});

/** A session that is linked to a file in the first folder. */
async function linked(name: string): Promise<string> {
  await writeFile(oldPlace(name), RECORDING);
  const recording = { ...sampleSession().recording, storage: 'linked' as const, originalName: name };
  return library.addSession({
    recording,
    source: { storage: 'linked', originalPath: oldPlace(name) },
    details: { title: name },
    origin: { type: 'own' },
  });
}

describe('the original of a linked recording', () => {
  it('is at its place, gone, or another file', async () => {
    const id = await linked('Ana.mp3');
    expect(await placeOfOriginal(library, id)).toEqual({ state: 'there', path: oldPlace('Ana.mp3') });
    await rename(oldPlace('Ana.mp3'), newPlace('Ana.mp3'));
    expect(await placeOfOriginal(library, id)).toEqual({ state: 'missing', path: oldPlace('Ana.mp3') });
    await writeFile(oldPlace('Ana.mp3'), 'something else');
    expect(await placeOfOriginal(library, id)).toEqual({ state: 'changed', path: oldPlace('Ana.mp3') });
  });

  it('is found again under any name, and the session plays on', async () => {
    const id = await linked('Ana.mp3');
    await rename(oldPlace('Ana.mp3'), newPlace('third session.mp3'));
    await expect(library.locateRecording(id)).rejects.toThrow('is not at its place any more');
    expect(await relinkOriginal(library, id, newPlace('third session.mp3'))).toEqual([id]);
    expect(await library.locateRecording(id)).toMatchObject({ path: newPlace('third session.mp3') });
    expect((await library.audit.list(id)).entries.map(({ event }) => event.type)).toEqual([
      'added',
      'relinked',
    ]);
  });

  it('brings back the originals that moved with it, and leaves those at their places', async () => {
    const [first, second, stays] = [
      await linked('Ana.mp3'),
      await linked('Ben.mp3'),
      await linked('Cleo.mp3'),
    ];
    for (const name of ['Ana.mp3', 'Ben.mp3']) await rename(oldPlace(name), newPlace(name));
    await writeFile(newPlace('Cleo.mp3'), RECORDING);
    expect((await relinkOriginal(library, first, newPlace('Ana.mp3'))).sort()).toEqual(
      [first, second].sort(),
    );
    expect(await placeOfOriginal(library, second)).toEqual({ state: 'there', path: newPlace('Ben.mp3') });
    expect(await placeOfOriginal(library, stays)).toEqual({ state: 'there', path: oldPlace('Cleo.mp3') });
  });

  it.each([
    [
      'of the same size with one other byte',
      Buffer.from(RECORDING).fill(1, 9, 10),
      'is not the recording of',
    ],
    ['that is shorter', RECORDING.subarray(1), 'is not the recording of'],
    ['that is empty', Buffer.of(), 'is not the recording of'],
  ])('is not a file %s', async (_what, bytes, message) => {
    const id = await linked('Ana.mp3');
    await rename(oldPlace('Ana.mp3'), join(folder.path, 'hidden'));
    await writeFile(newPlace('Ana.mp3'), bytes);
    await expect(relinkOriginal(library, id, newPlace('Ana.mp3'))).rejects.toThrow(message);
    expect(await placeOfOriginal(library, id)).toEqual({ state: 'missing', path: oldPlace('Ana.mp3') });
  });

  it('is not looked for where nothing can be', async () => {
    const id = await linked('Ana.mp3');
    await expect(relinkOriginal(library, id, newPlace('nothing.mp3'))).rejects.toThrow('is not there');
    await expect(relinkOriginal(library, id, 'Ana.mp3')).rejects.toThrow('without its folder');
    await expect(relinkOriginal(library, id, newPlace())).rejects.toThrow('is not the recording of');
  });
});

import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import { memoryKeyVault } from '../../../helpers/memory-key-vault';
import { makeTemporaryFolder } from '../../../helpers/temporary-folder';
import { openLibrary, plantSession, sessionNumber } from './test-library';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

let folder: { path: string; remove(): Promise<void> };
beforeEach(async () => {
  folder = await makeTemporaryFolder('submit');
});
afterEach(() => folder.remove());

async function openWithDraft(keyVault = memoryKeyVault()) {
  const session = sessionNumber(1);
  await plantSession(folder.path, session);
  const { library } = await openLibrary(folder.path, nodeFileSystem, keyVault);
  await library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
  const reviewId = await library.desk.start(session.id, FRAMEWORK);
  const file = new LibraryLayout(folder.path).session(session.id).review(reviewId);
  return { library, reviewId, file };
}

describe('submitting a review', () => {
  it('signs its seal with the keys of its author', async () => {
    const { library, reviewId } = await openWithDraft();
    const { seal } = await library.desk.submit(reviewId);
    expect(seal.signature?.signingKey).toBe(library.identity.publicKeys?.signingKey);
    expect(await library.desk.open(reviewId)).toMatchObject({ seal: 'signed' });
    const { profileId } = library.profile.person;
    expect(library.contacts.standingOf(profileId, seal.signature?.signingKey ?? null)).toBe('own');
    await library.close();
  });

  it('is refused before anything changes where the keys are not on this machine', async () => {
    const { library, reviewId, file } = await openWithDraft();
    await library.identity.keys();
    await library.close();
    const { library: away } = await openLibrary(folder.path, nodeFileSystem, memoryKeyVault());
    const before = await readFile(file, 'utf8');
    await expect(away.desk.submit(reviewId)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('not on this machine'),
    });
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(await away.desk.open(reviewId)).toMatchObject({ review: { status: 'draft' } });
    await away.close();
  });
});

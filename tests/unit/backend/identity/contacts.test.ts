import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person, PublicKeys } from '#shared/model/profile';
import { Contacts } from '../../../../electron/backend/identity/contacts';
import { makePrivateKeys } from '../../../../electron/backend/identity/private-keys';
import { nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import { makeTemporaryFolder } from '../../../helpers/temporary-folder';
import { idOf } from '../exchange/sample-contents';
import { NOW } from './test-profile';

const OWNER = idOf(1);
const OWN_KEY = 'o'.repeat(43);
const mara: Person = { profileId: idOf(2), name: 'Mara', role: 'mentor', credential: 'PCC' };

let folder: { path: string; remove(): Promise<void> };
let contacts: Contacts;
let keys: PublicKeys;
let otherKeys: PublicKeys;

const open = () =>
  Contacts.open({
    fileSystem: nodeFileSystem,
    layout: new LibraryLayout(folder.path),
    owner: { profileId: OWNER, isOwnKey: (key) => key === OWN_KEY },
    now: () => NOW,
    onRecovery: (message) => {
      throw new Error(message);
    },
  });

beforeEach(async () => {
  folder = await makeTemporaryFolder('contacts');
  contacts = await open();
  keys = (await makePrivateKeys()).publicKeys;
  otherKeys = (await makePrivateKeys()).publicKeys;
});
afterEach(() => folder.remove());

const standing = (signingKey: string | null) => contacts.standingOf(mara.profileId, signingKey);

describe('a contact', () => {
  it('is trusted from the first time, and outlives the program', async () => {
    expect(standing(keys.signingKey)).toBe('unknown');
    await contacts.remember(mara, keys);
    contacts = await open();
    expect(contacts.list()).toEqual([
      {
        person: mara,
        publicKeys: keys,
        addedAt: NOW.toISOString(),
        verifiedAt: null,
        offeredKeys: null,
        earlierKeys: [],
      },
    ]);
    expect([standing(keys.signingKey), standing(otherKeys.signingKey), standing(null)]).toEqual([
      'known',
      'changed',
      'unsigned',
    ]);
  });

  it('is verified when its fingerprint was compared, for these keys alone', async () => {
    await contacts.remember(mara, keys);
    await expect(contacts.verify(mara.profileId, otherKeys)).rejects.toMatchObject({ code: 'conflict' });
    expect(standing(keys.signingKey)).toBe('known');
    await contacts.verify(mara.profileId, keys);
    expect(standing(keys.signingKey)).toBe('verified');
  });

  it('takes a new name, signed with the known keys, and stays verified', async () => {
    await contacts.remember(mara, keys);
    await contacts.verify(mara.profileId, keys);
    await contacts.remember({ ...mara, name: 'Mara B.' }, keys);
    expect(contacts.find(mara.profileId)).toMatchObject({ person: { name: 'Mara B.' }, publicKeys: keys });
    expect(standing(keys.signingKey)).toBe('verified');
  });

  it('keeps its keys when others come, until its owner decides', async () => {
    await contacts.remember(mara, keys);
    await contacts.verify(mara.profileId, keys);
    await contacts.remember({ ...mara, name: 'Not Mara' }, otherKeys);
    expect(contacts.find(mara.profileId)).toMatchObject({
      person: { name: 'Mara' },
      publicKeys: keys,
      offeredKeys: { publicKeys: otherKeys, offeredAt: NOW.toISOString() },
    });
    expect([standing(keys.signingKey), standing(otherKeys.signingKey)]).toEqual(['verified', 'changed']);

    await contacts.rejectNewKey(mara.profileId);
    expect(contacts.find(mara.profileId)?.offeredKeys).toBeNull();
    await expect(contacts.acceptNewKey(mara.profileId, otherKeys)).rejects.toMatchObject({
      code: 'conflict',
    });

    await contacts.remember(mara, otherKeys);
    await expect(contacts.acceptNewKey(mara.profileId, keys)).rejects.toMatchObject({ code: 'conflict' });
    await contacts.acceptNewKey(mara.profileId, otherKeys);
    expect([standing(keys.signingKey), standing(otherKeys.signingKey)]).toEqual(['changed', 'known']);
    expect(contacts.find(mara.profileId)).toMatchObject({
      verifiedAt: null,
      offeredKeys: null,
      earlierKeys: [{ publicKeys: keys, replacedAt: NOW.toISOString() }],
    });
  });

  it('is forgotten when it is removed', async () => {
    await contacts.remember(mara, keys);
    await contacts.remove(mara.profileId);
    await contacts.remove(mara.profileId);
    expect(contacts.list()).toEqual([]);
    expect(standing(otherKeys.signingKey)).toBe('unknown');
    await expect(contacts.verify(mara.profileId, keys)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is never the owner, whose own key alone passes for hers', async () => {
    await contacts.remember({ ...mara, profileId: OWNER }, keys);
    expect(contacts.list()).toEqual([]);
    expect([contacts.standingOf(OWNER, OWN_KEY), contacts.standingOf(OWNER, keys.signingKey)]).toEqual([
      'own',
      'changed',
    ]);
  });

  it('is one of many that are remembered at the same moment, listed by name', async () => {
    const people = ['Zoe', 'Ana', 'Mel'].map((name, index) => ({
      ...mara,
      name,
      profileId: idOf(10 + index),
    }));
    await Promise.all(people.map((person) => contacts.remember(person, keys)));
    expect((await open()).list().map(({ person }) => person.name)).toEqual(['Ana', 'Mel', 'Zoe']);
  });
});

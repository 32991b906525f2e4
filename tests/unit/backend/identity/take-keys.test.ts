import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Identity } from '../../../../electron/backend/identity/identity';
import { makePrivateKeys } from '../../../../electron/backend/identity/private-keys';
import { memoryKeyVault } from '../../../helpers/memory-key-vault';
import { makeTemporaryFolder } from '../../../helpers/temporary-folder';
import { NOW, openIdentity, openProfile } from './test-profile';

let first: { path: string; remove(): Promise<void> };
let second: { path: string; remove(): Promise<void> };
beforeEach(async () => {
  first = await makeTemporaryFolder('keys-first');
  second = await makeTemporaryFolder('keys-second');
});
afterEach(() => Promise.all([first.remove(), second.remove()]));

describe('keys of a key file', () => {
  it('bring their person into a new library', async () => {
    const { identity, profile } = await openIdentity(first.path, memoryKeyVault());
    const keys = await identity.keys();
    const fresh = await openProfile(second.path);
    const vault = memoryKeyVault();
    const adopted = Identity.open({ profile: fresh, vault, now: () => NOW });
    await adopted.take(profile.person, keys);
    expect(fresh.current).toMatchObject({ person: profile.person, publicKeys: keys.publicKeys });
    expect(await adopted.keys()).toEqual(keys);
    expect(await (await openIdentity(second.path, vault)).identity.keys()).toEqual(keys);
  });

  it('come back into the library that they were made in', async () => {
    const { identity, profile } = await openIdentity(first.path, memoryKeyVault());
    const keys = await identity.keys();
    await profile.save({ name: 'Tara B.', role: 'mentor', credential: '' });
    const { identity: away, profile: same } = await openIdentity(first.path, memoryKeyVault());
    await away.take({ ...profile.person, name: 'Tara' }, keys);
    expect(await away.keys()).toEqual(keys);
    expect(same.person.name).toBe('Tara B.');
    expect(away.earlierKeys).toEqual([]);
  });

  it('replace others that are nowhere any more', async () => {
    const { identity, profile } = await openIdentity(first.path, memoryKeyVault());
    const lost = await identity.keys();
    const newer = await makePrivateKeys();
    const { identity: away } = await openIdentity(first.path, memoryKeyVault());
    await away.take(profile.person, newer);
    expect(await away.keys()).toEqual(newer);
    expect(away.earlierKeys).toEqual([{ publicKeys: lost.publicKeys, replacedAt: NOW.toISOString() }]);
  });

  it('are refused by the library of somebody else, which keeps its own', async () => {
    const { identity, profile } = await openIdentity(first.path, memoryKeyVault());
    const vault = memoryKeyVault();
    const other = await openIdentity(second.path, vault);
    const own = await other.identity.keys();
    const secrets = new Map(vault.secrets);
    await expect(other.identity.take(profile.person, await identity.keys())).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('belongs to another profile'),
    });
    expect(await other.identity.keys()).toEqual(own);
    expect(vault.secrets).toEqual(secrets);
  });

  it('are refused where others are in use, or took their place', async () => {
    const { identity, profile } = await openIdentity(first.path, memoryKeyVault());
    const old = await identity.keys();
    const present = await identity.renew();
    await expect(identity.take(profile.person, old)).rejects.toThrow(/replaced by newer ones/);
    await expect(identity.take(profile.person, await makePrivateKeys())).rejects.toThrow(
      /works with other keys of yours/,
    );
    expect(await identity.keys()).toEqual(present);
  });
});

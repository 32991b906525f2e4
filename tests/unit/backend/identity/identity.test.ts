import { Decrypter, Encrypter } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../../electron/backend/user-error';
import { memoryKeyVault } from '../../../helpers/memory-key-vault';
import { makeTemporaryFolder } from '../../../helpers/temporary-folder';
import { NOW, openIdentity } from './test-profile';

let folder: { path: string; remove(): Promise<void> };
beforeEach(async () => {
  folder = await makeTemporaryFolder('identity');
});
afterEach(() => folder.remove());

const ELSEWHERE = { code: 'conflict', message: expect.stringContaining('not on this machine') };

describe('the keys of a library’s owner', () => {
  it('are made when they are first needed, once, and kept', async () => {
    const vault = memoryKeyVault();
    const { identity, profile } = await openIdentity(folder.path, vault);
    expect(identity.publicKeys).toBeUndefined();
    expect(await identity.whereKeysAre()).toEqual({ place: 'none' });
    const made = await Promise.all([identity.keys(), identity.keys(), identity.keys()]);
    expect(new Set(made).size).toBe(1);
    expect(identity.publicKeys).toEqual(made[0]?.publicKeys);
    expect(profile.current?.publicKeys).toEqual(made[0]?.publicKeys);
    const again = await openIdentity(folder.path, vault);
    expect(await again.identity.whereKeysAre()).toEqual({ place: 'here' });
    expect(await again.identity.keys()).toEqual(made[0]);
  });

  it('encrypt and decrypt as age does', async () => {
    const { identity } = await openIdentity(folder.path, memoryKeyVault());
    const { publicKeys, ageIdentity } = await identity.keys();
    const encrypter = new Encrypter();
    encrypter.addRecipient(publicKeys.ageRecipient);
    const sealed = await encrypter.encrypt('for Tara');
    const decrypter = new Decrypter();
    decrypter.addIdentity(ageIdentity);
    expect(await decrypter.decrypt(sealed, 'text')).toBe('for Tara');
  });

  it('that a crash left in the vault alone are taken, not made again', async () => {
    const vault = memoryKeyVault();
    const { identity, profile } = await openIdentity(folder.path, vault);
    profile.setKeys = () => Promise.reject(new Error('crashed'));
    await expect(identity.keys()).rejects.toThrow('crashed');
    expect(vault.secrets.size).toBe(1);
    const [secret] = vault.secrets.values();
    const { identity: after } = await openIdentity(folder.path, vault);
    expect(await after.whereKeysAre()).toEqual({ place: 'none' });
    await after.keys();
    expect([...vault.secrets.values()]).toEqual([secret]);
    expect(after.publicKeys).toBeDefined();
  });

  it('are not named by a profile that the vault refused to keep them for', async () => {
    const full = new UserError('storage', 'The disk is full.');
    const vault = { ...memoryKeyVault(), write: () => Promise.reject(full) };
    const { identity } = await openIdentity(folder.path, vault);
    await expect(identity.keys()).rejects.toBe(full);
    expect(identity.publicKeys).toBeUndefined();
  });

  it.each(['none', 'others', 'nonsense', 'those of another profile'])(
    'are asked for when the vault holds %s',
    async (what) => {
      const { identity, profile } = await openIdentity(folder.path, memoryKeyVault());
      const { publicKeys } = await identity.keys();
      const id = profile.person.profileId;
      const elsewhere = memoryKeyVault();
      if (what === 'others') await makeOtherKeys(id, elsewhere);
      if (what === 'nonsense') elsewhere.secrets.set(id, '{"version":1}');
      if (what === 'those of another profile') {
        const own = memoryKeyVault();
        await makeOtherKeys(id, own);
        elsewhere.secrets.set(id, (own.secrets.get(id) ?? '').replace(id, id.replace(/.$/, 'f')));
      }
      const { identity: away } = await openIdentity(folder.path, elsewhere);
      const before = new Map(elsewhere.secrets);
      await expect(away.keys()).rejects.toMatchObject(ELSEWHERE);
      expect(await away.whereKeysAre()).toMatchObject({ place: 'elsewhere' });
      expect(away.publicKeys).toEqual(publicKeys);
      expect(elsewhere.secrets).toEqual(before);
    },
  );

  it('say why the vault cannot be read', async () => {
    const vault = memoryKeyVault();
    const { identity } = await openIdentity(folder.path, vault);
    await identity.keys();
    const open = { ...vault, read: () => Promise.reject(new UserError('storage', 'Others can read it.')) };
    const { identity: refused } = await openIdentity(folder.path, open);
    await expect(refused.keys()).rejects.toThrow('Others can read it.');
    expect(await refused.whereKeysAre()).toEqual({ place: 'elsewhere', reason: 'Others can read it.' });
  });

  it('can be replaced, and stay known as earlier ones', async () => {
    const { identity } = await openIdentity(folder.path, memoryKeyVault());
    const first = await identity.keys();
    const { identity: away } = await openIdentity(folder.path, memoryKeyVault());
    const second = await away.renew();
    expect(second.publicKeys).not.toEqual(first.publicKeys);
    expect(await away.keys()).toEqual(second);
    expect(away.earlierKeys).toEqual([{ publicKeys: first.publicKeys, replacedAt: NOW.toISOString() }]);
    expect([first, second].map(({ publicKeys }) => away.isOwnKey(publicKeys.signingKey))).toEqual([
      true,
      true,
    ]);
    expect(away.isOwnKey('A'.repeat(43))).toBe(false);
  });

  it('stay while the profile is changed at the same moment', async () => {
    const { identity, profile } = await openIdentity(folder.path, memoryKeyVault());
    const changes = Array.from({ length: 5 }, (_, number) =>
      profile.save({ name: `Tara ${number}`, role: 'mentor', credential: '' }),
    );
    const [{ publicKeys }] = await Promise.all([identity.keys(), ...changes]);
    expect(profile.current).toMatchObject({ publicKeys, person: { name: 'Tara 4' } });
  });
});

async function makeOtherKeys(profileId: string, vault: ReturnType<typeof memoryKeyVault>): Promise<void> {
  const other = await makeTemporaryFolder('identity-other');
  const source = memoryKeyVault();
  const { identity, profile } = await openIdentity(other.path, source);
  await identity.keys();
  const secret = source.secrets.get(profile.person.profileId) ?? '';
  vault.secrets.set(profileId, secret.replace(profile.person.profileId, profileId));
  await other.remove();
}

import { randomUUID } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CARD_PREFIX } from '#shared/model/identity';
import type { Person } from '#shared/model/profile';
import { writeCard } from '../../electron/backend/identity/card';
import { makePrivateKeys } from '../../electron/backend/identity/private-keys';
import { call, fetchExport } from '../helpers/page-api';
import { idOf } from '../unit/backend/exchange/sample-contents';
import { type OpenTransport, transports } from './transports';

const PASSPHRASE = 'zebra ocean tiny velvet lemon';
const mara: Person = { profileId: idOf(2), name: 'Mara', role: 'mentor', credential: 'PCC' };

async function exported(open: OpenTransport, exportId: string) {
  const job = await vi.waitUntil(
    async () =>
      (await call(open, 'exports', 'list')).find(({ id, phase }) => id === exportId && phase === 'done'),
    { timeout: 10_000 },
  );
  return { fileName: job.fileName, bytes: await fetchExport(open, exportId) };
}

describe.each(transports)('people and keys over $name', ({ start }) => {
  let open: OpenTransport;
  beforeAll(async () => {
    open = await start();
  });
  afterAll(() => open?.close());

  it('asks who somebody is before she has keys', async () => {
    expect(await call(open, 'identity', 'status')).toMatchObject({ keys: 'none' });
    await expect(call(open, 'identity', 'makeKeys')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  describe('of somebody', () => {
    let ownCard: string;
    beforeAll(async () => {
      await call(open, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
      expect(await call(open, 'identity', 'status')).toMatchObject({ keys: 'none' });
      const { card } = await call(open, 'identity', 'makeKeys');
      ownCard = card ?? '';
    });

    it('shows a card and a fingerprint, and no private key in any answer', async () => {
      const status = await call(open, 'identity', 'status');
      expect(status).toEqual(await call(open, 'identity', 'makeKeys'));
      expect(status).toMatchObject({
        keys: 'here',
        protection: expect.stringMatching(/^(system|file)$/),
        card: expect.stringMatching(/^concordance-card:/),
      });
      const answers = JSON.stringify([status, await call(open, 'library', 'status')]);
      expect(answers).not.toMatch(/AGE-SECRET-KEY|privateKey/);
    });

    it('saves the card as a file', async () => {
      const { exportId } = await call(open, 'identity', 'saveCard');
      const { fileName, bytes } = await exported(open, exportId);
      expect([fileName, Buffer.from(bytes).toString('utf8')]).toEqual([
        'Tara.concordance-card',
        `${ownCard}\n`,
      ]);
    });

    // A passphrase is made slow to try, three times here: on a busy machine that is a minute.
    it('exports the keys for a passphrase, and takes them back for the same one alone', {
      timeout: 240_000,
    }, async () => {
      const { exportId } = await call(open, 'identity', 'exportKeys', { passphrase: PASSPHRASE });
      const { fileName, bytes } = await exported(open, exportId);
      expect(fileName).toBe('Tara.concordance-keys');
      const decrypter = new Decrypter();
      decrypter.addPassphrase(PASSPHRASE);
      expect(await decrypter.decrypt(bytes, 'text')).toContain('AGE-SECRET-KEY-1');

      const content = Buffer.from(bytes).toString('base64');
      const before = await call(open, 'identity', 'status');
      await expect(
        call(open, 'identity', 'importKeys', { fileName, content, passphrase: 'something else' }),
      ).rejects.toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining('does not open') });
      await call(open, 'identity', 'importKeys', { fileName, content, passphrase: PASSPHRASE });
      expect(await call(open, 'identity', 'status')).toEqual(before);
    });

    it('does not export them for a passphrase that is short', async () => {
      await expect(call(open, 'identity', 'exportKeys', { passphrase: 'short' })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      });
    });

    it('adds a contact by card, compares, and decides about other keys', async () => {
      const keys = await makePrivateKeys();
      const card = writeCard(mara, keys);
      expect(await call(open, 'contacts', 'readCard', { text: card })).toMatchObject({
        person: mara,
        effect: 'new',
      });
      expect(await call(open, 'contacts', 'list')).toEqual([]);
      const added = await call(open, 'contacts', 'add', { text: card });
      expect(added).toMatchObject({ person: mara, publicKeys: keys.publicKeys, verifiedAt: null });
      expect(await call(open, 'contacts', 'readCard', { text: card })).toMatchObject({ effect: 'known' });
      const { profileId } = mara;
      const verified = await call(open, 'contacts', 'verify', { profileId, publicKeys: keys.publicKeys });
      expect(verified.verifiedAt).not.toBeNull();

      const others = await makePrivateKeys();
      const changed = writeCard(mara, others);
      expect(await call(open, 'contacts', 'readCard', { text: changed })).toMatchObject({
        effect: 'changed',
      });
      const offered = await call(open, 'contacts', 'add', { text: changed });
      expect(offered).toMatchObject({
        publicKeys: keys.publicKeys,
        fingerprint: added.fingerprint,
        offeredFingerprint: expect.not.stringMatching(added.fingerprint),
      });
      expect(await call(open, 'contacts', 'rejectNewKey', { profileId })).toEqual(verified);
      await expect(
        call(open, 'contacts', 'acceptNewKey', { profileId, publicKeys: others.publicKeys }),
      ).rejects.toMatchObject({ code: 'CONFLICT' });
      await call(open, 'contacts', 'add', { text: changed });
      await call(open, 'contacts', 'acceptNewKey', { profileId, publicKeys: others.publicKeys });
      expect(await call(open, 'contacts', 'list')).toMatchObject([
        { publicKeys: others.publicKeys, verifiedAt: null, earlierKeys: [{ publicKeys: keys.publicKeys }] },
      ]);
      await call(open, 'contacts', 'remove', { profileId });
      expect(await call(open, 'contacts', 'list')).toEqual([]);
    });

    it.each([
      ['one’s own card', () => ownCard, /This card is your own/],
      ['a text that is no card', () => `Hello ${randomUUID()}`, /not a public card/],
      ['a card that is cut off', () => ownCard.slice(0, -9), /not a public card/],
      ['a very long text', () => CARD_PREFIX + 'A'.repeat(10_000), /longer than any card/],
    ])('refuses %s with a reason', async (_what, text, reason) => {
      await expect(call(open, 'contacts', 'add', { text: text() })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        message: expect.stringMatching(reason),
      });
      expect(await call(open, 'contacts', 'list')).toEqual([]);
    });

    it('starts with new keys when it is asked to', async () => {
      const before = await call(open, 'identity', 'status');
      const after = await call(open, 'identity', 'renew');
      expect(after).toMatchObject({ keys: 'here' });
      expect(after.fingerprint).not.toBe(before.fingerprint);
      expect((await call(open, 'library', 'status')).profile?.earlierKeys).toHaveLength(1);
    });
  });
});

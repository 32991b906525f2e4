import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '#shared/formats/canonical-json';
import { CARD_PREFIX, fingerprintSchema, MAXIMUM_CARD_LENGTH } from '#shared/model/identity';
import { type Person, personSchema } from '#shared/model/profile';
import { readCard, writeCard } from '../../../../electron/backend/identity/card';
import { fingerprintOf } from '../../../../electron/backend/identity/fingerprint';
import { makePrivateKeys, type PrivateKeys } from '../../../../electron/backend/identity/private-keys';
import { signValue } from '../../../../electron/backend/identity/signing';
import { UserError } from '../../../../electron/backend/user-error';
import { idOf } from '../exchange/sample-contents';

const mara: Person = { profileId: idOf(2), name: 'Mara Öztürk 🎧', role: 'mentor', credential: 'PCC' };
let keys: PrivateKeys;
let others: PrivateKeys;
beforeAll(async () => {
  keys = await makePrivateKeys();
  others = await makePrivateKeys();
});

/** A card of whatever content, as somebody with a program of her own could make it. */
const cardOf = (content: unknown) =>
  CARD_PREFIX +
  Buffer.from(typeof content === 'string' ? content : canonicalJson(content)).toString('base64url');

const signedCard = (signed: { person: unknown; publicKeys: unknown }, by: PrivateKeys) =>
  cardOf({ ...signed, signature: signValue(by.signing, 'card', signed).value });

function refusalOf(text: string): string {
  try {
    readCard(text);
  } catch (error) {
    if (error instanceof UserError && error.code === 'bad-request') return error.message;
    throw error;
  }
  throw new Error('The card was taken');
}

describe('a public card', () => {
  it('says who somebody is and which keys are hers', () => {
    const card = writeCard(mara, keys);
    expect(card).toMatch(/^concordance-card:[A-Za-z0-9_-]{200,900}$/);
    expect(readCard(card)).toEqual({ person: mara, publicKeys: keys.publicKeys });
  });

  it('survives being broken into lines and quoted with spaces', () => {
    const lines = writeCard(mara, keys).replace(/.{60}/g, '$&\r\n  ');
    expect(readCard(` ${lines}\n`)).toMatchObject({ person: mara });
  });

  it('fits for the longest name that a person may have', () => {
    const person = personSchema.parse({ ...mara, name: '会'.repeat(120), credential: '会'.repeat(60) });
    expect(readCard(writeCard(person, keys))).toMatchObject({ person });
  });

  it.each<[string, () => string, RegExp]>([
    ['nothing', () => '', /begins with “concordance-card:”/],
    ['another text', () => 'Dear Tara, here is my card.', /begins with/],
    ['a card inside a text', () => `Here: ${writeCard(mara, keys)}`, /begins with/],
    ['a cut-off card', () => writeCard(mara, keys).slice(0, -7), /cut off/],
    ['an empty card', () => CARD_PREFIX, /begins with/],
    ['what is no JSON', () => cardOf('{'), /cut off/],
    ['something else in JSON', () => cardOf({ person: mara }), /cut off/],
    ['more than a card says', () => cardOf({ ...readCard(writeCard(mara, keys)), extra: 1 }), /cut off/],
    ['a text without end', () => CARD_PREFIX + 'A'.repeat(MAXIMUM_CARD_LENGTH), /longer than any card/],
    [
      'keys of others under a name',
      () => signedCard({ person: mara, publicKeys: others.publicKeys }, keys),
      /signature does not fit/,
    ],
    [
      'an age key that was exchanged',
      () => {
        const { signature } = JSON.parse(
          Buffer.from(writeCard(mara, keys).slice(CARD_PREFIX.length), 'base64url').toString(),
        );
        const publicKeys = { ...keys.publicKeys, ageRecipient: others.publicKeys.ageRecipient };
        return cardOf({ person: mara, publicKeys, signature });
      },
      /signature does not fit/,
    ],
    [
      'a signature of another purpose',
      () => {
        const signed = { person: mara, publicKeys: keys.publicKeys };
        return cardOf({ ...signed, signature: signValue(keys.signing, 'seal', signed).value });
      },
      /signature does not fit/,
    ],
    [
      'a person without a name',
      () => signedCard({ person: { ...mara, name: ' ' }, publicKeys: keys.publicKeys }, keys),
      /cut off/,
    ],
    [
      'a profile that is a path',
      () => signedCard({ person: { ...mara, profileId: '../../x' }, publicKeys: keys.publicKeys }, keys),
      /cut off/,
    ],
  ])('is refused with a reason when it is %s', (_what, make, reason) => {
    expect(refusalOf(make())).toMatch(reason);
  });

  it('is never read as another after one character changed', () => {
    const card = writeCard(mara, keys);
    const place = fc.integer({ min: CARD_PREFIX.length, max: card.length - 1 });
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_');
    fc.assert(
      fc.property(place, letter, (at, character) => {
        const changed = card.slice(0, at) + character + card.slice(at + 1);
        let read: unknown;
        try {
          read = readCard(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          return;
        }
        // The last character of base64 may carry bits that stand for nothing.
        expect(read).toEqual({ person: mara, publicKeys: keys.publicKeys });
      }),
    );
  });

  it('never breaks the reader, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json().map(cardOf), fc.string().map(cardOf)), (text) => {
        expect(refusalOf(text)).toMatch(/^This is not a public card that can be used\. /);
      }),
    );
  });
});

describe('a fingerprint', () => {
  const key = fc.stringMatching(/^[A-Za-z0-9_-]{43}$/);
  const recipient = fc.stringMatching(/^age1[02-9ac-hj-np-z]{58}$/);
  const pair = fc.record({ signingKey: key, ageRecipient: recipient });

  it('is six groups of five digits, by the formula that is written down', () => {
    const signingKey = 'A'.repeat(43);
    const ageRecipient = `age1${'q'.repeat(58)}`;
    expect(fingerprintOf({ signingKey, ageRecipient })).toBe('26825 23669 90792 53829 17858 76883');
  });

  it('is the same for the same keys and another for any others', () => {
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        expect(fingerprintSchema.parse(fingerprintOf(a))).toBe(fingerprintOf({ ...a }));
        const mixed = [a, { ...a, signingKey: b.signingKey }, { ...a, ageRecipient: b.ageRecipient }, b];
        const different = new Set(mixed.map((keys) => `${keys.signingKey} ${keys.ageRecipient}`));
        expect(new Set(mixed.map(fingerprintOf)).size).toBe(different.size);
      }),
    );
  });

  it('changes with any one character of the keys', () => {
    fc.assert(
      fc.property(pair, fc.nat(42), fc.integer({ min: 4, max: 61 }), (keys, inSigning, inRecipient) => {
        const flip = (text: string, at: number) =>
          text.slice(0, at) + (text[at] === 'q' ? 'p' : 'q') + text.slice(at + 1);
        const fingerprint = fingerprintOf(keys);
        expect(fingerprintOf({ ...keys, signingKey: flip(keys.signingKey, inSigning) })).not.toBe(
          fingerprint,
        );
        expect(fingerprintOf({ ...keys, ageRecipient: flip(keys.ageRecipient, inRecipient) })).not.toBe(
          fingerprint,
        );
      }),
    );
  });
});

import { canonicalJson } from '#shared/formats/canonical-json';
import { CARD_PREFIX, MAXIMUM_CARD_LENGTH, type PublicCard, publicCardSchema } from '#shared/model/identity';
import type { Person } from '#shared/model/profile';
import { UserError } from '../user-error';
import type { PrivateKeys } from './private-keys';
import { isSignatureValid, signValue } from './signing';

/** A person's public card as text: who she is and which keys are hers, signed with them. */
export function writeCard(person: Person, { publicKeys, signing }: PrivateKeys): string {
  const { value: signature } = signValue(signing, 'card', { person, publicKeys });
  return CARD_PREFIX + Buffer.from(canonicalJson({ person, publicKeys, signature })).toString('base64url');
}

/**
 * Reads a card, from text that may have been broken into lines on its way.
 *
 * @throws UserError `bad-request` that says what is wrong with it
 */
export function readCard(text: string): Omit<PublicCard, 'signature'> {
  if (text.length > MAXIMUM_CARD_LENGTH) throw refusal('It is longer than any card.');
  const [, packed] = new RegExp(`^${CARD_PREFIX}([A-Za-z0-9_-]+)$`).exec(text.replace(/\s+/g, '')) ?? [];
  if (packed === undefined) {
    throw refusal(`A card begins with “${CARD_PREFIX}” and holds letters, digits, - and _ only.`);
  }
  const parsed = publicCardSchema.safeParse(parseJson(Buffer.from(packed, 'base64url').toString('utf8')));
  if (!parsed.success) throw refusal('It is cut off, or was changed on its way. Ask for it again.');
  const { signature, ...signed } = parsed.data;
  const { signingKey } = signed.publicKeys;
  if (!isSignatureValid({ signingKey, value: signature }, 'card', signed)) {
    throw refusal('It was changed after it was made: its signature does not fit. Ask for it again.');
  }
  return signed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(reason: string): UserError {
  return new UserError('bad-request', `This is not a public card that can be used. ${reason}`);
}

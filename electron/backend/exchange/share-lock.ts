import type { Protection } from '#shared/api-contract/exchange-contract';
import type { Contact } from '#shared/model/contact';
import type { PublicKeys } from '#shared/model/profile';
import { UserError } from '../user-error';
import type { EnvelopeLock } from './envelope';

/**
 * For whom a package is encrypted, the sender among them: she can open what she has sent. `undefined` for nobody in
 * particular.
 *
 * @throws UserError `not-found` where one of them is no contact any more
 */
export function lockFor(
  protection: Protection,
  own: PublicKeys,
  findContact: (profileId: string) => Contact | undefined,
): EnvelopeLock | undefined {
  switch (protection.type) {
    case 'none':
      return undefined;
    case 'passphrase':
      return { passphrase: protection.passphrase };
    case 'contacts': {
      const recipients = protection.profileIds.map((profileId) => {
        const contact = findContact(profileId);
        if (contact) return contact.publicKeys.ageRecipient;
        throw new UserError(
          'not-found',
          'One of the people it is for is not among your contacts any more. Choose again whom it is for.',
        );
      });
      return { recipients: [...new Set([...recipients, own.ageRecipient])] };
    }
  }
}

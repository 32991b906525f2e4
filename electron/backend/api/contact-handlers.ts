import type { contract } from '#shared/api-contract/contract';
import type { CardPreview, Contact, ListedContact } from '#shared/model/contact';
import { areSameKeys, type Person, type PublicKeys } from '#shared/model/profile';
import { readCard } from '../identity/card';
import type { Contacts } from '../identity/contacts';
import { fingerprintOf } from '../identity/fingerprint';
import type { Identity } from '../identity/identity';
import { UserError } from '../user-error';
import type { HandlersOf } from './implement';

/** The people whose keys this library knows. */
export function contactHandlers(
  contacts: Contacts,
  owner: Pick<Identity, 'profileId'>,
): HandlersOf<typeof contract.contacts> {
  function effectOf(person: Person, publicKeys: PublicKeys): CardPreview['effect'] {
    if (person.profileId === owner.profileId) return 'own';
    const known = contacts.find(person.profileId);
    if (!known) return 'new';
    return areSameKeys(known.publicKeys, publicKeys) ? 'known' : 'changed';
  }

  return {
    list: () => contacts.list().map(listed),
    readCard: ({ text }) => {
      const { person, publicKeys } = readCard(text);
      return { person, fingerprint: fingerprintOf(publicKeys), effect: effectOf(person, publicKeys) };
    },
    add: async ({ text }) => {
      const { person, publicKeys } = readCard(text);
      if (effectOf(person, publicKeys) === 'own') {
        throw new UserError('bad-request', 'This card is your own. Give it to others; ask them for theirs.');
      }
      await contacts.remember(person, publicKeys);
      const contact = contacts.find(person.profileId);
      if (!contact) throw new Error('A contact was added and is not there');
      return listed(contact);
    },
    verify: async ({ profileId, publicKeys }) => listed(await contacts.verify(profileId, publicKeys)),
    acceptNewKey: async ({ profileId, publicKeys }) =>
      listed(await contacts.acceptNewKey(profileId, publicKeys)),
    rejectNewKey: async ({ profileId }) => listed(await contacts.rejectNewKey(profileId)),
    remove: ({ profileId }) => contacts.remove(profileId),
  };
}

function listed(contact: Contact): ListedContact {
  return {
    ...contact,
    fingerprint: fingerprintOf(contact.publicKeys),
    ...(contact.offeredKeys && { offeredFingerprint: fingerprintOf(contact.offeredKeys.publicKeys) }),
  };
}

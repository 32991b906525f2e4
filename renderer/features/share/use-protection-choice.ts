import { useState } from 'react';
import type { Protection } from '#shared/api-contract/exchange-contract';
import type { ListedContact } from '#shared/model/contact';
import { useContacts } from '../../app/queries/library-queries';

export type ProtectionChoice = {
  type: Protection['type'];
  profileIds: readonly string[];
  passphrase: string;
};

export type ChosenProtection = {
  choice: ProtectionChoice;
  change: (change: Partial<ProtectionChoice>) => void;
  /** Those whose keys are known, by name. */
  contacts: readonly ListedContact[];
  /** What to ask for; `undefined` until the choice is complete. */
  request: Protection | undefined;
};

/**
 * Who can open a package. Where the person it is for is among the contacts, it is encrypted for her unless the user
 * says otherwise.
 */
export function useProtectionChoice(isFor: (contact: ListedContact) => boolean): ChosenProtection {
  const { data: contacts = [] } = useContacts();
  const [changed, setChanged] = useState<Partial<ProtectionChoice>>({});
  const suggested = contacts.filter(isFor);
  // Of several, the user says for whom it is.
  const isClear = suggested.length === 1;
  const choice: ProtectionChoice = {
    type: isClear ? 'contacts' : 'none',
    profileIds: isClear ? suggested.map(({ person }) => person.profileId) : [],
    passphrase: '',
    ...changed,
  };
  return {
    choice,
    change: (change) => setChanged((before) => ({ ...before, ...change })),
    contacts,
    request: requestOf(choice),
  };
}

function requestOf({ type, profileIds, passphrase }: ProtectionChoice): Protection | undefined {
  switch (type) {
    case 'none':
      return { type };
    case 'passphrase':
      return passphrase === '' ? undefined : { type, passphrase };
    case 'contacts':
      return profileIds.length === 0 ? undefined : { type, profileIds: [...profileIds] };
  }
}

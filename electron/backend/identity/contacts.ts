import {
  type Contact,
  type ContactsDocument,
  contactsDocumentSchema,
  type KeyStanding,
} from '#shared/model/contact';
import { areSameKeys, type Person, type PublicKeys } from '#shared/model/profile';
import type { FileSystem } from '../library/file-system';
import {
  type JsonDocument,
  openJsonDocument,
  type RecoveryReport,
  saveDocument,
} from '../library/json-document';
import type { LibraryLayout } from '../library/layout';
import { UserError } from '../user-error';
import type { Identity } from './identity';

/** Whose library this is, so that nobody else passes for her. */
export type ContactsOwner = Pick<Identity, 'profileId' | 'isOwnKey'>;

/** `contacts.json`: the people whose keys this library knows, trusted from the first time they are seen. */
export class Contacts {
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly document: JsonDocument<ContactsDocument>,
    private readonly owner: ContactsOwner,
    private readonly now: () => Date,
  ) {}

  static async open(options: {
    fileSystem: FileSystem;
    layout: LibraryLayout;
    owner: ContactsOwner;
    now: () => Date;
    onRecovery: RecoveryReport;
  }): Promise<Contacts> {
    const document = await openJsonDocument({
      fileSystem: options.fileSystem,
      path: options.layout.contacts,
      schema: contactsDocumentSchema,
      migrations: [],
      description: 'your contacts',
      now: options.now,
      onRecovery: options.onRecovery,
    });
    return new Contacts(document, options.owner, options.now);
  }

  /** Reads the file again, after a restore put another in its place. */
  async reload(): Promise<void> {
    await this.document.read();
  }

  /** By name. */
  list(): readonly Contact[] {
    return (this.document.data?.contacts ?? []).toSorted((a, b) =>
      a.person.name.localeCompare(b.person.name),
    );
  }

  find(profileId: string): Contact | undefined {
    return this.document.data?.contacts.find(({ person }) => person.profileId === profileId);
  }

  /**
   * How far a signature can be taken for that person's. A key that a contact used earlier counts as changed: it was
   * given up, perhaps because others have it.
   *
   * @param signingKey - the key of the signature, null where there is none
   */
  standingOf(profileId: string, signingKey: string | null): KeyStanding {
    if (signingKey === null) return 'unsigned';
    if (profileId === this.owner.profileId) return this.owner.isOwnKey(signingKey) ? 'own' : 'changed';
    const contact = this.find(profileId);
    if (!contact) return 'unknown';
    if (contact.publicKeys.signingKey !== signingKey) return 'changed';
    return contact.verifiedAt === null ? 'known' : 'verified';
  }

  /**
   * Takes a person in with the keys she is first seen with. Of someone known the name is brought up to date; other
   * keys never replace the known ones but wait for the owner's decision. The owner herself is no contact.
   *
   * @param publicKeys - of which it was proven that what names this person is signed with them
   */
  remember(person: Person, publicKeys: PublicKeys): Promise<void> {
    return this.#inTurn(async () => {
      if (person.profileId === this.owner.profileId) return;
      const known = this.find(person.profileId);
      const at = this.#timestamp();
      if (!known) {
        const contact = {
          person,
          publicKeys,
          addedAt: at,
          verifiedAt: null,
          offeredKeys: null,
          earlierKeys: [],
        };
        await this.#save([...this.list(), contact]);
      } else if (areSameKeys(known.publicKeys, publicKeys)) {
        await this.#replace({ ...known, person });
      } else {
        await this.#replace({ ...known, offeredKeys: { publicKeys, offeredAt: at } });
      }
    });
  }

  /**
   * Lets the keys that were offered take the place of the known ones. They still have to be compared.
   *
   * @param publicKeys - those that the owner saw when she agreed
   * @throws UserError `conflict` when others were offered meanwhile
   */
  acceptNewKey(profileId: string, publicKeys: PublicKeys): Promise<Contact> {
    return this.#change(profileId, (contact) => {
      const former = { publicKeys: contact.publicKeys, replacedAt: this.#timestamp() };
      expectSame(contact.offeredKeys?.publicKeys, publicKeys, contact);
      return {
        ...contact,
        publicKeys,
        verifiedAt: null,
        offeredKeys: null,
        earlierKeys: [...contact.earlierKeys, former],
      };
    });
  }

  /** Keeps the known keys. What comes with the others goes on being flagged. */
  rejectNewKey(profileId: string): Promise<Contact> {
    return this.#change(profileId, (contact) => ({ ...contact, offeredKeys: null }));
  }

  /**
   * Says that the fingerprint of a contact's keys was compared with her.
   *
   * @param publicKeys - those whose fingerprint was compared
   * @throws UserError `conflict` when the contact has others meanwhile
   */
  verify(profileId: string, publicKeys: PublicKeys): Promise<Contact> {
    return this.#change(profileId, (contact) => {
      expectSame(contact.publicKeys, publicKeys, contact);
      return { ...contact, verifiedAt: this.#timestamp() };
    });
  }

  /** Forgets a contact and her keys: whoever comes next in her name is taken in as new. */
  remove(profileId: string): Promise<void> {
    return this.#inTurn(async () => {
      const rest = this.list().filter(({ person }) => person.profileId !== profileId);
      if (rest.length < this.list().length) await this.#save(rest);
    });
  }

  #change(profileId: string, change: (contact: Contact) => Contact): Promise<Contact> {
    return this.#inTurn(async () => {
      const contact = this.find(profileId);
      if (!contact) throw new UserError('not-found', 'This person is not among your contacts any more.');
      const changed = change(contact);
      await this.#replace(changed);
      return changed;
    });
  }

  async #replace(contact: Contact): Promise<void> {
    const others = this.list().filter(({ person }) => person.profileId !== contact.person.profileId);
    await this.#save([...others, contact]);
  }

  #save(contacts: Contact[]): Promise<void> {
    return saveDocument(this.document, { schemaVersion: 1, contacts });
  }

  #timestamp(): string {
    return this.now().toISOString();
  }

  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(task);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

function expectSame(held: PublicKeys | undefined, seen: PublicKeys, { person }: Contact): void {
  if (held && areSameKeys(held, seen)) return;
  throw new UserError(
    'conflict',
    `The keys of ${person.name} are not the ones you looked at any more. Look at them again.`,
  );
}

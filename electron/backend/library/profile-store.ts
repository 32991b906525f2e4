import { PROFILE_MIGRATIONS } from '#shared/migrations/profile-migrations';
import {
  areSameKeys,
  type Person,
  type Preferences,
  type ProfileDocument,
  type PublicKeys,
  preferencesSchema,
  profileDocumentSchema,
} from '#shared/model/profile';
import { UserError } from '../user-error';
import type { FileSystem } from './file-system';
import { type JsonDocument, openJsonDocument, type RecoveryReport, saveDocument } from './json-document';
import type { LibraryLayout } from './layout';

/** `profile.json`: who writes the reviews of this library. */
export class ProfileStore {
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly document: JsonDocument<ProfileDocument>,
    private readonly newId: () => string,
  ) {}

  static async open(options: {
    fileSystem: FileSystem;
    layout: LibraryLayout;
    newId: () => string;
    now: () => Date;
    onRecovery: RecoveryReport;
  }): Promise<ProfileStore> {
    const document = await openJsonDocument({
      fileSystem: options.fileSystem,
      path: options.layout.profile,
      schema: profileDocumentSchema,
      migrations: PROFILE_MIGRATIONS,
      description: 'your profile',
      now: options.now,
      onRecovery: options.onRecovery,
    });
    return new ProfileStore(document, options.newId);
  }

  /** Reads the file again, after a restore put another in its place. */
  async reload(): Promise<void> {
    await this.document.read();
  }

  get current(): ProfileDocument | undefined {
    return this.document.data ?? undefined;
  }

  /** @throws UserError while nobody has said who she is */
  get person(): Person {
    if (!this.document.data) {
      throw new UserError(
        'bad-request',
        'Say who you are first: your name stands on every review you write.',
      );
    }
    return this.document.data.person;
  }

  save(person: Omit<Person, 'profileId'>, preferences?: Preferences): Promise<ProfileDocument> {
    return this.#change((before) => ({
      schemaVersion: 2,
      publicKeys: before?.publicKeys ?? null,
      earlierKeys: before?.earlierKeys ?? [],
      person: { ...person, profileId: before?.person.profileId ?? this.newId() },
      preferences: preferences ?? before?.preferences ?? preferencesSchema.parse({}),
    }));
  }

  /** Makes the profile of a person who comes with her keys from another machine. */
  adopt(person: Person, publicKeys: PublicKeys): Promise<ProfileDocument> {
    return this.#change((before) => {
      if (before) throw new Error('This library has an owner');
      return {
        schemaVersion: 2,
        person,
        publicKeys,
        earlierKeys: [],
        preferences: preferencesSchema.parse({}),
      };
    });
  }

  /** Puts keys into the profile; others that were there are kept among the earlier ones. */
  setKeys(publicKeys: PublicKeys, at: Date): Promise<ProfileDocument> {
    return this.#change((before) => {
      if (!before) throw new Error('Keys were made for nobody');
      const replaced = before.publicKeys;
      if (replaced === null || areSameKeys(replaced, publicKeys)) return { ...before, publicKeys };
      const former = { publicKeys: replaced, replacedAt: at.toISOString() };
      return { ...before, publicKeys, earlierKeys: [...before.earlierKeys, former] };
    });
  }

  /** Each change starts from what the one before has left. */
  #change(change: (before: ProfileDocument | null) => ProfileDocument): Promise<ProfileDocument> {
    const turn = this.#queue.then(async () => {
      const profile = change(this.document.data);
      await saveDocument(this.document, profile);
      return profile;
    });
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

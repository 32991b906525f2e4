import { PROFILE_MIGRATIONS } from '#shared/migrations/profile-migrations';
import {
  type Person,
  type Preferences,
  type ProfileDocument,
  preferencesSchema,
  profileDocumentSchema,
} from '#shared/model/profile';
import { UserError } from '../user-error';
import type { FileSystem } from './file-system';
import { type JsonDocument, openJsonDocument, type RecoveryReport, saveDocument } from './json-document';
import type { LibraryLayout } from './layout';

/** `profile.json`: who writes the reviews of this library. */
export class ProfileStore {
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

  async save(person: Omit<Person, 'profileId'>, preferences?: Preferences): Promise<ProfileDocument> {
    const before = this.document.data;
    const profile: ProfileDocument = {
      schemaVersion: 2,
      publicKeys: before?.publicKeys ?? null,
      person: { ...person, profileId: before?.person.profileId ?? this.newId() },
      preferences: preferences ?? before?.preferences ?? preferencesSchema.parse({}),
    };
    await saveDocument(this.document, profile);
    return profile;
  }
}

import {
  areSameKeys,
  type FormerKeys,
  type Person,
  type ProfileDocument,
  type PublicKeys,
} from '#shared/model/profile';
import type { ProfileStore } from '../library/profile-store';
import { UserError } from '../user-error';
import type { KeyProtection, KeyVault } from './key-vault';
import { makePrivateKeys, type PrivateKeys, readVaultEntry, writeVaultEntry } from './private-keys';

export type { PrivateKeys } from './private-keys';

/** Whether the owner's keys were made yet, and whether their private half is on this machine. */
export type KeysPlace = { place: 'none' } | { place: 'here' } | { place: 'elsewhere'; reason: string };

const ELSEWHERE =
  'The keys of this library are not on this machine. Import the key file that you exported where they are, or start with new keys; people who know your present ones will be warned of the change.';

/** The keys of a library's owner: the public half stands in her profile, the private half in the vault. */
export class Identity {
  #loaded: PrivateKeys | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly profile: ProfileStore,
    private readonly vault: KeyVault,
    private readonly now: () => Date,
  ) {}

  static open(options: { profile: ProfileStore; vault: KeyVault; now: () => Date }): Identity {
    return new Identity(options.profile, options.vault, options.now);
  }

  /** Whose keys these are; `undefined` while nobody has said who she is. */
  get profileId(): string | undefined {
    return this.profile.current?.person.profileId;
  }

  /** `undefined` until keys were needed for the first time. */
  get publicKeys(): PublicKeys | undefined {
    return this.profile.current?.publicKeys ?? undefined;
  }

  /** Keys of the owner that others took the place of. */
  get earlierKeys(): readonly FormerKeys[] {
    return this.profile.current?.earlierKeys ?? [];
  }

  /** Whether a signing key is the owner's, today's or one she used before. */
  isOwnKey(signingKey: string): boolean {
    const own = [this.publicKeys, ...this.earlierKeys.map(({ publicKeys }) => publicKeys)];
    return own.some((publicKeys) => publicKeys?.signingKey === signingKey);
  }

  /**
   * The owner's keys; made when they are needed for the first time.
   *
   * @throws UserError `conflict` when this library has keys that are not on this machine, `bad-request` while nobody
   *   has said who she is
   */
  keys(): Promise<PrivateKeys> {
    return this.#inTurn(async () => {
      const { profileId } = this.profile.person;
      const expected = this.publicKeys;
      if (this.#loaded && expected && areSameKeys(this.#loaded.publicKeys, expected)) return this.#loaded;
      const found = await this.#readVault(profileId);
      if (expected) {
        if (!found || !areSameKeys(found.publicKeys, expected)) throw new UserError('conflict', ELSEWHERE);
      } else if (found) {
        // Made before a crash, or for a copy of this library: the same person keeps the same keys.
        await this.profile.setKeys(found.publicKeys, this.now());
      } else return this.#start(profileId);
      this.#loaded = found;
      return found;
    });
  }

  /** Starts anew with other keys, whether or not the present ones are here. Whoever knew those is warned. */
  renew(): Promise<PrivateKeys> {
    return this.#inTurn(() => this.#start(this.profile.person.profileId));
  }

  /**
   * Takes keys that were exported: into a library without an owner together with the person, into a library of that
   * person as hers again.
   *
   * @throws UserError `conflict` where the library is another's, or works with other keys
   */
  take(person: Person, keys: PrivateKeys): Promise<ProfileDocument> {
    return this.#inTurn(async () => {
      const { current } = this.profile;
      if (current) await this.#expectFitting(current, person, keys.publicKeys);
      await this.vault.write(person.profileId, writeVaultEntry(person.profileId, keys));
      this.#loaded = keys;
      return current
        ? this.profile.setKeys(keys.publicKeys, this.now())
        : this.profile.adopt(person, keys.publicKeys);
    });
  }

  async #expectFitting(current: ProfileDocument, person: Person, publicKeys: PublicKeys): Promise<void> {
    if (current.person.profileId !== person.profileId) {
      throw new UserError(
        'conflict',
        `These are keys of ${person.name}, and this library belongs to another profile (${current.person.name}). Keys come into the library they were made in, or into a new one before anybody said who she is.`,
      );
    }
    if (this.earlierKeys.some((earlier) => areSameKeys(earlier.publicKeys, publicKeys))) {
      throw new UserError(
        'conflict',
        'These keys were replaced by newer ones, with which this library works now. Nothing was changed.',
      );
    }
    if (!current.publicKeys || areSameKeys(current.publicKeys, publicKeys)) return;
    const found = await this.#readVault(person.profileId).catch(() => undefined);
    if (found && areSameKeys(found.publicKeys, current.publicKeys)) {
      throw new UserError(
        'conflict',
        'This library works with other keys of yours, and those are on this machine. Nothing was changed.',
      );
    }
  }

  /** Where the keys are, without making any. */
  whereKeysAre(): Promise<KeysPlace> {
    return this.#inTurn(async () => {
      const { current } = this.profile;
      if (!current?.publicKeys) return { place: 'none' };
      try {
        const found = await this.#readVault(current.person.profileId);
        return found && areSameKeys(found.publicKeys, current.publicKeys)
          ? { place: 'here' }
          : { place: 'elsewhere', reason: ELSEWHERE };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { place: 'elsewhere', reason: error.message };
      }
    });
  }

  protection(): Promise<KeyProtection> {
    return this.vault.protection();
  }

  async #readVault(profileId: string): Promise<PrivateKeys | undefined> {
    const secret = await this.vault.read(profileId);
    return secret === undefined ? undefined : readVaultEntry(profileId, secret);
  }

  /** Makes new keys. The vault comes first: a profile must not name keys that a crash has taken away. */
  async #start(profileId: string): Promise<PrivateKeys> {
    const keys = await makePrivateKeys();
    await this.vault.write(profileId, writeVaultEntry(profileId, keys));
    await this.profile.setKeys(keys.publicKeys, this.now());
    this.#loaded = keys;
    return keys;
  }

  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(task);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

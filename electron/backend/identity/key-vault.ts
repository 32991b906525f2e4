/** What keeps private keys from others: the system's key storage, or a file that only this account can read. */
export type KeyProtection = 'system' | 'file';

/**
 * Where private keys are kept: on this machine and outside the library, whose folder may be synced. Each host brings
 * its own.
 */
export type KeyVault = {
  /**
   * The secret that was written last; `undefined` where there is none.
   *
   * @throws UserError when there is one that cannot be read or that others could have read
   */
  read(profileId: string): Promise<string | undefined>;
  /** When it resolves, the secret survives a power cut. One that it replaces is kept beside it. */
  write(profileId: string, secret: string): Promise<void>;
  /** Asked for when it is needed: the system's key storage may have to be unlocked for the answer. */
  protection(): Promise<KeyProtection>;
};

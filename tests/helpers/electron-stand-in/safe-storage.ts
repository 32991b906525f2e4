/**
 * Electron's `safeStorage`. What it "encrypts" can be read by anybody who looks for it, but not by accident: as a key
 * storage of its own, each start of the stand-in could not open what the one before has kept.
 */
const MARK = 'stand-in:';
const backend = process.env.ELECTRON_STAND_IN_KEYRING ?? 'gnome_libsecret';

export const safeStorage = {
  getSelectedStorageBackend: (): string => backend,
  // As in Electron, true without a keyring too: the password is then one that everybody knows.
  isAsyncEncryptionAvailable: async (): Promise<boolean> => true,
  encryptStringAsync: async (text: string): Promise<Buffer> =>
    Buffer.from(MARK + Buffer.from(text, 'utf8').toString('base64url'), 'utf8'),
  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const text = encrypted.toString('utf8');
    if (!text.startsWith(MARK)) throw new Error('Error while decrypting the ciphertext provided.');
    return {
      result: Buffer.from(text.slice(MARK.length), 'base64url').toString('utf8'),
      shouldReEncrypt: false,
    };
  },
};

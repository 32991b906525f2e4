import { safeStorage } from 'electron';
import type { KeyVault } from '../../backend/identity/key-vault';
import { UserError } from '../../backend/user-error';
import { createFileKeyVault, type KeyFolder, SYSTEM_PREFIX } from '../shared/key-folder';

/**
 * Private keys in the same files as the browser host's, but encrypted by the system's key storage. Where a system has
 * none, they are plain files of this account.
 */
export function createSystemKeyVault(folder: KeyFolder): KeyVault {
  const plain = createFileKeyVault(folder);
  let availability: Promise<boolean> | undefined;
  // Asked once and not at the start: the system may want to be unlocked for it.
  const isAvailable = () => {
    availability ??= isSystemStorageAvailable();
    return availability;
  };

  async function writeEncrypted(profileId: string, secret: string, keepBackup: boolean): Promise<void> {
    const encrypted = await safeStorage.encryptStringAsync(secret);
    await folder.write(profileId, SYSTEM_PREFIX + encrypted.toString('base64'), { keepBackup });
  }

  return {
    async read(profileId) {
      const content = await folder.read(profileId);
      if (content === undefined) return undefined;
      if (!content.startsWith(SYSTEM_PREFIX)) {
        // From the browser host, or from before the system had a key storage. No plain copy may stay behind.
        if (await isAvailable()) await writeEncrypted(profileId, content, false);
        return content;
      }
      const encrypted = Buffer.from(content.slice(SYSTEM_PREFIX.length), 'base64');
      const { result, shouldReEncrypt } = await decrypt(encrypted);
      if (shouldReEncrypt) await writeEncrypted(profileId, result, false);
      return result;
    },
    async write(profileId, secret) {
      if (await isAvailable()) await writeEncrypted(profileId, secret, true);
      else await plain.write(profileId, secret);
    },
    protection: async () => ((await isAvailable()) ? 'system' : 'file'),
  };
}

/** On Linux without a keyring Chromium "encrypts" with a password that everybody knows. */
async function isSystemStorageAvailable(): Promise<boolean> {
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false;
  return safeStorage.isAsyncEncryptionAvailable();
}

async function decrypt(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
  try {
    return await safeStorage.decryptStringAsync(encrypted);
  } catch (error) {
    throw new UserError(
      'conflict',
      'The system’s key storage could not open your keys. Unlock it and try again; if it was reset, import the key file that you exported.',
      { cause: error },
    );
  }
}

import type { KeyVault } from '../../electron/backend/identity/key-vault';

export type MemoryKeyVault = KeyVault & { secrets: Map<string, string> };

/** A vault that forgets all with the test. */
export function memoryKeyVault(): MemoryKeyVault {
  const secrets = new Map<string, string>();
  return {
    secrets,
    read: async (profileId) => secrets.get(profileId),
    write: async (profileId, secret) => {
      secrets.set(profileId, secret);
    },
    protection: async () => 'file',
  };
}

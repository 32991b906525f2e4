import { v7 } from 'uuid';
import { Identity } from '../../../../electron/backend/identity/identity';
import type { KeyVault } from '../../../../electron/backend/identity/key-vault';
import { nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import { ProfileStore } from '../../../../electron/backend/library/profile-store';

export const NOW = new Date('2026-11-22T18:30:00.000Z');

/** The profile of a library, opened as the program opens it. */
export function openProfile(folder: string): Promise<ProfileStore> {
  return ProfileStore.open({
    fileSystem: nodeFileSystem,
    layout: new LibraryLayout(folder),
    newId: () => v7(),
    now: () => NOW,
    onRecovery: (message) => {
      throw new Error(message);
    },
  });
}

/** A profile of somebody, with the identity over it. */
export async function openIdentity(
  folder: string,
  vault: KeyVault,
): Promise<{ profile: ProfileStore; identity: Identity }> {
  const profile = await openProfile(folder);
  if (!profile.current) await profile.save({ name: 'Tara', role: 'trainee', credential: '' });
  return { profile, identity: Identity.open({ profile, vault, now: () => NOW }) };
}

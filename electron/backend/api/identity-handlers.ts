import type { contract } from '#shared/api-contract/contract';
import { CARD_EXTENSION, type IdentityStatus, KEY_FILE_EXTENSION } from '#shared/model/identity';
import { exportFileName } from '../exchange/export-name';
import type { Exports } from '../exchange/exports';
import { writeCard } from '../identity/card';
import { fingerprintOf } from '../identity/fingerprint';
import { readKeyFile, writeKeyFile } from '../identity/key-file';
import { writeDurably } from '../library/durable-write';
import type { Library } from '../library/library';
import type { HandlersOf } from './implement';

/** The owner's keys as the page works with them; no private key ever goes there. */
export function identityHandlers(
  { identity, profile, fileSystem }: Library,
  exports: Pick<Exports, 'begin'>,
  now: () => Date,
): HandlersOf<typeof contract.identity> {
  async function status(): Promise<IdentityStatus> {
    const found = await identity.whereKeysAre();
    const { publicKeys } = identity;
    return {
      keys: found.place,
      protection: await identity.protection(),
      ...(publicKeys && { fingerprint: fingerprintOf(publicKeys) }),
      ...(found.place === 'here' && { card: writeCard(profile.person, await identity.keys()) }),
      ...(found.place === 'elsewhere' && { problem: found.reason }),
    };
  }

  /** A few kilobytes at most, so that they are at hand before the writing begins. */
  function exportFile(extension: string, content: string | Uint8Array): { exportId: string } {
    return exports.begin(exportFileName(profile.person.name, extension), async ({ targetPath }) => {
      await writeDurably(fileSystem, targetPath, content, { keepBackup: false, mode: 0o600 });
      return Buffer.byteLength(content);
    });
  }

  return {
    status,
    makeKeys: async () => {
      await identity.keys();
      return status();
    },
    renew: async () => {
      await identity.renew();
      return status();
    },
    saveCard: async () => exportFile(CARD_EXTENSION, `${writeCard(profile.person, await identity.keys())}\n`),
    exportKeys: async ({ passphrase }) => {
      const keys = await identity.keys();
      const content = await writeKeyFile(profile.person, keys, { passphrase, now: now() });
      return exportFile(KEY_FILE_EXTENSION, content);
    },
    importKeys: async ({ fileName, content, passphrase }) => {
      const { person, keys } = await readKeyFile(Buffer.from(content, 'base64'), { fileName, passphrase });
      return identity.take(person, keys);
    },
  };
}

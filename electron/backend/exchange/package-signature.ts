import { open } from 'node:fs/promises';
import { PACKAGE_EXTENSION } from '#shared/model/package';
import { envelopeKindOf } from './envelope-header';

/** The signature of a zip entry, and where in it the length of the name and the name itself stand. */
const ENTRY_SIGNATURE = 0x04034b50;
const NAME_LENGTH_OFFSET = 26;
const NAME_OFFSET = 30;

/**
 * Whether a file is meant as a package: a zip that starts with a manifest or an encrypted file, whatever its name, or
 * one that is named so, whatever is wrong with it. Only reading it all tells whether it is a good one.
 */
export async function looksLikePackage(path: string, fileName: string): Promise<boolean> {
  if (fileName.toLowerCase().endsWith(PACKAGE_EXTENSION)) return true;
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    if (envelopeKindOf(buffer.subarray(0, bytesRead)) !== undefined) return true;
    if (bytesRead < NAME_OFFSET || buffer.readUInt32LE(0) !== ENTRY_SIGNATURE) return false;
    const nameLength = buffer.readUInt16LE(NAME_LENGTH_OFFSET);
    return buffer.toString('latin1', NAME_OFFSET, NAME_OFFSET + nameLength) === 'manifest.json';
  } finally {
    await handle.close();
  }
}

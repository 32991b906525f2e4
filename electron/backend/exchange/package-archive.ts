import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { describeReadProblem } from '../media/imports/file-problem';
import { UserError } from '../user-error';
import {
  isMedia,
  MANIFEST_PATH,
  MAXIMUM_ENTRY_COUNT,
  MAXIMUM_JSON_BYTES,
  MAXIMUM_TOTAL_JSON_BYTES,
  roleOfPath,
} from './package-layout';
import { damagedPackage, notAPackage, refusedPackage } from './package-problem';
import { ZipFileReader } from './zip-file-reader';

/** The zip of a package whose table of contents has been checked; nothing in it has been read yet. */
export type PackageArchive = {
  readonly fileName: string;
  /** The entries by path, in the order of the zip, the manifest first. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The bytes of an entry, in pieces; no more than it declares. */
  read(entry: Entry): AsyncGenerator<Buffer, void>;
  close(): Promise<void>;
};

const STORED = 0;
const DEFLATED = 8;
const FILE_TYPE_MASK = 0o170000;
const REGULAR_FILE = 0o100000;

/**
 * Opens the zip of a package and checks all that can be told without inflating a byte: names, kinds, methods and sizes.
 *
 * @throws UserError with the reason
 */
export async function openPackageArchive(path: string, fileName: string): Promise<PackageArchive> {
  const zip = await openZip(path, fileName);
  const closed = new Promise<void>((resolve) => zip.once('close', () => resolve()));
  async function close(): Promise<void> {
    zip.close();
    await closed;
  }
  try {
    const entries = await listEntries(zip, fileName);
    return { fileName, entries, read: (entry) => readEntry(zip, entry, fileName), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openZip(path: string, fileName: string): Promise<ZipFile> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    throw describeReadProblem(error, fileName);
  }
  try {
    const { size } = await handle.stat();
    return await fromRandomAccessReaderPromise(new ZipFileReader(handle, size), size, {
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
    });
  } catch (error) {
    await handle.close();
    const described = describeReadProblem(error, fileName);
    throw described === error ? notAPackage(fileName, error) : described;
  }
}

async function listEntries(zip: ZipFile, fileName: string): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAXIMUM_ENTRY_COUNT) throw refusedPackage(fileName, 'it holds too many files');
  const entries = new Map<string, Entry>();
  const lowerCaseNames = new Set<string>();
  let jsonBytes = 0;
  let packedBytes = 0;
  for await (const entry of iterate(zip, fileName)) {
    await checkEntry(zip, entry, fileName);
    const lowerCaseName = entry.fileName.toLowerCase();
    if (lowerCaseNames.has(lowerCaseName)) {
      throw refusedPackage(fileName, `it holds two files with the same name, ${quote(entry.fileName)}`);
    }
    lowerCaseNames.add(lowerCaseName);
    if (entries.size === 0 && (entry.fileName !== MANIFEST_PATH || entry.relativeOffsetOfLocalHeader !== 0)) {
      throw notAPackage(fileName);
    }
    packedBytes += entry.compressedSize;
    // Entries that share their bytes would let a small file declare a great deal.
    if (packedBytes > zip.fileSize) throw refusedPackage(fileName, 'its files overlap');
    if (!isMedia(roleOfPath(entry.fileName))) jsonBytes += entry.uncompressedSize;
    if (jsonBytes > MAXIMUM_TOTAL_JSON_BYTES) throw refusedPackage(fileName, 'its documents are too large');
    entries.set(entry.fileName, entry);
  }
  if (entries.size === 0) throw notAPackage(fileName);
  return entries;
}

async function* iterate(zip: ZipFile, fileName: string): AsyncGenerator<Entry, void> {
  const iterator = zip.eachEntry();
  while (true) {
    let next: IteratorResult<Entry>;
    try {
      next = await iterator.next();
    } catch (error) {
      throw describeZipError(error, fileName);
    }
    if (next.done) return;
    yield next.value;
  }
}

/** Checks one line of the zip's table of contents, and that the entry itself repeats its name. */
async function checkEntry(zip: ZipFile, entry: Entry, fileName: string): Promise<void> {
  const { fileName: name } = entry;
  const fileType = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;
  if (fileType !== 0 && fileType !== REGULAR_FILE) {
    throw refusedPackage(fileName, `${quote(name)} in it is a link or a folder, not a file`);
  }
  const unsafe = whyUnsafe(name);
  if (unsafe !== undefined) throw refusedPackage(fileName, `the name ${quote(name)} in it ${unsafe}`);
  const role = roleOfPath(name);
  if (!role) throw refusedPackage(fileName, `it holds ${quote(name)}, which no package does`);
  if (entry.isEncrypted()) throw refusedPackage(fileName, `${quote(name)} in it is encrypted`);

  const holdsMedia = isMedia(role);
  const methods = holdsMedia ? [STORED] : [STORED, DEFLATED];
  if (!methods.includes(entry.compressionMethod)) {
    throw refusedPackage(fileName, `${quote(name)} in it is compressed in a way that packages are not`);
  }
  if (!holdsMedia && entry.uncompressedSize > MAXIMUM_JSON_BYTES) {
    throw refusedPackage(fileName, `${quote(name)} in it is too large`);
  }
  let localName: Buffer;
  try {
    localName = (await zip.readLocalFileHeaderPromise(entry)).fileName;
  } catch (error) {
    throw damagedPackage(fileName, `${quote(name)} is not where it should be`, error);
  }
  const nameBytes = Buffer.from(name, 'utf8');
  // Two readers that take the name from two places would see two packages.
  if (!localName.equals(nameBytes) || !entry.fileNameRaw.equals(nameBytes)) {
    throw refusedPackage(fileName, `${quote(name)} in it has two names`);
  }
}

/** What is wrong with a name as a path; the reasons are told apart so that a refusal can be understood. */
function whyUnsafe(name: string): string | undefined {
  if (name.includes('\\')) return 'holds a backslash';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'holds a control character';
  if (/^\/|^[A-Za-z]:/.test(name)) return 'is an absolute path';
  if (name.split('/').includes('..')) return 'leads out of the package';
  return undefined;
}

async function* readEntry(zip: ZipFile, entry: Entry, fileName: string): AsyncGenerator<Buffer, void> {
  let stream: Readable | undefined;
  try {
    stream = await zip.openReadStreamPromise(entry);
    let readBytes = 0;
    let checksum = 0;
    for await (const piece of stream) {
      const bytes = piece as Buffer;
      readBytes += bytes.byteLength;
      if (readBytes > entry.uncompressedSize) {
        throw refusedPackage(fileName, `${quote(entry.fileName)} in it is larger than it says`);
      }
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
    // yauzl leaves this to its caller. It is all that notices damage to the manifest, which has no hash.
    if (checksum !== entry.crc32)
      throw damagedPackage(fileName, `${quote(entry.fileName)} is not as it was packed`);
  } catch (error) {
    throw describeZipError(error, fileName);
  } finally {
    stream?.destroy();
  }
}

/** yauzl's errors are sentences for programmers; the few that an attacker causes on purpose are named as such. */
function describeZipError(error: unknown, fileName: string): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  const { message } = error;
  if (message.startsWith('invalid relative path')) {
    return refusedPackage(fileName, 'a name in it leads out of the package');
  }
  if (message.startsWith('absolute path'))
    return refusedPackage(fileName, 'a name in it is an absolute path');
  if (message.startsWith('invalid characters'))
    return refusedPackage(fileName, 'a name in it holds a backslash');
  if (/^(too many|not enough) bytes|size mismatch/.test(message)) {
    return refusedPackage(fileName, 'a file in it is not of the size that it says');
  }
  return damagedPackage(fileName, 'it cannot be read to its end', error);
}

/** The SHA-256 and the size of what a generator yields, which may be handled on the way. */
export async function hashPieces(
  pieces: AsyncIterable<Uint8Array>,
  handle?: (piece: Uint8Array) => Promise<void>,
): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    sizeBytes += piece.byteLength;
    await handle?.(piece);
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** A name as it is shown: no control characters, and never long. */
export function quote(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return `“${name.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '').slice(0, 80)}”`;
}

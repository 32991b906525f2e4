import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Framework } from '#shared/model/framework';
import {
  PACKAGE_FORMAT_VERSION,
  type PackagedSession,
  type PackageEntry,
  type PackageManifest,
  packagedSessionSchema,
  packageManifestSchema,
} from '#shared/model/package';
import type { Recording } from '#shared/model/recording';
import type { SubmittedReview } from '#shared/model/review';
import type { PrivateKeys } from '../identity/private-keys';
import { signValue } from '../identity/signing';
import { renameWithRetry, syncFolder } from '../library/durable-write';
import { type FileSystem, nodeFileSystem } from '../library/file-system';
import type { CutExcerpt } from '../media/copying/excerpt-cutter';
import { readFilePieces } from '../media/imports/receive-file';
import { UserError } from '../user-error';
import { type EnvelopeLock, encryptPieces } from './envelope';
import {
  excerptPath,
  FRAMEWORK_PATH,
  MANIFEST_PATH,
  recordingPath,
  reviewPath,
  SESSION_PATH,
} from './package-layout';

export type PackageContents = Pick<
  PackageManifest,
  | 'packageId'
  | 'createdAt'
  | 'sender'
  | 'purpose'
  | 'message'
  | 'reviewWithheld'
  | 'namesReplaced'
  | 'referenceReviewId'
> & {
  /** The sender's, with which the package is signed. */
  keys: Pick<PrivateKeys, 'signing' | 'publicKeys'>;
  session: PackagedSession;
  framework?: Framework;
  reviews: readonly SubmittedReview[];
  /**
   * What of the session's recording goes along; absent for none. The bytes of a whole recording must be those that the
   * session names.
   */
  recording?: PackedRecording;
};

export type PackedRecording =
  | { type: 'whole'; path: string }
  /** In order and without overlap. */
  | { type: 'excerpts'; excerpts: readonly CutExcerpt[] };

export type WriteOptions = {
  fileSystem?: FileSystem;
  /** For whom the package is encrypted; absent to leave it open to whoever has it. */
  lock?: EnvelopeLock;
  signal?: AbortSignal;
  /** Called as the recording is read, with its bytes so far. */
  onProgress?(writtenBytes: number, totalBytes: number): void;
};

type JsonEntry = PackageEntry & { bytes: Buffer };

/** An entry whose bytes lie in a file. */
type MediaEntry = PackageEntry & { source: string };

/**
 * Writes a package: a zip with the manifest first. The recording is streamed and stored as it is, since compressing
 * sound gains nothing, so a recording of any length takes little memory. The file appears at `targetPath` whole, on the
 * disk, or not at all.
 *
 * @param temporaryPath - a path of its own in the same folder, removed when the writing fails
 * @returns the size of the package in bytes
 * @throws UserError where the recording cannot be read or is not the session's any more
 */
export async function writePackage(
  contents: PackageContents,
  targetPath: string,
  temporaryPath: string,
  options: WriteOptions = {},
): Promise<number> {
  const { fileSystem = nodeFileSystem } = options;
  const jsonEntries = describeJsonEntries(contents);
  const mediaEntries = describeMediaEntries(contents);
  const manifest = buildManifest(contents, [...jsonEntries, ...mediaEntries]);

  const zip = new ZipFile();
  const mtime = new Date(contents.createdAt);
  const stored = { mtime, compress: false };
  // Stored, so that the first bytes of the file say what it is.
  zip.addBuffer(toJson(manifest), MANIFEST_PATH, stored);
  for (const { bytes, path } of jsonEntries) zip.addBuffer(bytes, path, { mtime, compress: true });
  const onBytes = meterOf(mediaEntries, options);
  const sources = mediaEntries.map((entry) => {
    const source = Readable.from(verifiedPieces(entry, contents, onBytes));
    // The zip passes no error of its sources on, and would wait for ever.
    source.on('error', (error) => (zip.outputStream as Readable).destroy(error));
    zip.addReadStream(source, entry.path, { ...stored, size: entry.sizeBytes });
    return source;
  });
  zip.end();

  try {
    const { lock, signal } = options;
    const target = (pieces: AsyncIterable<Uint8Array>) => writePieces(fileSystem, temporaryPath, pieces);
    const stoppable = signal ? { signal } : {};
    if (lock) {
      const encrypt = (pieces: AsyncIterable<Uint8Array>) => encryptPieces(pieces, lock, stoppable);
      await pipeline(zip.outputStream as Readable, encrypt, target, stoppable);
    } else {
      await pipeline(zip.outputStream as Readable, target, stoppable);
    }
    const { size } = await fileSystem.stat(temporaryPath);
    await renameWithRetry(fileSystem, temporaryPath, targetPath);
    await syncFolder(fileSystem, dirname(targetPath));
    return size;
  } catch (error) {
    await fileSystem.rm(temporaryPath, { force: true });
    throw error;
  } finally {
    for (const source of sources) source.destroy();
  }
}

function describeJsonEntries({ session, framework, reviews, recording }: PackageContents): JsonEntry[] {
  const values: [string, unknown][] = [
    // Parsed, so that nothing of the sender's own that is not in the schema can slip in.
    [
      SESSION_PATH,
      packagedSessionSchema.parse({ ...session, recording: describeRecording(session.recording, recording) }),
    ],
    ...(framework ? [[FRAMEWORK_PATH, framework] as [string, unknown]] : []),
    ...reviews.map((review): [string, unknown] => [reviewPath(review.id), review]),
  ];
  return values.map(([path, value]) => {
    const bytes = toJson(value);
    return {
      path,
      bytes,
      sizeBytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  });
}

/** The session's recording as the receiver will have it. */
function describeRecording(
  { excerpts: _excerpts, ...whole }: Recording,
  packed: PackedRecording | undefined,
): Recording {
  if (packed?.type !== 'excerpts') return { ...whole, storage: packed ? 'copied' : 'absent' };
  return { ...whole, storage: 'excerpts', excerpts: packed.excerpts.map(({ excerpt }) => excerpt) };
}

function describeMediaEntries({ session, recording }: PackageContents): MediaEntry[] {
  switch (recording?.type) {
    case undefined:
      return [];
    case 'whole': {
      const { sizeBytes, sha256 } = session.recording;
      return [{ path: recordingPath(session.recording), sizeBytes, sha256, source: recording.path }];
    }
    case 'excerpts':
      return recording.excerpts.map(({ path: source, excerpt }, index) => {
        const { sizeBytes, sha256 } = excerpt;
        return { path: excerptPath(index + 1, excerpt), sizeBytes, sha256, source };
      });
  }
}

/** Adds up what has been read of all entries. */
function meterOf(entries: readonly MediaEntry[], { onProgress }: WriteOptions): (bytes: number) => void {
  const totalBytes = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let writtenBytes = 0;
  return (bytes) => {
    writtenBytes += bytes;
    onProgress?.(writtenBytes, totalBytes);
  };
}

function buildManifest(
  {
    packageId,
    createdAt,
    sender,
    keys,
    purpose,
    message,
    reviewWithheld,
    namesReplaced,
    referenceReviewId,
    session,
    framework,
    recording,
  }: PackageContents,
  entries: readonly PackageEntry[],
): PackageManifest {
  // Parsed before it is signed, so that what is signed is what is written.
  const { signature: _, ...unsigned } = packageManifestSchema.parse({
    format: 'concordance',
    formatVersion: PACKAGE_FORMAT_VERSION,
    packageId,
    createdAt,
    sender,
    senderKeys: keys.publicKeys,
    signature: null,
    namesReplaced,
    sessionId: session.id,
    ...(framework && { framework: { id: framework.id, edition: framework.edition } }),
    purpose,
    message,
    reviewWithheld,
    ...(referenceReviewId !== undefined && { referenceReviewId }),
    recording: recording?.type ?? 'none',
    entries: entries.map(({ path, sizeBytes, sha256 }) => ({ path, sizeBytes, sha256 })),
  } satisfies PackageManifest);
  return { ...unsigned, signature: signValue(keys.signing, 'manifest', unsigned).value };
}

/** The bytes of the recording, which must turn out to be those that the manifest has announced by then. */
async function* verifiedPieces(
  { source, sizeBytes, sha256 }: MediaEntry,
  { session }: PackageContents,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  const { originalName } = session.recording;
  const hash = createHash('sha256');
  let writtenBytes = 0;
  for await (const piece of readFilePieces(source, originalName, nodeFileSystem)) {
    writtenBytes += piece.byteLength;
    if (writtenBytes > sizeBytes) throw recordingChanged(originalName);
    hash.update(piece);
    yield piece;
    onBytes(piece.byteLength);
  }
  if (writtenBytes !== sizeBytes || hash.digest('hex') !== sha256) throw recordingChanged(originalName);
}

function recordingChanged(originalName: string): UserError {
  return new UserError(
    'conflict',
    `“${originalName}” is not what it was when it was added: it has changed or was replaced. Put the original back, or share without the recording.`,
  );
}

function toJson(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`, 'utf8');
}

/** When it resolves, what came is on the disk. */
async function writePieces(
  fileSystem: FileSystem,
  path: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  const file = await fileSystem.open(path, 'wx');
  try {
    for await (const piece of pieces) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

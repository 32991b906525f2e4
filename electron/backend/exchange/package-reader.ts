import { z } from 'zod';
import { MANIFEST_MIGRATIONS } from '#shared/migrations/manifest-migrations';
import { isJsonObject, type JsonObject, migrate } from '#shared/migrations/migrate';
import { withUnsignedSeal } from '#shared/migrations/review-migrations';
import { SESSION_MIGRATIONS } from '#shared/migrations/session-migrations';
import type { Framework } from '#shared/model/framework';
import { frameworkSchema } from '#shared/model/framework';
import {
  PACKAGE_FORMAT_VERSION,
  type PackagedSession,
  type PackageEntry,
  type PackageManifest,
  packagedSessionSchema,
  packageManifestSchema,
} from '#shared/model/package';
import { type SubmittedReview, submittedReviewSchema } from '#shared/model/review';
import { judgeSeal } from '../identity/seal';
import { isSignatureValid } from '../identity/signing';
import { type FileSystem, nodeFileSystem } from '../library/file-system';
import { UserError } from '../user-error';
import { hashPieces, openPackageArchive, type PackageArchive, quote } from './package-archive';
import { FRAMEWORK_PATH, isMedia, MANIFEST_PATH, roleOfPath, SESSION_PATH } from './package-layout';
import { damagedPackage, newerPackage, notAPackage, refusedPackage } from './package-problem';
import { checkRecording, heldRecording } from './package-recording';

/** Before packages were signed. */
const UNSIGNED_FORMAT = 1;

/** A package of which every byte has been checked; nothing of it has been stored. */
export type ReadPackage = {
  manifest: PackageManifest;
  session: PackagedSession;
  framework?: Framework;
  reviews: SubmittedReview[];
};

export type ReadPackageOptions = {
  /** Where media are written. */
  fileSystem?: FileSystem;
  /**
   * Called when everything else has been checked: says where the bytes of the recording or of an excerpt (by their
   * SHA-256) are to be written, on paths on which nothing lies yet. They are checked whether they are written or not.
   */
  chooseMediaPaths?(read: ReadPackage): Promise<(sha256: string) => string | undefined>;
};

/**
 * Reads a package and refuses whatever is not exactly what it must be: design.md, section 6. The reviews' seals and
 * their ties to session and framework are checked too; how they fit this library is not.
 *
 * @throws UserError with the reason. What was written of the recording is left to the caller, who removes its folder.
 */
export async function readPackage(
  path: string,
  fileName: string,
  options: ReadPackageOptions = {},
): Promise<ReadPackage> {
  const archive = await openPackageArchive(path, fileName);
  try {
    const manifest = await readManifest(archive);
    checkTableOfContents(archive, manifest);
    const packed = await readJson(
      archive,
      manifest,
      SESSION_PATH,
      packagedSessionSchema,
      (json) => migrate(json, SESSION_MIGRATIONS).json,
    );
    const session: PackagedSession = { ...packed, recording: heldRecording(packed.recording, manifest) };
    const framework =
      manifest.framework && (await readJson(archive, manifest, FRAMEWORK_PATH, frameworkSchema));
    const reviews: SubmittedReview[] = [];
    for (const { path: entryPath } of manifest.entries) {
      if (roleOfPath(entryPath)?.type !== 'review') continue;
      reviews.push(await readJson(archive, manifest, entryPath, submittedReviewSchema, withSeal));
    }
    const read = { manifest, session, reviews, ...(framework && { framework }) };
    checkTies(read, fileName);
    checkRecording(read, fileName);
    if (manifest.recording !== 'none') {
      const { fileSystem = nodeFileSystem } = options;
      await readMedia(archive, read, await options.chooseMediaPaths?.(read), fileSystem);
    }
    return read;
  } finally {
    await archive.close();
  }
}

/** A review of format 1 has no place for a signature. */
function withSeal(json: unknown): unknown {
  if (!isJsonObject(json) || !isJsonObject(json.seal) || 'signature' in json.seal) return json;
  return withUnsignedSeal(json);
}

async function readManifest(archive: PackageArchive): Promise<PackageManifest> {
  const { fileName } = archive;
  const text = (await readBytes(archive, MANIFEST_PATH)).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw damagedPackage(fileName, 'its manifest is not readable', error);
  }
  // Only the version is looked at first: of a newer format, nothing else can be known.
  const head = z
    .object({ format: z.literal('concordance'), formatVersion: z.int().positive() })
    .safeParse(value);
  if (!head.success) throw notAPackage(fileName);
  if (head.data.formatVersion > PACKAGE_FORMAT_VERSION) throw newerPackage(fileName, head.data.formatVersion);
  const fields = value as JsonObject;
  const { formatVersion, ...unversioned } = fields;
  const migrated = migrate({ ...unversioned, schemaVersion: formatVersion }, MANIFEST_MIGRATIONS);
  const manifest = packageManifestSchema.safeParse({
    ...(migrated.json as JsonObject),
    formatVersion: PACKAGE_FORMAT_VERSION,
  });
  if (!manifest.success)
    throw refusedPackage(fileName, `its manifest is wrong (${firstIssue(manifest.error)})`);
  if (formatVersion !== UNSIGNED_FORMAT) checkSignature(fields, manifest.data, fileName);
  return manifest.data;
}

/** Signed is the manifest as it was written, and so as it is read: not what the schema makes of it. */
function checkSignature(
  { signature: _, ...unsigned }: JsonObject,
  { senderKeys, signature }: PackageManifest,
  fileName: string,
): void {
  if (senderKeys === null || signature === null) throw refusedPackage(fileName, 'it is not signed');
  const signed = { signingKey: senderKeys.signingKey, value: signature };
  if (!isSignatureValid(signed, 'manifest', unsigned)) {
    throw refusedPackage(
      fileName,
      'its signature does not fit: it was changed after it was signed, or signed by someone else',
    );
  }
}

/** The manifest must list every file of the zip and no other, each with its true size. */
function checkTableOfContents({ fileName, entries }: PackageArchive, manifest: PackageManifest): void {
  const listed = new Set<string>();
  for (const { path, sizeBytes } of manifest.entries) {
    if (listed.has(path) || path === MANIFEST_PATH) {
      throw refusedPackage(fileName, `its manifest lists ${quote(path)} wrongly`);
    }
    listed.add(path);
    const entry = entries.get(path);
    if (!entry) throw damagedPackage(fileName, `${quote(path)} is missing from it`);
    if (entry.uncompressedSize !== sizeBytes) {
      throw refusedPackage(fileName, `${quote(path)} in it is not of the size that it says`);
    }
  }
  for (const path of entries.keys()) {
    if (path !== MANIFEST_PATH && !listed.has(path)) {
      throw refusedPackage(fileName, `it holds ${quote(path)}, which its manifest does not list`);
    }
  }
  if (!listed.has(SESSION_PATH)) throw refusedPackage(fileName, 'it holds no session');
  if (listed.has(FRAMEWORK_PATH) !== (manifest.framework !== undefined)) {
    throw refusedPackage(fileName, 'its manifest and its framework do not belong together');
  }
  const roles = [...listed].map((path) => roleOfPath(path)?.type);
  const wholes = roles.filter((type) => type === 'recording').length;
  const excerpts = roles.filter((type) => type === 'excerpt').length;
  if (
    wholes !== (manifest.recording === 'whole' ? 1 : 0) ||
    excerpts > 0 !== (manifest.recording === 'excerpts')
  ) {
    throw refusedPackage(fileName, 'its manifest and its recording do not belong together');
  }
}

async function readJson<Schema extends z.ZodType>(
  archive: PackageArchive,
  manifest: PackageManifest,
  path: string,
  schema: Schema,
  /** Brings a document of an older version to the one of the schema. */
  toCurrent: (json: unknown) => unknown = (json) => json,
): Promise<z.output<Schema>> {
  const { fileName } = archive;
  const bytes = await readBytes(archive, path, entryOf(manifest, path, fileName));
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw damagedPackage(fileName, `${quote(path)} is not readable`, error);
  }
  const parsed = schema.safeParse(toCurrent(value));
  if (!parsed.success)
    throw refusedPackage(fileName, `${quote(path)} in it is wrong (${firstIssue(parsed.error)})`);
  return parsed.data;
}

/** The bytes of a document, which are those that the manifest vouches for; the manifest itself has no such line. */
async function readBytes(archive: PackageArchive, path: string, listed?: PackageEntry): Promise<Buffer> {
  const entry = archive.entries.get(path);
  if (!entry) throw damagedPackage(archive.fileName, `${quote(path)} is missing from it`);
  const pieces: Uint8Array[] = [];
  const { sha256 } = await hashPieces(archive.read(entry), async (piece) => {
    pieces.push(piece);
  });
  if (listed && sha256 !== listed.sha256) {
    throw damagedPackage(archive.fileName, `${quote(path)} is not as it was packed`);
  }
  return Buffer.concat(pieces);
}

/** Reads the recording or every excerpt to its end, whether it is to be kept or not. */
async function readMedia(
  archive: PackageArchive,
  { manifest }: ReadPackage,
  pathFor: ((sha256: string) => string | undefined) | undefined,
  fileSystem: FileSystem,
): Promise<void> {
  const { fileName } = archive;
  for (const { path, sha256: listedSha256 } of manifest.entries) {
    if (!isMedia(roleOfPath(path))) continue;
    const entry = archive.entries.get(path);
    if (!entry) throw damagedPackage(fileName, `${quote(path)} is missing from it`);
    const targetPath = pathFor?.(listedSha256);
    const target = targetPath === undefined ? undefined : await fileSystem.open(targetPath, 'wx');
    try {
      const { sha256 } = await hashPieces(
        archive.read(entry),
        (piece) => target?.writeFile(piece) ?? Promise.resolve(),
      );
      if (sha256 !== listedSha256) throw damagedPackage(fileName, 'its recording is not as it was packed');
      await target?.sync();
    } finally {
      await target?.close();
    }
  }
}

/** Checks that everything in the package speaks of the same session and framework, and that no review was altered. */
function checkTies({ manifest, session, framework, reviews }: ReadPackage, fileName: string): void {
  if (session.id !== manifest.sessionId) throw refusedPackage(fileName, 'its manifest names another session');
  if (framework && !isSameReference(framework, manifest.framework)) {
    throw refusedPackage(fileName, 'its manifest names another framework');
  }
  const { referenceReviewId } = manifest;
  if (referenceReviewId !== undefined) {
    const reference = reviews.find(({ id }) => id === referenceReviewId);
    if (!reference)
      throw refusedPackage(fileName, 'it does not hold the reference review that its manifest names');
    if (reference.reviewer.profileId !== manifest.sender.profileId) {
      throw refusedPackage(fileName, 'the reference review in it is not its sender’s own');
    }
  }
  for (const review of reviews) {
    const who = `the review by ${review.reviewer.name}`;
    const listed = manifest.entries.find(({ path }) => path === `reviews/${review.id}.json`);
    if (!listed) throw refusedPackage(fileName, `${who} is filed under another id`);
    if (review.sessionId !== session.id) throw refusedPackage(fileName, `${who} is of another session`);
    if (!framework || !isSameReference(framework, review.framework)) {
      throw refusedPackage(fileName, `${who} was made with another framework than the package holds`);
    }
    if (judgeSeal(review) === 'broken') {
      throw refusedPackage(fileName, `${who} was altered after it was submitted`);
    }
    if (review.seal.submittedBy.profileId !== review.reviewer.profileId) {
      throw refusedPackage(fileName, `${who} was submitted by another person`);
    }
  }
}

function isSameReference(
  a: { id: string; edition: string },
  b: { id: string; edition: string } | undefined,
): boolean {
  return a.id === b?.id && a.edition === b.edition;
}

function entryOf(manifest: PackageManifest, path: string, fileName: string): PackageEntry {
  const entry = manifest.entries.find((candidate) => candidate.path === path);
  if (!entry) throw new UserError('bad-request', `“${fileName}” was refused: it holds no ${quote(path)}.`);
  return entry;
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'the whole'}: ${issue.message}`.slice(0, 200) : 'no reason given';
}

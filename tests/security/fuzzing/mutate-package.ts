import { createHash } from 'node:crypto';
import type { SubmittedReview } from '#shared/model/review';
import { openPackageArchive } from '../../../electron/backend/exchange/package-archive';
import { sealReview } from '../../../electron/backend/identity/seal';
import { buildZip, type RawEntry } from '../../unit/backend/exchange/raw-zip';
import { keysOf, signedManifest } from '../../unit/backend/exchange/sample-contents';
import { below, mutateBytes, oneOf, type Random } from './mutate-bytes';
import { mutateJson } from './mutate-json';

/** A package in one piece, and in its parts. */
export type BasePackage = { bytes: Buffer; files: ReadonlyMap<string, Buffer> };

export async function readBasePackage(path: string, bytes: Buffer): Promise<BasePackage> {
  const archive = await openPackageArchive(path, 'base.concordance');
  const files = new Map<string, Buffer>();
  for (const [name, entry] of archive.entries) {
    const pieces: Buffer[] = [];
    for await (const piece of archive.read(entry)) pieces.push(piece);
    files.set(name, Buffer.concat(pieces));
  }
  await archive.close();
  return { bytes, files };
}

/** Damages a package: its bytes, its documents behind hashes that are right again, or what its zip says of itself. */
export function mutatePackage(base: BasePackage, others: readonly BasePackage[], random: Random): Buffer {
  const choice = random();
  if (choice < 0.3) return mutateBytes(base.bytes, random, oneOf(random, others).bytes);
  const files = new Map(base.files);
  if (choice < 0.8) mutateDocuments(files, random);
  else if (random() < 0.3) exchangeFiles(files, oneOf(random, others), random);
  const entries = zipEntries(files, random);
  return choice < 0.8 ? buildZip(entries) : lyingZip(entries, random);
}

function mutateDocuments(files: Map<string, Buffer>, random: Random): void {
  for (let count = 1 + below(random, 2); count > 0; count -= 1) {
    const name = oneOf(random, [...files.keys()]);
    const content = files.get(name) ?? Buffer.alloc(0);
    if (!name.endsWith('.json') || random() < 0.1) files.set(name, mutateBytes(content, random));
    else files.set(name, mutateDocument(name, content, random));
  }
  if (random() < 0.95) listAnew(files, random);
}

function mutateDocument(name: string, content: Buffer, random: Random): Buffer {
  let mutated = mutateJson(parse(content), random);
  if (name.startsWith('reviews/') && random() < 0.8) mutated = sealAnew(mutated);
  return toBytes(mutated);
}

/** What was damaged by mistake is caught by its seal, so it is sealed again, as its author could. */
function sealAnew(review: unknown): unknown {
  try {
    const { seal, ...unsealed } = review as SubmittedReview;
    const { submittedAt, submittedBy } = seal;
    return sealReview(unsealed, { submittedAt, submittedBy }, keysOf(submittedBy));
  } catch {
    return review;
  }
}

/** Puts the true sizes and hashes into the manifest, so that what follows the check of the hashes is reached. */
function listAnew(files: Map<string, Buffer>, random: Random): void {
  const manifest = parse(files.get('manifest.json') ?? Buffer.alloc(0));
  if (typeof manifest !== 'object' || manifest === null) return;
  const entries = [...files]
    .filter(([path]) => path !== 'manifest.json')
    .map(([path, content]) => ({
      path,
      sizeBytes: content.byteLength,
      sha256: createHash('sha256').update(content).digest('hex'),
    }));
  const { signature: _, ...unsigned } = { ...manifest, entries, signature: '' };
  const isSignedAnew = random() < 0.8;
  files.set('manifest.json', toBytes(isSignedAnew ? signedManifest(unsigned) : { ...manifest, entries }));
}

function exchangeFiles(files: Map<string, Buffer>, other: BasePackage, random: Random): void {
  const [name, content] = oneOf(random, [...other.files]);
  files.set(name, content);
  if (random() < 0.5) listAnew(files, random);
}

function zipEntries(files: ReadonlyMap<string, Buffer>, random: Random): RawEntry[] {
  const isPlain = random() < 0.9;
  return [...files].map(([name, content]) => ({
    name,
    content,
    compress: isPlain && name.endsWith('.json') && name !== 'manifest.json',
  }));
}

const NAMES = [
  '../x',
  '/x',
  'C:/x',
  'reviews/../../x.json',
  'reviews\\x.json',
  'recording/run.sh',
  'recording/recording.exe',
  'session.json',
  'Session.json',
  'session.json/',
  'manifest.json',
  'x'.repeat(60_000),
  '\u0000',
  '',
];
const SIZES = [0, 1, 100, 20_000_001, 0x7fffffff, 0xfffffffe, 0xffffffff];

/** A zip whose table of contents lies about one or two of its entries. */
function lyingZip(entries: RawEntry[], random: Random): Buffer {
  const lying = [...entries];
  for (let count = 1 + below(random, 2); count > 0; count -= 1) {
    const at = below(random, lying.length);
    const entry = lying[at];
    if (!entry) continue;
    const lies: readonly (() => Partial<RawEntry>)[] = [
      () => ({ declaredSize: oneOf(random, SIZES) }),
      () => ({ declaredPackedSize: oneOf(random, SIZES) }),
      () => ({ declaredOffset: oneOf(random, SIZES) }),
      () => ({ method: oneOf(random, [0, 8, 9, 12, 14, 93, 99]) }),
      () => ({ flags: below(random, 0x10000) }),
      () => ({ mode: below(random, 0x10000) }),
      () => ({ name: oneOf(random, NAMES) }),
      () => ({ localName: oneOf(random, NAMES) }),
      () => ({ extra: hugeSizeExtra(random) }),
      () => ({ extra: Buffer.from(Array.from({ length: below(random, 64) }, () => below(random, 256))) }),
      () => ({ content: Buffer.alloc(3_000_000, ' '), compress: true }),
    ];
    lying[at] = { ...entry, ...oneOf(random, lies)() };
    if (random() < 0.1) lying.push(entry);
    if (random() < 0.05) lying.reverse();
  }
  const options = random() < 0.1 ? { entryCount: oneOf(random, [0, 1, 1_000, 0xffff]) } : {};
  return buildZip(lying, options);
}

/** The field in which a zip says sizes beyond four gigabytes; 100 GB as often as not. */
function hugeSizeExtra(random: Random): Buffer {
  const extra = Buffer.alloc(4 + 24);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  const sizes = [100_000_000_000n, 0n, 1n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n];
  for (const at of [4, 12, 20]) extra.writeBigUInt64LE(oneOf(random, sizes), at);
  return extra;
}

function parse(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    return {};
  }
}

function toBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value) ?? 'null');
}

import { join } from 'node:path';
import type { z } from 'zod';
import { canonicalJson } from '#shared/formats/canonical-json';
import { type Migration, migrate } from '#shared/migrations/migrate';
import { REVIEW_DOCUMENT_MIGRATIONS } from '#shared/migrations/review-migrations';
import { SESSION_MIGRATIONS } from '#shared/migrations/session-migrations';
import { type BackedUpSession, roleOfBackupFile } from '#shared/model/backup';
import type { FrameworkReference } from '#shared/model/framework';
import { isPlayable, type Recording } from '#shared/model/recording';
import { reviewDocumentSchema } from '#shared/model/review-document';
import { type SessionDocument, sessionDocumentSchema } from '#shared/model/session';
import { type FileSystem, ifMissing } from '../library/file-system';
import type { LibraryLayout } from '../library/layout';
import type { ReviewStore } from '../library/review-store';
import { excerptFileName, recordingFileName } from '../library/session-store';
import { type readVerified, sha256Of } from './backup-files';
import type { SourceFile } from './backup-sources';
import { readSession } from './backup-sources';
import type { OpenedBackup } from './backups';
import { isWithdrawnSince, mergeReview, mergeSession } from './restore-merge';

export type PlanContext = {
  fileSystem: FileSystem;
  layout: LibraryLayout;
  reviews: Pick<ReviewStore, 'atRest'>;
  /** How a file of the backup is read. */
  read: typeof readVerified;
  isForgotten: (sessionId: string, backup: OpenedBackup) => Promise<boolean>;
};

/** How one session of a backup compares with the library, and what a restore of it would change. */
export type SessionPlan = {
  comparison: BackedUpSession;
  /** Empty where there is nothing to restore, or it may not be. */
  place: SourceFile[];
  remove: string[];
  /** Frameworks that the restored reviews were made with. */
  frameworks: FrameworkReference[];
};

/** Compares one session of a backup with what is there now, without changing anything. */
export async function planSession(
  context: PlanContext,
  backup: OpenedBackup,
  sessionId: string,
): Promise<SessionPlan> {
  const { fileSystem, layout, reviews } = context;
  const stored = await readBackup(context, backup, sessionId);
  const present = new Map(
    (await readSession(fileSystem, layout, reviews, sessionId)).map(({ path, bytes }) => [path, bytes]),
  );
  const folder = `sessions/${sessionId}`;
  const plan: SessionPlan = { comparison: blank(sessionId), place: [], remove: [], frameworks: [] };
  const { comparison } = plan;

  const backedUp = parse(stored.get(`${folder}/session.json`), sessionDocumentSchema, SESSION_MIGRATIONS);
  comparison.reviews = [...stored.keys()].filter(isReview).length;
  if (!backedUp) return { ...plan, comparison: { ...comparison, state: 'unreadable' } };
  comparison.title = backedUp.title;
  comparison.date = backedUp.date;
  const now = parse(present.get(`${folder}/session.json`), sessionDocumentSchema, SESSION_MIGRATIONS);
  if (await isKeptAway(context, backup, backedUp, now)) {
    return { ...plan, comparison: { ...comparison, state: 'withdrawn' } };
  }
  const isTrashed = await exists(fileSystem, layout.trashedSession(sessionId).root);
  if (isTrashed) return { ...plan, comparison: { ...comparison, state: 'in-trash' } };

  const session = now ? mergeSession(backedUp, now) : await withoutPresent(fileSystem, layout, backedUp);
  comparison.detailsChanged = !now || canonicalJson(session) !== canonicalJson(now);
  if (comparison.detailsChanged) plan.place.push(jsonFile(`${folder}/session.json`, session));
  const once = ['audit.jsonl', 'recording/recording.link.json'].map((name) => `${folder}/${name}`);
  for (const [path, bytes] of stored) {
    // The list only grows, so the present one holds more; the link says where the original is now. What a group wrote
    // comes back where it is gone, and is never taken back to an earlier hour of the talk.
    const isOnce = once.includes(path) || path.startsWith(`${folder}/debriefs/`);
    if (isOnce && !present.has(path)) plan.place.push({ path, bytes });
  }
  for (const [path, bytes] of stored) {
    if (isReview(path)) planReview(plan, path, bytes, { stored, present, session });
  }
  comparison.reviewsSince = [...present.keys()].filter((path) => isReview(path) && !stored.has(path)).length;
  comparison.state = !now && present.size === 0 ? 'missing' : plan.place.length > 0 ? 'changed' : 'same';
  return plan;
}

function planReview(
  plan: SessionPlan,
  path: string,
  bytes: Uint8Array,
  {
    stored,
    present,
    session,
  }: {
    stored: ReadonlyMap<string, Uint8Array>;
    present: ReadonlyMap<string, Uint8Array>;
    session: SessionDocument;
  },
): void {
  const backedUp = parse(bytes, reviewDocumentSchema, REVIEW_DOCUMENT_MIGRATIONS);
  if (!backedUp) return;
  const presentBytes = present.get(path);
  const journal = path.replace(/json$/, 'journal');
  const storedJournal = stored.get(journal);
  const isSame = presentBytes && sha256Of(presentBytes) === sha256Of(bytes);
  if (isSame && !present.has(journal) && !storedJournal) return;
  const now = parse(presentBytes, reviewDocumentSchema, REVIEW_DOCUMENT_MIGRATIONS);
  const merged = mergeReview(backedUp, now, session);
  if (!merged && !(now?.review.status === 'draft' && present.has(journal))) return;
  plan.place.push(jsonFile(path, merged ?? backedUp));
  if (storedJournal) plan.place.push({ path: journal, bytes: storedJournal });
  else if (present.has(journal)) plan.remove.push(journal);
  plan.frameworks.push(backedUp.review.framework);
  if (presentBytes) plan.comparison.reviewsChanged += 1;
  else plan.comparison.reviewsMissing += 1;
}

/** The files of a session in a backup that are still what they were. */
async function readBackup(
  { fileSystem, read }: PlanContext,
  { folder, manifest }: OpenedBackup,
  sessionId: string,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const file of manifest.files) {
    const role = roleOfBackupFile(file.path);
    if (!role || role.type === 'library' || role.sessionId !== sessionId) continue;
    const bytes = await read(fileSystem, folder, file);
    if (bytes) files.set(file.path, bytes);
  }
  return files;
}

async function isKeptAway(
  { isForgotten }: PlanContext,
  backup: OpenedBackup,
  backedUp: SessionDocument,
  now: SessionDocument | undefined,
): Promise<boolean> {
  if (await isForgotten(backedUp.id, backup)) return true;
  return now !== undefined && isWithdrawnSince(backedUp, now);
}

/** A session that the library does not have, or cannot read: what is still there of its recording counts. */
async function withoutPresent(
  fileSystem: FileSystem,
  layout: LibraryLayout,
  backedUp: SessionDocument,
): Promise<SessionDocument> {
  const { trashedAt: _trashedAt, ...session } = backedUp;
  const { recording } = backedUp;
  if (recording.storage === 'linked' || !isPlayable(recording)) return session;
  const files =
    recording.storage === 'copied'
      ? [{ name: recordingFileName(recording), sizeBytes: recording.sizeBytes }]
      : (recording.excerpts ?? []).map((excerpt) => ({
          name: excerptFileName(excerpt),
          sizeBytes: excerpt.sizeBytes,
        }));
  const folder = layout.session(backedUp.id).recording;
  const areThere = await Promise.all(
    files.map(({ name, sizeBytes }) =>
      fileSystem.stat(join(folder, name)).then(
        ({ size }) => size === sizeBytes,
        // What the disk refuses to tell is not gone.
        ifMissing(false),
      ),
    ),
  );
  if (areThere.every(Boolean)) return session;
  const { excerpts: _excerpts, ...whole } = recording;
  // Whoever sent it can send it again; one's own is gone with the folder that held it.
  const gone: Recording['storage'] = session.origin.type === 'received' ? 'absent' : 'deleted';
  return { ...session, recording: { ...whole, storage: gone } };
}

/** A document of this version or an older one; `undefined` where there is none, or none that can be read here. */
export function parse<Schema extends z.ZodType>(
  bytes: Uint8Array | undefined,
  schema: Schema,
  migrations: readonly Migration[],
): z.output<Schema> | undefined {
  if (!bytes) return undefined;
  try {
    const migrated = migrate(JSON.parse(Buffer.from(bytes).toString('utf8')), migrations);
    return migrated.outcome === 'newer' ? undefined : schema.safeParse(migrated.json).data;
  } catch {
    return undefined;
  }
}

function isReview(path: string): boolean {
  return roleOfBackupFile(path)?.type === 'review' && path.endsWith('.json');
}

function jsonFile(path: string, value: unknown): SourceFile {
  return { path, bytes: Buffer.from(`${JSON.stringify(value, null, 1)}\n`) };
}

function exists(fileSystem: FileSystem, path: string): Promise<boolean> {
  return fileSystem.stat(path).then(() => true, ifMissing(false));
}

function blank(sessionId: string): BackedUpSession {
  return {
    sessionId,
    title: 'A session whose copy cannot be read',
    date: '',
    state: 'same',
    reviews: 0,
    detailsChanged: false,
    reviewsChanged: 0,
    reviewsMissing: 0,
    reviewsSince: 0,
  };
}

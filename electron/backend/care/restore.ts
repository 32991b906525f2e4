import { basename, join } from 'node:path';
import { PROFILE_MIGRATIONS } from '#shared/migrations/profile-migrations';
import { auditEntrySchema } from '#shared/model/audit';
import {
  type BackupInspection,
  type BackupPart,
  backupPartSchema,
  isRestorable,
  type RestoreOutcome,
  roleOfBackupFile,
} from '#shared/model/backup';
import { profileDocumentSchema } from '#shared/model/profile';
import { storageError } from '../library/durable-write';
import { ifMissing } from '../library/file-system';
import { parseFramework } from '../library/framework-store';
import type { Library } from '../library/library';
import { UserError } from '../user-error';
import { damagedFiles, readForRestore, readVerified } from './backup-files';
import type { SourceFile } from './backup-sources';
import type { OpenedBackup } from './backups';
import { abandonRestore, carryOutRestore, prepareRestore } from './restore-intent';
import { type PlanContext, parse, planSession, type SessionPlan } from './session-plan';

/** The sessions to bring back from a backup. */
export type RestoreChoice = readonly string[] | 'all';

const LEFT_REASONS = {
  same: 'It is as it was then.',
  'in-trash': 'It is in the trash: take it back from there.',
  withdrawn: 'Its client withdrew consent since, or it was deleted for good.',
  unreadable: 'Its copy in the backup cannot be read.',
} as const;

/** Says what a backup holds and how that compares with the library now. */
export async function inspectBackup(library: Library, name: string): Promise<BackupInspection> {
  const backup = await library.backups.open(name);
  const context = contextOf(library, readVerified);
  const sessionIds = sessionsOf(backup);
  const plans: SessionPlan[] = [];
  for (const sessionId of sessionIds) plans.push(await planSession(context, backup, sessionId));
  const { parts } = await planParts(library, backup, readVerified);
  return {
    name,
    madeAt: backup.manifest.madeAt,
    reason: backup.manifest.reason,
    sessions: plans
      .map(({ comparison }) => comparison)
      .sort((a, b) => b.date.localeCompare(a.date) || a.title.localeCompare(b.title)),
    sessionsSince: library.index.list().filter(({ id }) => !sessionIds.includes(id)).length,
    parts,
    damagedFiles: (await damagedFiles(library.fileSystem, backup.folder, backup.manifest)).length,
  };
}

/**
 * Brings sessions back as a backup holds them, all or, when it fails or is cut off, none: what is there now is backed up
 * first. What came since stays, and what its client withdrew stays away.
 *
 * @throws UserError `storage` when the disk refuses; nothing was restored unless the message says so
 */
export async function restoreBackup(
  library: Library,
  name: string,
  choice: RestoreChoice,
): Promise<RestoreOutcome> {
  return library.turnstile.alone(() =>
    library.backups.alone(async (make) => {
      const backup = await library.backups.open(name);
      const plan = await planRestore(library, backup, choice);
      if (plan.place.length === 0 && plan.frameworks.length === 0) return { ...plan.outcome };
      const before = await make('before-restore');
      const affected = plan.outcome.restored.map(({ sessionId }) => sessionId);
      // A framework alone harms nobody, so it may come first.
      for (const text of plan.frameworks) await library.frameworks.add(parseFramework(text, name));
      await letGo(library, affected);
      await replaceFiles(library, name, plan);
      if (plan.outcome.parts.includes('profile')) await library.profile.reload();
      if (plan.outcome.parts.includes('contacts')) await library.contacts.reload();
      await letGo(library, affected);
      for (const sessionId of affected) await library.sessionChanged(sessionId);
      return { ...plan.outcome, before: before.name };
    }),
  );
}

type RestorePlan = { place: SourceFile[]; remove: string[]; frameworks: string[]; outcome: RestoreOutcome };

async function planRestore(
  library: Library,
  backup: OpenedBackup,
  choice: RestoreChoice,
): Promise<RestorePlan> {
  const context = contextOf(library, readForRestore);
  const outcome: RestoreOutcome = { restored: [], left: [], parts: [] };
  const plan: RestorePlan = { place: [], remove: [], frameworks: [], outcome };
  const needed = new Set<string>();
  for (const sessionId of sessionsOf(backup)) {
    if (choice !== 'all' && !choice.includes(sessionId)) continue;
    const { comparison, place, remove, frameworks } = await planSession(context, backup, sessionId);
    const { title, state } = comparison;
    if (!isRestorable(comparison)) {
      const reason = state in LEFT_REASONS ? LEFT_REASONS[state as keyof typeof LEFT_REASONS] : '';
      if (state !== 'same' || choice !== 'all') outcome.left.push({ sessionId, title, reason });
      continue;
    }
    plan.place.push(...(await withAuditLine(library, backup, sessionId, place)));
    plan.remove.push(...remove);
    outcome.restored.push({ sessionId, title });
    for (const reference of frameworks) {
      if (!library.frameworks.find(reference))
        needed.add(`frameworks/${reference.id}@${reference.edition}.json`);
    }
  }
  const { parts, files, frameworks } = await planParts(library, backup, readForRestore);
  if (choice === 'all') {
    outcome.parts = parts;
    plan.place.push(...files);
  }
  for (const { path, bytes } of frameworks) {
    if (choice === 'all' || needed.has(path)) plan.frameworks.push(Buffer.from(bytes).toString('utf8'));
  }
  return plan;
}

/** What of a backup is no session and is not in the library now. */
async function planParts(
  library: Library,
  backup: OpenedBackup,
  read: PlanContext['read'],
): Promise<{ parts: BackupPart[]; files: SourceFile[]; frameworks: SourceFile[] }> {
  const { fileSystem, layout } = library;
  const parts = new Set<BackupPart>();
  const files: SourceFile[] = [];
  const frameworks: SourceFile[] = [];
  for (const file of backup.manifest.files) {
    if (roleOfBackupFile(file.path)?.type !== 'library') continue;
    const bytes = await read(fileSystem, backup.folder, file);
    if (!bytes) continue;
    const isThere = await fileSystem.stat(join(layout.root, file.path)).then(() => true, ifMissing(false));
    const name = basename(file.path);
    if (name === 'profile.json') {
      const profile = parse(bytes, profileDocumentSchema, PROFILE_MIGRATIONS);
      const isSamePerson = profile?.person.profileId === library.profile.current?.person.profileId;
      if (!profile || (isThere && isSamePerson)) continue;
      parts.add('profile');
      files.push({ path: file.path, bytes });
    } else if (isThere) {
    } else if (file.path.startsWith('frameworks/')) {
      parts.add('frameworks');
      frameworks.push({ path: file.path, bytes });
    } else {
      const part = partOf(file.path);
      if (part) parts.add(part);
      files.push({ path: file.path, bytes });
    }
  }
  return { parts: [...parts], files, frameworks };
}

/** What a file beside the sessions belongs to, by its folder or its name; the list of deletions goes without saying. */
function partOf(path: string): BackupPart | undefined {
  return backupPartSchema.safeParse(path.replace(/(\.json|\/.*)$/, '')).data;
}

/** Puts a line about the restore at the end of the session's list, in the same step as all else. */
async function withAuditLine(
  library: Library,
  { name }: OpenedBackup,
  sessionId: string,
  place: readonly SourceFile[],
): Promise<SourceFile[]> {
  const path = `sessions/${sessionId}/audit.jsonl`;
  const present = await library.fileSystem
    .readFile(join(library.layout.root, path), 'utf8')
    .catch(ifMissing(undefined));
  const stored = place.find((file) => file.path === path);
  const before = present ?? (stored ? Buffer.from(stored.bytes).toString('utf8') : '');
  const entry = auditEntrySchema.parse({
    at: library.now().toISOString(),
    by: library.profile.current?.person ?? 'program',
    event: { type: 'restored-from-backup', backupOf: name.slice(0, 10) },
  });
  const separator = before === '' || before.endsWith('\n') ? '' : '\n';
  const bytes = Buffer.from(`${before}${separator}${JSON.stringify(entry)}\n`);
  return [...place.filter((file) => file.path !== path), { path, bytes }];
}

/** Everything at once: a failure before the intent takes all back, one after it leaves the rest to the next start. */
async function replaceFiles(library: Library, name: string, plan: RestorePlan): Promise<void> {
  const { fileSystem, layout, turnstile } = library;
  let isCommitted = false;
  try {
    const intent = await prepareRestore(fileSystem, layout, name, plan);
    isCommitted = true;
    await carryOutRestore(fileSystem, layout, intent);
  } catch (error) {
    const isTakenBack =
      !isCommitted &&
      (await abandonRestore(fileSystem, layout).then(
        () => true,
        () => false,
      ));
    if (isTakenBack) throw storageError(error, layout.restoring);
    const refusal = new UserError(
      'storage',
      'The restore was begun and could not be finished: the disk refused. Close Concordance and start it again, which finishes it; until then nothing can be changed here.',
      { cause: error },
    );
    turnstile.close(refusal);
    throw refusal;
  }
}

async function letGo(library: Library, sessionIds: readonly string[]): Promise<void> {
  for (const sessionId of sessionIds) {
    library.sessions.release(sessionId);
    await library.releaseReviews(sessionId);
  }
}

function contextOf(library: Library, read: PlanContext['read']): PlanContext {
  const { fileSystem, layout, reviews, backups } = library;
  return {
    fileSystem,
    layout,
    reviews,
    read,
    isForgotten: (sessionId, backup) => backups.isForgotten(sessionId, backup),
  };
}

function sessionsOf({ manifest }: OpenedBackup): string[] {
  const roles = manifest.files.map(({ path }) => roleOfBackupFile(path));
  return [...new Set(roles.flatMap((role) => (role && role.type !== 'library' ? [role.sessionId] : [])))];
}

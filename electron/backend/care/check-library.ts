import { join } from 'node:path';
import { mentoringLogSchema } from '#shared/mentoring/mentoring-log';
import { PROFILE_MIGRATIONS } from '#shared/migrations/profile-migrations';
import { backupNameSchema } from '#shared/model/backup';
import { competencyReviewDocumentSchema } from '#shared/model/competency-review';
import { contactsDocumentSchema } from '#shared/model/contact';
import { engagementDocumentSchema } from '#shared/model/engagement';
import { frameworkSchema } from '#shared/model/framework';
import { frameworkDraftSchema } from '#shared/model/framework-draft';
import { idSchema } from '#shared/model/identifiers';
import type { CheckJob, CheckReport } from '#shared/model/library-check';
import { profileDocumentSchema } from '#shared/model/profile';
import { reportTemplateSchema } from '#shared/reports/report-template';
import { type FileSystem, ifMissing } from '../library/file-system';
import { type LibraryLayout, SessionLayout } from '../library/layout';
import { readManifest, readVerified } from './backup-files';
import { BackupLayout } from './backup-layout';
import { CheckRun } from './check-run';
import { checkSession, remarkOnName } from './check-session';

const LIBRARY_FILES =
  /^((library|profile|contacts|mentoring)\.json(\.bak)?|deletions\.jsonl|library\.lock(\..+)?|sessions|trash|frameworks|framework-drafts|forms|engagements|competency-reviews|incoming|outgoing|restoring|backups|\..+)$/;
const DATA_FILES = /\.json$/;
const ENGAGEMENT_FILES = /\.json(\.bak)?$/;
const FRAMEWORK_DRAFT_FILES = /\.json(\.bak)?$/;
const COMPETENCY_REVIEW_FILES = /\.json(\.bak)?$/;

export type CheckOptions = {
  fileSystem: FileSystem;
  layout: LibraryLayout;
  now: () => Date;
  signal: AbortSignal;
  onProgress: (progress: Omit<CheckJob & { phase: 'running' }, 'phase'>) => void;
};

/**
 * Reads all of a library: parses every document, checks every seal, compares every recording and every backup with
 * the hashes taken when they were written. Says what it finds and mends nothing.
 */
export async function checkLibrary(options: CheckOptions): Promise<CheckReport> {
  const { fileSystem, layout, now, signal, onProgress } = options;
  const startedAt = now().toISOString();
  const totalBytes = await folderBytes(fileSystem, layout.root, signal);
  const run = new CheckRun(fileSystem, signal, (progress) =>
    onProgress({ ...progress, totalBytes: Math.max(totalBytes, progress.readBytes) }),
  );
  run.begin('Profile, contacts and frameworks');
  await checkOwnDocuments(run, layout);
  const report = { sessions: 0, reviews: 0, recordings: 0, backups: 0 };
  for (const folder of [layout.sessions, layout.trash]) {
    const place = folder === layout.trash ? 'the trash' : 'the folder of the sessions';
    for (const name of await run.list(folder)) {
      if (!idSchema.safeParse(name).success) {
        remarkOnName(run, name, /^\./, place);
        continue;
      }
      const checked = await checkSession(run, new SessionLayout(join(folder, name)), name);
      report.sessions += 1;
      report.reviews += checked.reviews;
      report.recordings += checked.recordings;
    }
  }
  report.backups = await checkBackups(run, new BackupLayout(layout.backups));
  const finishedAt = now().toISOString();
  return { startedAt, finishedAt, ...report, readBytes: run.readBytes, findings: run.findings };
}

async function checkOwnDocuments(run: CheckRun, layout: LibraryLayout): Promise<void> {
  for (const name of await run.list(layout.root)) {
    remarkOnName(run, name, LIBRARY_FILES, 'the library’s folder');
  }
  const documents = [
    ['Your profile', layout.profile, profileDocumentSchema, PROFILE_MIGRATIONS],
    ['The list of your contacts', layout.contacts, contactsDocumentSchema, []],
    ['Your mentoring log', layout.mentoring, mentoringLogSchema, []],
  ] as const;
  for (const [what, path, schema, migrations] of documents) {
    const { outcome } = await run.readDocument(path, schema, migrations);
    if (outcome === 'damaged' || outcome === 'unreadable') {
      run.problem(`${what} cannot be read: ${path}. A backup may hold it.`);
    }
  }
  for (const name of await run.list(layout.frameworks)) {
    remarkOnName(run, name, DATA_FILES, 'the folder of the frameworks');
    if (!name.endsWith('.json')) continue;
    const { outcome } = await run.readDocument(join(layout.frameworks, name), frameworkSchema, []);
    if (outcome !== 'read') run.problem(`The framework file “${name}” cannot be read. Import it anew.`);
  }
  for (const name of await run.list(layout.engagements)) {
    remarkOnName(run, name, ENGAGEMENT_FILES, 'the folder of the engagements');
    if (!name.endsWith('.json')) continue;
    const path = join(layout.engagements, name);
    const { outcome } = await run.readDocument(path, engagementDocumentSchema, []);
    if (outcome !== 'read') run.problem(`The engagement in “${name}” cannot be read. A backup may hold it.`);
  }
  for (const name of await run.list(layout.competencyReviews)) {
    remarkOnName(run, name, COMPETENCY_REVIEW_FILES, 'the folder of the competency reviews');
    if (!name.endsWith('.json')) continue;
    const path = join(layout.competencyReviews, name);
    const { outcome } = await run.readDocument(path, competencyReviewDocumentSchema, []);
    if (outcome !== 'read') {
      run.problem(`The competency review in “${name}” cannot be read. A backup may hold it.`);
    }
  }
  for (const name of await run.list(layout.frameworkDrafts)) {
    remarkOnName(run, name, FRAMEWORK_DRAFT_FILES, 'the folder of the frameworks being written');
    if (!name.endsWith('.json')) continue;
    const path = join(layout.frameworkDrafts, name);
    const { outcome } = await run.readDocument(path, frameworkDraftSchema, []);
    if (outcome !== 'read') {
      run.problem(`The framework being written in “${name}” cannot be read. A backup may hold it.`);
    }
  }
  for (const name of await run.list(layout.forms)) {
    remarkOnName(run, name, DATA_FILES, 'the folder of the forms’ layouts');
    if (!name.endsWith('.json')) continue;
    const { outcome } = await run.readDocument(join(layout.forms, name), reportTemplateSchema, []);
    if (outcome !== 'read') run.problem(`The layout “${name}” cannot be read. Load it anew.`);
  }
}

async function checkBackups(run: CheckRun, layout: BackupLayout): Promise<number> {
  let count = 0;
  for (const name of await run.list(layout.root)) {
    if (!backupNameSchema.safeParse(name).success) continue;
    run.begin(`The backup of ${name.slice(0, 10)}`);
    count += 1;
    const folder = layout.backup(name);
    const manifest = await readManifest(run.fileSystem, folder);
    if (!manifest) {
      run.problem(`The backup “${name}” cannot be read: its list of files is missing or damaged.`);
      continue;
    }
    let damaged = 0;
    for (const file of manifest.files) {
      run.signal.throwIfAborted();
      if (await readVerified(run.fileSystem, folder, file)) run.count(file.sizeBytes);
      else damaged += 1;
    }
    if (damaged > 0) {
      run.problem(
        `In the backup “${name}” ${damaged === 1 ? 'one file is' : `${damaged} files are`} missing or damaged. The rest of it can be restored; the next backup is made of true copies.`,
      );
    }
  }
  return count;
}

/** The bytes of everything below a folder, so that progress can be shown. */
async function folderBytes(fileSystem: FileSystem, folder: string, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  for (const entry of await fileSystem.readdir(folder, { withFileTypes: true }).catch(ifMissing([]))) {
    signal.throwIfAborted();
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      bytes += entry.name === 'cache' ? 0 : await folderBytes(fileSystem, path, signal);
    else bytes += await fileSystem.stat(path).then(({ size }) => size, ifMissing(0));
  }
  return bytes;
}

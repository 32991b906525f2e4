import { join } from 'node:path';
import { roleOfBackupFile } from '#shared/model/backup';
import { idSchema } from '#shared/model/identifiers';
import { type FileSystem, ifMissing } from '../library/file-system';
import type { LibraryLayout } from '../library/layout';
import type { ReviewStore } from '../library/review-store';

/** One file as it is to be backed up. */
export type SourceFile = { path: string; bytes: Uint8Array };

/**
 * Reads the documents of a library as they are at rest, a few at a time: the library's own, then session by session.
 * Sessions in the trash are not among them; earlier backups hold them as they were.
 */
export async function* readSources(
  fileSystem: FileSystem,
  layout: LibraryLayout,
  reviews: Pick<ReviewStore, 'atRest'>,
): AsyncGenerator<SourceFile[], void> {
  const [frameworks, forms] = [
    await list(fileSystem, layout.frameworks),
    await list(fileSystem, layout.forms),
  ];
  const own = [
    'profile.json',
    'contacts.json',
    'mentoring.json',
    'deletions.jsonl',
    ...frameworks.map((name) => `frameworks/${name}`),
    ...(await list(fileSystem, layout.engagements)).map((name) => `engagements/${name}`),
    ...(await list(fileSystem, layout.competencyReviews)).map((name) => `competency-reviews/${name}`),
    ...(await list(fileSystem, layout.frameworkDrafts)).map((name) => `framework-drafts/${name}`),
    ...forms.map((name) => `forms/${name}`),
  ];
  yield await readAll(
    fileSystem,
    layout,
    own.filter((path) => roleOfBackupFile(path)),
  );
  for (const sessionId of await list(fileSystem, layout.sessions)) {
    if (idSchema.safeParse(sessionId).success)
      yield await readSession(fileSystem, layout, reviews, sessionId);
  }
}

/** The documents of one session; none where it left the library while they were read. */
export async function readSession(
  fileSystem: FileSystem,
  layout: LibraryLayout,
  reviews: Pick<ReviewStore, 'atRest'>,
  sessionId: string,
): Promise<SourceFile[]> {
  const folder = `sessions/${sessionId}`;
  const files = await readAll(
    fileSystem,
    layout,
    ['session.json', 'audit.jsonl', 'recording/recording.link.json'].map((name) => `${folder}/${name}`),
  );
  const debriefs = (await list(fileSystem, layout.session(sessionId).debriefs))
    .map((name) => `${folder}/debriefs/${name}`)
    .filter((path) => roleOfBackupFile(path));
  files.push(...(await readAll(fileSystem, layout, debriefs)));
  for (const name of await list(fileSystem, layout.session(sessionId).reviews)) {
    const reviewId = /^(.+)\.json$/.exec(name)?.[1];
    if (!idSchema.safeParse(reviewId).success || reviewId === undefined) continue;
    const paths = [`${folder}/reviews/${name}`, `${folder}/reviews/${reviewId}.journal`];
    files.push(
      ...(await reviews.atRest({ id: reviewId, sessionId }, () => readAll(fileSystem, layout, paths))),
    );
  }
  // A session that goes to the trash meanwhile takes the rest of its files along.
  const isStillThere = await fileSystem
    .stat(layout.session(sessionId).root)
    .then(() => true, ifMissing(false));
  return isStillThere ? files : [];
}

async function readAll(
  fileSystem: FileSystem,
  layout: LibraryLayout,
  paths: readonly string[],
): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const path of paths) {
    const bytes = await fileSystem.readFile(join(layout.root, path)).catch(ifMissing(undefined));
    if (bytes) files.push({ path, bytes });
  }
  return files;
}

function list(fileSystem: FileSystem, folder: string): Promise<string[]> {
  return fileSystem.readdir(folder).catch(ifMissing<string[]>([]));
}

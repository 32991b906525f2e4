import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { Review } from '#shared/model/review';
import { newReviewDocument } from '#shared/model/review-document';
import { type SessionDocument, sessionDocumentSchema } from '#shared/model/session';
import type { KeyVault } from '../../../../electron/backend/identity/key-vault';
import { type FileSystem, nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import { Library } from '../../../../electron/backend/library/library';
import { projectFolder } from '../../../helpers/ensure-built';
import { memoryKeyVault } from '../../../helpers/memory-key-vault';
import { idOf, sampleSession } from '../exchange/sample-contents';

export type TestLibrary = {
  library: Library;
  /** What the user is told that she did not ask for. */
  notices: string[];
  /** What went into the log as an error. */
  errors: string[];
};

/** One machine, so that a library that is opened again finds its keys. */
const machine = memoryKeyVault();

/** Opens a library and waits until its list says what its folders hold. */
export async function openLibrary(...words: Parameters<typeof beginOpening>): Promise<TestLibrary> {
  const opened = await beginOpening(...words);
  await opened.library.settled();
  return opened;
}

/** Opens a library as the program does, which goes on before it has settled. */
export async function beginOpening(
  folder: string,
  fileSystem: FileSystem = nodeFileSystem,
  keyVault: KeyVault = machine,
  access: 'full' | 'reading' = 'full',
): Promise<TestLibrary> {
  const notices: string[] = [];
  const errors: string[] = [];
  const library = await Library.open({
    fileSystem,
    folder,
    access,
    builtInFrameworksFolder: join(projectFolder, 'resources/frameworks'),
    keyVault,
    now: () => new Date(),
    newId: () => v7(),
    log: { info: () => {}, error: (message) => errors.push(message) },
    onSessionsChanged: () => {},
    onNotice: ({ message }) => notices.push(message),
  });
  return { library, notices, errors };
}

/** A session that came without its recording. */
export function sessionNumber(number: number, changes: Partial<SessionDocument> = {}): SessionDocument {
  const { recording, ...session } = sampleSession({ id: idOf(number), title: `Session ${number}` });
  return sessionDocumentSchema.parse({
    ...session,
    privateNotes: '',
    deletions: [],
    origin: { type: 'own' },
    recording: { ...recording, storage: 'absent' },
    ...changes,
  });
}

/** Puts a session into a library's folders from outside, as a copy or a sync program would. */
export async function plantSession(
  folder: string,
  session: SessionDocument,
  reviews: readonly Review[] = [],
): Promise<void> {
  const layout = new LibraryLayout(folder).session(session.id);
  for (const part of [layout.reviews, layout.recording, layout.cache]) await mkdir(part, { recursive: true });
  await writeFile(layout.document, JSON.stringify(session));
  for (const review of reviews) {
    await writeFile(layout.review(review.id), JSON.stringify(newReviewDocument(review)));
  }
}

export async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}

export function titlesOf(library: Library): string[] {
  return library.index
    .list()
    .map((session) => session.title)
    .sort();
}

import { join } from 'node:path';
import { type DebriefDocument, debriefDocumentSchema } from '#shared/model/debrief';
import { removeQuotesFromDebrief } from '#shared/privacy/remove-debrief-quotes';
import type { Log } from '../backend';
import { DocumentFolder } from './document-folder';
import { syncFolder } from './durable-write';
import { type FileSystem, ifMissing } from './file-system';
import type { RecoveryReport } from './json-document';
import type { LibraryLayout } from './layout';

type DebriefStoreOptions = {
  fileSystem: FileSystem;
  layout: LibraryLayout;
  now: () => Date;
  log: Log;
  onRecovery: RecoveryReport;
};

/** `sessions/<id>/debriefs/`: what groups wrote, a document a debrief. It goes where its session goes. */
export class DebriefStore {
  constructor(private readonly options: DebriefStoreOptions) {}

  /** The newest first. */
  async list(sessionId: string): Promise<DebriefDocument[]> {
    return (await this.#folderOf(sessionId).list()).sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  /** @throws UserError `not-found` */
  get(sessionId: string, debriefId: string): Promise<DebriefDocument> {
    return this.#folderOf(sessionId).get(debriefId);
  }

  /** Writes a new one, or all of a changed one; when it answers, that survives a crash. */
  async write(debrief: DebriefDocument): Promise<void> {
    await this.#folderOf(debrief.sessionId).write(debrief);
  }

  /** @throws UserError `not-found` */
  remove(sessionId: string, debriefId: string): Promise<void> {
    return this.#folderOf(sessionId).remove(debriefId);
  }

  /**
   * Takes the client's words out of all that groups wrote about a session, with earlier versions and whatever else lies
   * there. A second time changes nothing.
   *
   * @param quotes - what the session's reviews quote
   */
  async removeQuotes(sessionId: string, quotes: readonly string[]): Promise<void> {
    const { fileSystem, layout } = this.options;
    const folder = layout.session(sessionId).debriefs;
    const kept = new Set<string>();
    for (const debrief of await this.list(sessionId)) {
      const content = removeQuotesFromDebrief(debrief.content, quotes);
      await this.write({ ...debrief, content, revision: debrief.revision + 1 });
      kept.add(`${debrief.id}.json`);
    }
    const names = await fileSystem.readdir(folder).catch(ifMissing<string[]>([]));
    // Earlier versions, and what cannot be read, may hold anything.
    for (const name of names.filter((each) => !kept.has(each))) {
      await fileSystem.rm(join(folder, name), { recursive: true, force: true });
    }
    if (names.length > 0) await syncFolder(fileSystem, folder);
  }

  #folderOf(sessionId: string): DocumentFolder<typeof debriefDocumentSchema> {
    return new DocumentFolder({
      ...this.options,
      folder: this.options.layout.session(sessionId).debriefs,
      schema: debriefDocumentSchema,
      description: 'a debrief',
      missing: 'This debrief is not in the library any more.',
    });
  }
}

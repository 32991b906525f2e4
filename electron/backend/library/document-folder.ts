import { join } from 'node:path';
import type { z } from 'zod';
import { idSchema } from '#shared/model/identifiers';
import type { Log } from '../backend';
import { UserError } from '../user-error';
import { type FileSystem, ifMissing } from './file-system';
import { type JsonDocument, openJsonDocument, type RecoveryReport, saveDocument } from './json-document';

export type DocumentFolderOptions<Schema extends z.ZodType> = {
  fileSystem: FileSystem;
  folder: string;
  schema: Schema;
  /** What one of them is, in the user's words: "an engagement". */
  description: string;
  /** What is said of one that is not there, as a whole sentence. */
  missing: string;
  now: () => Date;
  log: Log;
  onRecovery: RecoveryReport;
};

/** A folder of documents, each in `<id>.json`; made when the first is written. */
export class DocumentFolder<Schema extends z.ZodType<{ id: string }>> {
  #turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: DocumentFolderOptions<Schema>) {}

  /** All that can be read, in no order. */
  async list(): Promise<z.output<Schema>[]> {
    const { fileSystem, folder, description, log } = this.options;
    const documents: z.output<Schema>[] = [];
    for (const name of await fileSystem.readdir(folder).catch(ifMissing<string[]>([]))) {
      const id = idSchema.safeParse(/^(.+)\.json$/.exec(name)?.[1]).data;
      if (id === undefined) continue;
      try {
        documents.push(await this.get(id));
      } catch (error) {
        // One that cannot be read must not take the others away.
        log.error(`${name}, ${description}, cannot be read`, { error: String(error) });
      }
    }
    return documents;
  }

  /** @throws UserError `not-found` */
  async get(id: string): Promise<z.output<Schema>> {
    const { data } = await this.#open(id);
    if (!data) throw new UserError('not-found', this.options.missing);
    return data;
  }

  /** Writes a new one, or all of a changed one; when it answers, that survives a crash. */
  async write(document: z.output<Schema>): Promise<void> {
    const { fileSystem, folder } = this.options;
    await fileSystem.mkdir(folder, { recursive: true });
    await saveDocument(await this.#open(document.id), document);
  }

  /** @throws UserError `not-found` */
  async remove(id: string): Promise<void> {
    await this.get(id);
    const path = this.#pathOf(id);
    for (const file of [`${path}.bak`, path]) await this.options.fileSystem.rm(file, { force: true });
  }

  /** Runs what reads and then writes, one after the other. */
  inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = this.#turns.then(task);
    this.#turns = turn.catch(() => {});
    return turn;
  }

  #open(id: string): Promise<JsonDocument<z.output<Schema>>> {
    const { fileSystem, schema, description, now, onRecovery } = this.options;
    const path = this.#pathOf(id);
    return openJsonDocument({ fileSystem, path, schema, migrations: [], description, now, onRecovery });
  }

  #pathOf(id: string): string {
    return join(this.options.folder, `${id}.json`);
  }
}

import {
  EMPTY_MENTORING_LOG,
  inOrder,
  type MentoringEntry,
  type MentoringLog,
  mentoringLogSchema,
} from '#shared/mentoring/mentoring-log';
import { type MentoringRules, mentoringRulesSchema } from '#shared/mentoring/mentoring-rules';
import { UserError } from '../user-error';
import type { FileSystem } from './file-system';
import { type JsonDocument, openJsonDocument, type RecoveryReport, saveDocument } from './json-document';
import type { LibraryLayout } from './layout';

export type MentoringStoreOptions = {
  fileSystem: FileSystem;
  layout: LibraryLayout;
  /** The dated rules that ship with the program. */
  rulesPath: string;
  now: () => Date;
  onRecovery: RecoveryReport;
};

/** `mentoring.json`: the talks with mentors that the owner notes. */
export class MentoringStore {
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly document: JsonDocument<MentoringLog>,
    readonly rules: MentoringRules,
  ) {}

  static async open({
    fileSystem,
    layout,
    rulesPath,
    now,
    onRecovery,
  }: MentoringStoreOptions): Promise<MentoringStore> {
    const document = await openJsonDocument({
      fileSystem,
      path: layout.mentoring,
      schema: mentoringLogSchema,
      migrations: [],
      description: 'your mentoring log',
      now,
      onRecovery,
    });
    const rules = mentoringRulesSchema.parse(JSON.parse(await fileSystem.readFile(rulesPath, 'utf8')));
    return new MentoringStore(document, rules);
  }

  /** As it lies on the disk, since a restore may have put another there. */
  async read(): Promise<MentoringLog> {
    await this.document.read();
    return this.document.data ?? EMPTY_MENTORING_LOG;
  }

  setLevel(level: MentoringLog['level']): Promise<MentoringLog> {
    return this.#change((log) => ({ ...log, level }));
  }

  /** Adds an entry, or replaces the one of the same id. */
  saveEntry(entry: MentoringEntry): Promise<MentoringLog> {
    return this.#change((log) => ({
      ...log,
      entries: inOrder([...log.entries.filter(({ id }) => id !== entry.id), entry]),
    }));
  }

  /** @throws UserError `not-found` */
  removeEntry(entryId: string): Promise<MentoringLog> {
    return this.#change((log) => {
      const entries = log.entries.filter(({ id }) => id !== entryId);
      if (entries.length === log.entries.length) {
        throw new UserError('not-found', 'This talk is not in the log any more.');
      }
      return { ...log, entries };
    });
  }

  /** One change after the other, each on what the one before left. */
  #change(change: (log: MentoringLog) => MentoringLog): Promise<MentoringLog> {
    const turn = this.#queue.then(async () => {
      const changed = change(await this.read());
      await saveDocument(this.document, changed);
      return changed;
    });
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

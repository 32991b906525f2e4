import type { EngagementSummary } from '#shared/api-contract/contract';
import {
  type EngagementContent,
  type EngagementDocument,
  engagementDocumentSchema,
  newEngagement,
} from '#shared/model/engagement';
import { idSchema } from '#shared/model/identifiers';
import type { Log } from '../backend';
import { UserError } from '../user-error';
import { type FileSystem, ifMissing } from './file-system';
import { type JsonDocument, openJsonDocument, type RecoveryReport, saveDocument } from './json-document';
import type { LibraryLayout } from './layout';

type EngagementStoreOptions = {
  fileSystem: FileSystem;
  layout: LibraryLayout;
  newId: () => string;
  now: () => Date;
  log: Log;
  onRecovery: RecoveryReport;
};

/** `engagements/`: the coaching relationships that sessions may belong to, a document each. */
export class EngagementStore {
  #turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: EngagementStoreOptions) {}

  /** By the client's name. */
  async list(): Promise<EngagementSummary[]> {
    const { fileSystem, layout, log } = this.options;
    const engagements: EngagementSummary[] = [];
    for (const name of await fileSystem.readdir(layout.engagements).catch(ifMissing<string[]>([]))) {
      const engagementId = idSchema.safeParse(/^(.+)\.json$/.exec(name)?.[1]).data;
      if (engagementId === undefined) continue;
      try {
        engagements.push(summarise((await this.#open(engagementId)).engagement));
      } catch (error) {
        // One that cannot be read must not take the others away.
        log.error(`The engagement in ${name} cannot be read`, { error: String(error) });
      }
    }
    return engagements.sort((a, b) => a.client.localeCompare(b.client) || (a.id < b.id ? -1 : 1));
  }

  /** @throws UserError `not-found` */
  async get(engagementId: string): Promise<EngagementDocument> {
    return (await this.#open(engagementId)).engagement;
  }

  start(about: { client: string; coach: string; startedOn: string }): Promise<{ engagementId: string }> {
    return this.#inTurn(async () => {
      const { fileSystem, layout, newId, now } = this.options;
      const at = now().toISOString();
      const engagement: EngagementDocument = {
        schemaVersion: 1,
        id: newId(),
        startedAt: at,
        changedAt: at,
        content: newEngagement(about),
      };
      await fileSystem.mkdir(layout.engagements, { recursive: true });
      await saveDocument(await this.#document(engagement.id), engagement);
      return { engagementId: engagement.id };
    });
  }

  /** Replaces all that an engagement says; when it answers, that survives a crash. */
  save(engagementId: string, content: EngagementContent): Promise<EngagementSummary> {
    return this.#inTurn(async () => {
      const { document, engagement } = await this.#open(engagementId);
      const saved = { ...engagement, changedAt: this.options.now().toISOString(), content };
      await saveDocument(document, saved);
      return summarise(saved);
    });
  }

  /** @throws UserError `not-found` */
  remove(engagementId: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#open(engagementId);
      const path = this.options.layout.engagement(engagementId);
      for (const file of [`${path}.bak`, path]) await this.options.fileSystem.rm(file, { force: true });
    });
  }

  async #open(
    engagementId: string,
  ): Promise<{ document: JsonDocument<EngagementDocument>; engagement: EngagementDocument }> {
    const document = await this.#document(engagementId);
    if (!document.data) {
      throw new UserError('not-found', 'This engagement is not in the library any more.');
    }
    return { document, engagement: document.data };
  }

  #document(engagementId: string): Promise<JsonDocument<EngagementDocument>> {
    const { fileSystem, layout, now, onRecovery } = this.options;
    return openJsonDocument({
      fileSystem,
      path: layout.engagement(engagementId),
      schema: engagementDocumentSchema,
      migrations: [],
      description: 'an engagement',
      now,
      onRecovery,
    });
  }

  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = this.#turns.then(task);
    this.#turns = turn.catch(() => {});
    return turn;
  }
}

function summarise({ id, changedAt, content }: EngagementDocument): EngagementSummary {
  const { client, startedOn, sessionIds, goals } = content;
  return { id, changedAt, client, startedOn, sessions: sessionIds.length, goals: goals.length };
}

import type { EngagementSummary } from '#shared/api-contract/engagement-contract';
import {
  type EngagementContent,
  type EngagementDocument,
  engagementDocumentSchema,
  newEngagement,
} from '#shared/model/engagement';
import type { Log } from '../backend';
import { DocumentFolder } from './document-folder';
import type { FileSystem } from './file-system';
import type { RecoveryReport } from './json-document';
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
  readonly #folder;

  constructor(private readonly options: EngagementStoreOptions) {
    this.#folder = new DocumentFolder({
      ...options,
      folder: options.layout.engagements,
      schema: engagementDocumentSchema,
      description: 'an engagement',
      missing: 'This engagement is not in the library any more.',
    });
  }

  /** By the client's name. */
  async list(): Promise<EngagementSummary[]> {
    const engagements = (await this.#folder.list()).map(summarise);
    return engagements.sort((a, b) => a.client.localeCompare(b.client) || (a.id < b.id ? -1 : 1));
  }

  /** @throws UserError `not-found` */
  get(engagementId: string): Promise<EngagementDocument> {
    return this.#folder.get(engagementId);
  }

  async start(about: {
    client: string;
    coach: string;
    startedOn: string;
  }): Promise<{ engagementId: string }> {
    const { newId, now } = this.options;
    const id = newId();
    const at = now().toISOString();
    await this.#folder.write({
      schemaVersion: 1,
      id,
      startedAt: at,
      changedAt: at,
      content: newEngagement(about),
    });
    return { engagementId: id };
  }

  /** Replaces all that an engagement says; when it answers, that survives a crash. */
  save(engagementId: string, content: EngagementContent): Promise<EngagementSummary> {
    return this.#folder.inTurn(async () => {
      const engagement = await this.#folder.get(engagementId);
      const saved = { ...engagement, changedAt: this.options.now().toISOString(), content };
      await this.#folder.write(saved);
      return summarise(saved);
    });
  }

  /** @throws UserError `not-found` */
  remove(engagementId: string): Promise<void> {
    return this.#folder.inTurn(() => this.#folder.remove(engagementId));
  }
}

function summarise({ id, changedAt, content }: EngagementDocument): EngagementSummary {
  const { client, startedOn, sessionIds, goals } = content;
  return { id, changedAt, client, startedOn, sessions: sessionIds.length, goals: goals.length };
}

import type { FrameworkDraftSummary, FrameworkSummary } from '#shared/api-contract/contract';
import { finishedContent } from '#shared/frameworks/finish-draft';
import { draftFrom, draftFromNothing } from '#shared/frameworks/start-draft';
import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import { type DraftContent, type FrameworkDraft, frameworkDraftSchema } from '#shared/model/framework-draft';
import { idSchema } from '#shared/model/identifiers';
import type { Log } from '../backend';
import { UserError } from '../user-error';
import { type FileSystem, ifMissing } from './file-system';
import { checkFrameworkContent, type FrameworkStore } from './framework-store';
import { type JsonDocument, openJsonDocument, type RecoveryReport, saveDocument } from './json-document';
import type { LibraryLayout } from './layout';

type FrameworkDraftsOptions = {
  fileSystem: FileSystem;
  layout: LibraryLayout;
  frameworks: FrameworkStore;
  newId: () => string;
  now: () => Date;
  log: Log;
  onRecovery: RecoveryReport;
};

/** Where a new draft begins. */
export type DraftStart =
  | { as: 'new'; title: string }
  | { as: 'duplicate' | 'edition'; framework: FrameworkReference };

/** Frameworks that are being written: saved as they are, used by nothing until they are finished. */
export class FrameworkDrafts {
  #turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: FrameworkDraftsOptions) {}

  /** The last changed first. */
  async list(): Promise<FrameworkDraftSummary[]> {
    return (await this.#readAll()).map(summarise).sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1));
  }

  /** @throws UserError `not-found` */
  async get(draftId: string): Promise<FrameworkDraft> {
    return (await this.#open(draftId)).draft;
  }

  start(from: DraftStart): Promise<{ draftId: string }> {
    return this.#inTurn(async () => {
      const { frameworks, newId, now } = this.options;
      const others = await this.#readAll();
      const isTaken = (reference: FrameworkReference) =>
        frameworks.find(reference) !== undefined ||
        others.some(({ content }) => isSameReference(content, reference));
      const at = now().toISOString();
      const draft: FrameworkDraft = {
        schemaVersion: 1,
        id: newId(),
        startedAt: at,
        changedAt: at,
        ...(from.as !== 'new' && { basedOn: from.framework }),
        content:
          from.as === 'new'
            ? draftFromNothing(from.title, isTaken)
            : draftFrom(frameworks.get(from.framework), from.as, isTaken),
      };
      await this.options.fileSystem.mkdir(this.options.layout.frameworkDrafts, { recursive: true });
      await saveDocument(await this.#document(draft.id), draft);
      return { draftId: draft.id };
    });
  }

  /** Replaces all that a draft says; when it answers, that survives a crash. */
  save(draftId: string, content: DraftContent): Promise<FrameworkDraftSummary> {
    return this.#inTurn(async () => {
      const { document, draft } = await this.#open(draftId);
      const saved = { ...draft, changedAt: this.options.now().toISOString(), content };
      await saveDocument(document, saved);
      return summarise(saved);
    });
  }

  /**
   * Makes a framework of a draft.
   *
   * @throws UserError `bad-request` with everything that is wrong in it, `conflict` where its name is taken
   */
  finish(draftId: string): Promise<FrameworkSummary> {
    return this.#inTurn(async () => {
      const { frameworks } = this.options;
      const { draft } = await this.#open(draftId);
      const { id, edition } = draft.content;
      if (frameworks.find({ id, edition })) {
        throw new UserError(
          'conflict',
          `There is a framework named ${id}, edition ${edition}, already. Give this one another name or edition.`,
        );
      }
      const base = draft.basedOn && frameworks.find(draft.basedOn);
      const checked = checkFrameworkContent(finishedContent(draft.content, base));
      const problems =
        'problems' in checked ? checked.problems : frameworks.crosswalkProblems(checked.framework);
      if (problems.length > 0 || 'problems' in checked) {
        throw new UserError(
          'bad-request',
          `“${draft.content.title}” cannot be finished yet: ${problems.join('; ')}. It stays as it is, to be gone on with.`,
        );
      }
      const summary = await frameworks.add(checked.framework);
      // After a crash in between the draft is still there, which does no harm.
      await this.#remove(draftId);
      return summary;
    });
  }

  /** @throws UserError `not-found` */
  discard(draftId: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#open(draftId);
      await this.#remove(draftId);
    });
  }

  async #remove(draftId: string): Promise<void> {
    const path = this.options.layout.frameworkDraft(draftId);
    for (const file of [`${path}.bak`, path]) await this.options.fileSystem.rm(file, { force: true });
  }

  async #readAll(): Promise<FrameworkDraft[]> {
    const { fileSystem, layout, log } = this.options;
    const drafts: FrameworkDraft[] = [];
    for (const name of await fileSystem.readdir(layout.frameworkDrafts).catch(ifMissing<string[]>([]))) {
      const draftId = idSchema.safeParse(/^(.+)\.json$/.exec(name)?.[1]).data;
      if (draftId === undefined) continue;
      try {
        drafts.push((await this.#open(draftId)).draft);
      } catch (error) {
        // One that cannot be read must not take the others away.
        log.error(`The framework being written in ${name} cannot be read`, { error: String(error) });
      }
    }
    return drafts;
  }

  async #open(draftId: string): Promise<{ document: JsonDocument<FrameworkDraft>; draft: FrameworkDraft }> {
    const document = await this.#document(draftId);
    if (!document.data) {
      throw new UserError(
        'not-found',
        'This framework is not being written any more: it was finished or discarded.',
      );
    }
    return { document, draft: document.data };
  }

  #document(draftId: string): Promise<JsonDocument<FrameworkDraft>> {
    const { fileSystem, layout, now, onRecovery } = this.options;
    return openJsonDocument({
      fileSystem,
      path: layout.frameworkDraft(draftId),
      schema: frameworkDraftSchema,
      migrations: [],
      description: 'a framework being written',
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

function summarise({
  id,
  changedAt,
  basedOn,
  content: { title, edition },
}: FrameworkDraft): FrameworkDraftSummary {
  return { id, changedAt, ...(basedOn && { basedOn }), title, edition };
}

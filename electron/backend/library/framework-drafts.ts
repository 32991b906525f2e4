import type { FrameworkDraftSummary, FrameworkSummary } from '#shared/api-contract/framework-contract';
import { finishedContent } from '#shared/frameworks/finish-draft';
import { draftFrom, draftFromNothing } from '#shared/frameworks/start-draft';
import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import { type DraftContent, type FrameworkDraft, frameworkDraftSchema } from '#shared/model/framework-draft';
import type { Log } from '../backend';
import { UserError } from '../user-error';
import { DocumentFolder } from './document-folder';
import type { FileSystem } from './file-system';
import { checkFrameworkContent, type FrameworkStore } from './framework-store';
import type { RecoveryReport } from './json-document';
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
  readonly #folder;

  constructor(private readonly options: FrameworkDraftsOptions) {
    this.#folder = new DocumentFolder({
      ...options,
      folder: options.layout.frameworkDrafts,
      schema: frameworkDraftSchema,
      description: 'a framework being written',
      missing: 'This framework is not being written any more: it was finished or discarded.',
    });
  }

  /** The last changed first. */
  async list(): Promise<FrameworkDraftSummary[]> {
    return (await this.#folder.list()).map(summarise).sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1));
  }

  /** @throws UserError `not-found` */
  get(draftId: string): Promise<FrameworkDraft> {
    return this.#folder.get(draftId);
  }

  start(from: DraftStart): Promise<{ draftId: string }> {
    return this.#folder.inTurn(async () => {
      const { frameworks, newId, now } = this.options;
      const others = await this.#folder.list();
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
      await this.#folder.write(draft);
      return { draftId: draft.id };
    });
  }

  /** Replaces all that a draft says; when it answers, that survives a crash. */
  save(draftId: string, content: DraftContent): Promise<FrameworkDraftSummary> {
    return this.#folder.inTurn(async () => {
      const draft = await this.#folder.get(draftId);
      const saved = { ...draft, changedAt: this.options.now().toISOString(), content };
      await this.#folder.write(saved);
      return summarise(saved);
    });
  }

  /**
   * Makes a framework of a draft.
   *
   * @throws UserError `bad-request` with everything that is wrong in it, `conflict` where its name is taken
   */
  finish(draftId: string): Promise<FrameworkSummary> {
    return this.#folder.inTurn(async () => {
      const { frameworks } = this.options;
      const draft = await this.#folder.get(draftId);
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
      await this.#folder.remove(draftId);
      return summary;
    });
  }

  /** @throws UserError `not-found` */
  discard(draftId: string): Promise<void> {
    return this.#folder.inTurn(() => this.#folder.remove(draftId));
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

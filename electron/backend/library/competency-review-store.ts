import {
  type CompetencyReviewContent,
  type CompetencyReviewDocument,
  type CompetencyReviewSummary,
  competencyReviewDocumentSchema,
} from '#shared/model/competency-review';
import { DocumentFolder, type DocumentFolderOptions } from './document-folder';
import type { LibraryLayout } from './layout';

type Options = Pick<
  DocumentFolderOptions<typeof competencyReviewDocumentSchema>,
  'fileSystem' | 'now' | 'log' | 'onRecovery'
> & { layout: LibraryLayout; newId: () => string };

/** `competency-reviews/`: what several observed sessions of one coach show together, a document each. */
export class CompetencyReviewStore {
  readonly #folder;

  constructor(private readonly options: Options) {
    this.#folder = new DocumentFolder({
      ...options,
      folder: options.layout.competencyReviews,
      schema: competencyReviewDocumentSchema,
      description: 'a competency review',
      missing: 'This competency review is not in the library any more.',
    });
  }

  /** The last changed first. */
  async list(): Promise<CompetencyReviewSummary[]> {
    const all = (await this.#folder.list()).map(summarise);
    return all.sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1));
  }

  /** @throws UserError `not-found` */
  get(id: string): Promise<CompetencyReviewDocument> {
    return this.#folder.get(id);
  }

  async start(of: string, content: CompetencyReviewContent): Promise<CompetencyReviewDocument> {
    const at = this.options.now().toISOString();
    const document = {
      schemaVersion: 1 as const,
      id: this.options.newId(),
      createdAt: at,
      changedAt: at,
      of,
      content,
    };
    await this.#folder.write(document);
    return document;
  }

  /** Replaces all that it says; when it answers, that survives a crash. */
  save(id: string, content: CompetencyReviewContent): Promise<CompetencyReviewSummary> {
    return this.#folder.inTurn(async () => {
      const before = await this.#folder.get(id);
      const saved = { ...before, changedAt: this.options.now().toISOString(), content };
      await this.#folder.write(saved);
      return summarise(saved);
    });
  }

  /** @throws UserError `not-found` */
  remove(id: string): Promise<void> {
    return this.#folder.inTurn(() => this.#folder.remove(id));
  }
}

function summarise({ id, changedAt, of, content }: CompetencyReviewDocument): CompetencyReviewSummary {
  const { coach, framework, sessions } = content;
  return { id, changedAt, of, coach, framework, sessions: sessions.length };
}

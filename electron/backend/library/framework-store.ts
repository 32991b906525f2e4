import { join } from 'node:path';
import type { FrameworkSummary } from '#shared/api-contract/framework-contract';
import { checkCrosswalks } from '#shared/model/check-crosswalks';
import {
  competenciesOf,
  type Framework,
  type FrameworkReference,
  frameworkFileName,
  frameworkSchema,
} from '#shared/model/framework';
import { describeFrameworkProblem } from '#shared/model/framework-problems';
import { selfCheckOf } from '#shared/scoring/self-check';
import type { Log } from '../backend';
import { UserError } from '../user-error';
import { writeDurably } from './durable-write';
import { type FileSystem, ifMissing } from './file-system';
import type { LibraryLayout } from './layout';

/** The frameworks that ship with the program and those of the library. The same id and edition never change. */
export class FrameworkStore {
  readonly #frameworks = new Map<string, { framework: Framework; builtIn: boolean }>();

  private constructor(
    private readonly fileSystem: FileSystem,
    private readonly layout: LibraryLayout,
  ) {}

  static async open(
    fileSystem: FileSystem,
    layout: LibraryLayout,
    builtInFolder: string,
    log: Log,
  ): Promise<FrameworkStore> {
    const store = new FrameworkStore(fileSystem, layout);
    if (!fileSystem.isReadOnly) await fileSystem.mkdir(layout.frameworks, { recursive: true });
    for (const [folder, builtIn] of [
      [builtInFolder, true],
      [layout.frameworks, false],
    ] as const) {
      for (const name of (await fileSystem.readdir(folder).catch(ifMissing<string[]>([]))).filter((entry) =>
        entry.endsWith('.json'),
      )) {
        try {
          store.#keep(parseFramework(await fileSystem.readFile(join(folder, name), 'utf8'), name), builtIn);
        } catch (error) {
          // One unreadable file must not take the others away; a review that needs it says so when it is opened.
          log.error(`The framework file ${name} cannot be read`, { error: String(error) });
        }
      }
    }
    return store;
  }

  list(): FrameworkSummary[] {
    return [...this.#frameworks.values()]
      .map(({ framework, builtIn }) => summarise(framework, builtIn))
      .sort(
        (a, b) =>
          a.title.localeCompare(b.title) || a.edition.localeCompare(b.edition, undefined, { numeric: true }),
      );
  }

  find(reference: FrameworkReference): Framework | undefined {
    return this.#frameworks.get(frameworkFileName(reference))?.framework;
  }

  /** @throws UserError `not-found` that names the framework and edition */
  get(reference: FrameworkReference): Framework {
    const framework = this.find(reference);
    if (!framework) {
      throw new UserError(
        'not-found',
        `The framework “${reference.id}”, edition ${reference.edition}, is not in this library. Import its file to open reviews made with it.`,
      );
    }
    return framework;
  }

  /**
   * Adds a framework that was read from a file.
   *
   * @throws UserError `bad-request` where one of its crosswalks leads to nowhere, `conflict` as {@link add}
   */
  async addChecked(framework: Framework, fileName: string): Promise<FrameworkSummary> {
    const problems = this.crosswalkProblems(framework);
    if (problems.length > 0) throw unusable(fileName, problems);
    return this.add(framework);
  }

  /** The lines of a framework's crosswalks that lead nowhere in a framework that is here. */
  crosswalkProblems(framework: Framework): string[] {
    const all = [...this.#frameworks.values()].map((entry) => entry.framework);
    return checkCrosswalks(all, [framework]).map(({ message }) => message);
  }

  /**
   * Adds a framework; one that is here with the same content is left as it is.
   *
   * @throws UserError `conflict` when the same id and edition exist with other content
   */
  async add(framework: Framework): Promise<FrameworkSummary> {
    const existing = this.find(framework);
    if (existing) {
      if (JSON.stringify(existing) !== JSON.stringify(framework)) {
        throw new UserError(
          'conflict',
          `“${framework.title}” is here already as ${framework.id}, edition ${framework.edition}, with other content. Give the new one another edition; reviews keep the edition they were made with.`,
        );
      }
    } else {
      await writeDurably(
        this.fileSystem,
        this.layout.framework(framework),
        `${JSON.stringify(framework, null, 1)}\n`,
        { keepBackup: false },
      );
      this.#keep(framework, false);
    }
    return summarise(framework, this.#frameworks.get(frameworkFileName(framework))?.builtIn ?? false);
  }

  /**
   * Deletes a framework that was added. Whether a review needs it, the caller has asked.
   *
   * @throws UserError `not-found`, or `forbidden` for one that ships with the program
   */
  async remove(reference: FrameworkReference): Promise<void> {
    const { title } = this.get(reference);
    if (this.isBuiltIn(reference)) {
      throw new UserError('forbidden', `“${title}” comes with Concordance and stays.`);
    }
    await this.fileSystem.rm(this.layout.framework(reference), { force: true });
    this.#frameworks.delete(frameworkFileName(reference));
  }

  isBuiltIn(reference: FrameworkReference): boolean {
    return this.#frameworks.get(frameworkFileName(reference))?.builtIn ?? false;
  }

  #keep(framework: Framework, builtIn: boolean): void {
    this.#frameworks.set(frameworkFileName(framework), { framework, builtIn });
  }
}

function summarise(framework: Framework, builtIn: boolean): FrameworkSummary {
  const { id, edition, title, description, language, sourceNote, uncertain, crosswalks } = framework;
  return {
    id,
    edition,
    title,
    description,
    language,
    sourceNote,
    ...(uncertain !== undefined && { uncertain }),
    builtIn,
    indicators: countIndicators(framework),
    selfCheckLines: countIndicators({ domains: selfCheckOf(framework) }),
    crosswalksTo: crosswalks.map(({ to }) => to),
  };
}

/**
 * Reads a framework file.
 *
 * @throws UserError `bad-request` with everything that is wrong in it, and where
 */
export function parseFramework(text: string, fileName: string): Framework {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new UserError(
      'bad-request',
      `“${fileName}” is not a framework file: it is not JSON. Nothing was imported.`,
      {
        cause: error,
      },
    );
  }
  const checked = checkFrameworkContent(json);
  if ('framework' in checked) return checked.framework;
  throw unusable(fileName, checked.problems, checked.cause);
}

/** A value as a framework, or everything that keeps it from being one. */
export function checkFrameworkContent(
  value: unknown,
): { framework: Framework } | { problems: readonly string[]; cause: Error } {
  const parsed = frameworkSchema.safeParse(value);
  if (parsed.success) return { framework: parsed.data };
  const problems = parsed.error.issues.map((issue) => describeFrameworkProblem(issue, value));
  return { problems, cause: parsed.error };
}

/** Refuses a file with the first of what is wrong in it. */
function unusable(fileName: string, problems: readonly string[], cause?: unknown): UserError {
  const named = problems.slice(0, 5);
  const more = problems.length - named.length;
  return new UserError(
    'bad-request',
    `“${fileName}” is not a framework that can be used: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}. Nothing was imported.`,
    { cause },
  );
}

function countIndicators(framework: Pick<Framework, 'domains'>): number {
  return competenciesOf(framework).reduce((count, { indicators }) => count + indicators.length, 0);
}

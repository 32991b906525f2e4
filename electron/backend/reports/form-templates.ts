import { join } from 'node:path';
import { z } from 'zod';
import type { ReportKind } from '#shared/reports/form-template';
import {
  parseReportTemplate,
  type ReportTemplate,
  type TemplateReference,
} from '#shared/reports/report-template';
import type { Log } from '../backend';
import { writeDurably } from '../library/durable-write';
import { type FileSystem, ifMissing } from '../library/file-system';
import { UserError } from '../user-error';

export type FormTemplatesOptions = {
  fileSystem: FileSystem;
  builtInFolder: string;
  /** The library's own; made when the first is added. */
  folder: string;
  log: Log;
};

/** The layouts of one report. */
type TemplateOf<Kind extends ReportKind> = Extract<ReportTemplate, { report: Kind }>;

const REPORT_NAMES: Readonly<Record<ReportKind, string>> = {
  'session-observation': 'the form of an observed session',
  'competency-review': 'a competency review',
};

/** The layouts of reports: those that ship with the program and a school's own. */
export class FormTemplates {
  constructor(private readonly options: FormTemplatesOptions) {}

  /** Of one report, the shipped ones first, each by title. */
  async list<Kind extends ReportKind>(report: Kind): Promise<TemplateOf<Kind>[]> {
    return (await this.#listAll()).filter(
      (template): template is TemplateOf<Kind> => template.report === report,
    );
  }

  async #listAll(): Promise<ReportTemplate[]> {
    const [builtIn, own] = await Promise.all([
      this.#readFolder(this.options.builtInFolder),
      this.#readFolder(this.options.folder),
    ]);
    return [...builtIn, ...own];
  }

  /** @throws UserError `not-found` */
  async get<Kind extends ReportKind>(
    report: Kind,
    { id, edition }: TemplateReference,
  ): Promise<TemplateOf<Kind>> {
    const found = (await this.list(report)).find(
      (template) => template.id === id && template.edition === edition,
    );
    if (found) return found;
    throw new UserError(
      'not-found',
      `The layout “${id}”, edition ${edition}, is not here. Load its file first.`,
    );
  }

  /**
   * Adds a layout of one report from a file; the same again changes nothing.
   *
   * @throws UserError `bad-request` with what is wrong in it, `conflict` where its id and edition are taken
   */
  async importFile(report: ReportKind, text: string, fileName: string): Promise<ReportTemplate> {
    const template = parseTemplate(text, fileName);
    if (template.report !== report) {
      throw new UserError(
        'bad-request',
        `“${fileName}” is a layout for ${REPORT_NAMES[template.report]}, not for ${REPORT_NAMES[report]}. Load it there.`,
      );
    }
    const { id, edition } = template;
    const known = (await this.#listAll()).find((other) => other.id === id && other.edition === edition);
    if (known) {
      if (JSON.stringify(known) === JSON.stringify(template)) return known;
      throw new UserError(
        'conflict',
        `A layout ${id}, edition ${edition}, is here already with other content. Give “${fileName}” another edition.`,
      );
    }
    const { fileSystem, folder } = this.options;
    await fileSystem.mkdir(folder, { recursive: true });
    const path = join(folder, `${id}@${edition}.json`);
    await writeDurably(fileSystem, path, `${JSON.stringify(template, null, 1)}\n`, { keepBackup: false });
    return template;
  }

  async #readFolder(folder: string): Promise<ReportTemplate[]> {
    const { fileSystem, log } = this.options;
    const names = await fileSystem.readdir(folder).catch(ifMissing<string[]>([]));
    const templates: ReportTemplate[] = [];
    for (const name of names.filter((entry) => entry.endsWith('.json'))) {
      try {
        templates.push(parseTemplate(await fileSystem.readFile(join(folder, name), 'utf8'), name));
      } catch (error) {
        // One unreadable layout must not take the others away.
        log.error(`The layout ${name} cannot be read`, { error: String(error) });
      }
    }
    return templates.sort((a, b) => a.title.localeCompare(b.title) || a.edition.localeCompare(b.edition));
  }
}

function parseTemplate(text: string, fileName: string): ReportTemplate {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError('bad-request', `“${fileName}” is not a layout: it is not JSON.`, { cause: error });
  }
  const parsed = parseReportTemplate(value);
  if (parsed.success) return parsed.data;
  throw new UserError(
    'bad-request',
    `“${fileName}” is not a layout:\n${z.prettifyError(parsed.error).slice(0, 1_000)}`,
  );
}

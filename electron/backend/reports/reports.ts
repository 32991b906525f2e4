import { nameReplacer } from '#shared/privacy/replace-names';
import { namesToReplace } from '#shared/privacy/shared-names';
import { findFormGaps } from '#shared/reports/form-gaps';
import type { FormTemplate } from '#shared/reports/form-template';
import { layOutObservationForm } from '#shared/reports/observation-form';
import { mapTexts } from '#shared/reports/report-blocks';
import type { ObservationForm, ObservationFormRequest } from '#shared/reports/report-requests';
import { exportFileName } from '../exchange/export-name';
import type { Exports } from '../exchange/exports';
import { writeDurably } from '../library/durable-write';
import type { Library } from '../library/library';
import { UserError } from '../user-error';
import { dayWriter } from './day-writer';
import type { FormTemplates } from './form-templates';
import { writeDocx } from './report-docx';

export type Reports = {
  /** The layouts that forms can have. */
  templates(): Promise<FormTemplate[]>;
  /** Adds a layout from a file. */
  importTemplate(text: string, fileName: string): Promise<FormTemplate>;
  /**
   * The form of one observed session, as it will print.
   *
   * @throws UserError where the review is a draft, or may not be read yet
   */
  observationForm(request: ObservationFormRequest): Promise<ObservationForm>;
  /** Writes the same form as a word processor’s file. */
  saveObservationForm(request: ObservationFormRequest): Promise<{ exportId: string }>;
};

export type ReportsOptions = {
  library: Library;
  exports: Pick<Exports, 'begin'>;
  templates: FormTemplates;
};

/** Makes forms of what reviews say. */
export function createReports({ library, exports, templates }: ReportsOptions): Reports {
  async function layOut(request: ObservationFormRequest) {
    const { review } = await library.desk.read(request.reviewId);
    if (review.status !== 'submitted') {
      throw new UserError(
        'conflict',
        'This review is still a draft. Submit it first: a form is made of what stands.',
      );
    }
    const session = await library.sessions.get(review.sessionId);
    const framework = library.frameworks.get(review.framework);
    const template = await templates.get(request.template);
    const blocks = layOutObservationForm({
      session,
      framework,
      review,
      setting: request.setting,
      template,
      writeDay: dayWriter(template.language),
    });
    const names = request.replaceNames
      ? namesToReplace(session, library.profile.current?.preferences.replacedNames ?? [])
      : [];
    const replace = nameReplacer(names);
    const gaps = findFormGaps(review.content, framework, session.recording.durationMs);
    return {
      sessionId: session.id,
      language: template.language,
      title: replace(`${template.title}, ${session.title}`),
      blocks: mapTexts(blocks, replace),
      gaps,
    };
  }

  return {
    templates: () => templates.list(),
    importTemplate: (text, fileName) => templates.importFile(text, fileName),
    observationForm: layOut,

    async saveObservationForm(request) {
      const { blocks, title, language, sessionId } = await layOut(request);
      const content = await writeDocx(blocks, { title, language });
      await library.audit.record(sessionId, {
        type: 'form-saved',
        reviewId: request.reviewId,
        namesReplaced: request.replaceNames,
      });
      return exports.begin(
        exportFileName(title, '.docx'),
        async ({ targetPath, fileSystem }) => {
          await writeDurably(fileSystem, targetPath, content, { keepBackup: false });
          return content.byteLength;
        },
        sessionId,
      );
    },
  };
}

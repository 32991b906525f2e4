import { mentoringStand } from '#shared/mentoring/mentoring-stand';
import type { FrameworkReference } from '#shared/model/framework';
import { nameReplacer } from '#shared/privacy/replace-names';
import { namesToReplace } from '#shared/privacy/shared-names';
import { findFormGaps } from '#shared/reports/form-gaps';
import type { ReportKind } from '#shared/reports/form-template';
import { layOutMentoringLog } from '#shared/reports/mentoring-report';
import { layOutObservationForm } from '#shared/reports/observation-form';
import { mapTexts } from '#shared/reports/report-blocks';
import type {
  CompetencyReviewReport,
  CompetencyReviewRequest,
  MentoringReportRequest,
  ObservationForm,
  ObservationFormRequest,
  Report,
} from '#shared/reports/report-requests';
import { summariseTemplate, type TemplateSummary } from '#shared/reports/report-template';
import { exportFileName } from '../exchange/export-name';
import type { Exports } from '../exchange/exports';
import type { CompetencyReviewStore } from '../library/competency-review-store';
import { writeDurably } from '../library/durable-write';
import type { Library } from '../library/library';
import type { MentoringStore } from '../library/mentoring-store';
import { UserError } from '../user-error';
import { layOutSavedCompetencyReview, startCompetencyReview } from './competency-reviews';
import { dayWriter } from './day-writer';
import type { FormTemplates } from './form-templates';
import { writeDocx } from './report-docx';

export type Reports = {
  /** The layouts that a report can have. */
  templates(report: ReportKind): Promise<TemplateSummary[]>;
  /** Adds a layout of that report from a file. */
  importTemplate(report: ReportKind, text: string, fileName: string): Promise<TemplateSummary>;
  /**
   * The form of one observed session, as it will print.
   *
   * @throws UserError where the review is a draft, or may not be read yet
   */
  observationForm(request: ObservationFormRequest): Promise<ObservationForm>;
  /** Writes the same form as a word processor’s file. */
  saveObservationForm(request: ObservationFormRequest): Promise<{ exportId: string }>;
  /** Begins a competency review of a person’s sessions, and returns its id. */
  startCompetencyReview(about: {
    of: string;
    framework: FrameworkReference;
  }): Promise<{ competencyReviewId: string }>;
  /** What several observed sessions show together, as it will print. */
  competencyReview(request: CompetencyReviewRequest): Promise<CompetencyReviewReport>;
  /** @throws UserError `conflict` where a chosen session cannot be in it */
  saveCompetencyReview(request: CompetencyReviewRequest): Promise<{ exportId: string }>;
  /** The owner’s mentoring log, as it will print. */
  mentoringLog(request: MentoringReportRequest): Promise<Report>;
  saveMentoringLog(request: MentoringReportRequest): Promise<{ exportId: string }>;
};

export type ReportsOptions = {
  library: Library;
  competencyReviews: CompetencyReviewStore;
  mentoring: MentoringStore;
  exports: Pick<Exports, 'begin'>;
  templates: FormTemplates;
};

/** Makes forms of what reviews say, and the log of what was talked about with mentors. */
export function createReports(options: ReportsOptions): Reports {
  const { library, competencyReviews, mentoring, exports, templates } = options;

  async function layOutForm(request: ObservationFormRequest): Promise<ObservationForm> {
    const { review } = await library.desk.read(request.reviewId);
    if (review.status !== 'submitted') {
      throw new UserError(
        'conflict',
        'This review is still a draft. Submit it first: a form is made of what stands.',
      );
    }
    const session = await library.sessions.get(review.sessionId);
    const framework = library.frameworks.get(review.framework);
    const template = await templates.get('session-observation', request.template);
    const { setting } = request;
    const writeDay = dayWriter(template.language);
    const blocks = layOutObservationForm({ session, framework, review, setting, template, writeDay });
    const replace = nameReplacer(request.replaceNames ? namesToReplace(session, listedNames()) : []);
    return {
      sessionId: session.id,
      language: template.language,
      title: replace(`${template.title}, ${session.title}`),
      blocks: mapTexts(blocks, replace),
      gaps: findFormGaps(review.content, framework, session.recording.durationMs, setting),
    };
  }

  function layOutCompetencies(request: CompetencyReviewRequest) {
    return layOutSavedCompetencyReview(library, competencyReviews, templates, request);
  }

  async function layOutLog({ today, replaceNames }: MentoringReportRequest): Promise<Report> {
    const log = await mentoring.read();
    const { name } = library.profile.person;
    const replace = nameReplacer(replaceNames ? [{ name, replacement: 'Coach' }, ...listedNames()] : []);
    const stand = mentoringStand(log, mentoring.rules, today);
    const writeDay = dayWriter('en');
    const blocks = layOutMentoringLog({ log, stand, rules: mentoring.rules, owner: name, today, writeDay });
    return {
      title: replace(`Mentoring log, ${name}`),
      language: 'en',
      blocks: mapTexts(blocks, replace),
      gaps: [],
    };
  }

  function listedNames() {
    return library.profile.current?.preferences.replacedNames ?? [];
  }

  async function saveAsWord(
    { blocks, title, language }: Report,
    sessionIds: readonly string[],
  ): Promise<{ exportId: string }> {
    const content = await writeDocx(blocks, { title, language });
    return exports.begin(
      exportFileName(title, '.docx'),
      async ({ targetPath, fileSystem }) => {
        await writeDurably(fileSystem, targetPath, content, { keepBackup: false });
        return content.byteLength;
      },
      sessionIds,
    );
  }

  return {
    templates: async (report) => (await templates.list(report)).map(summariseTemplate),
    importTemplate: async (report, text, fileName) =>
      summariseTemplate(await templates.importFile(report, text, fileName)),
    observationForm: layOutForm,

    async saveObservationForm(request) {
      const form = await layOutForm(request);
      const { reviewId, replaceNames: namesReplaced } = request;
      await library.audit.record(form.sessionId, { type: 'form-saved', reviewId, namesReplaced });
      return saveAsWord(form, [form.sessionId]);
    },

    async startCompetencyReview(about) {
      const { id } = await startCompetencyReview(library, competencyReviews, about);
      return { competencyReviewId: id };
    },

    async competencyReview(request) {
      const { reviewIds: _, ...report } = await layOutCompetencies(request);
      return report;
    },

    async saveCompetencyReview(request) {
      const report = await layOutCompetencies(request);
      const [first] = report.left;
      if (first) {
        throw new UserError(
          'conflict',
          `A chosen session cannot be in it, so nothing was saved. ${first.reason}`,
        );
      }
      for (const { reviewId, sessionId } of report.reviewIds) {
        const namesReplaced = request.replaceNames;
        await library.audit.record(sessionId, { type: 'form-saved', reviewId, namesReplaced });
      }
      return saveAsWord(report, report.sessionIds);
    },

    mentoringLog: layOutLog,
    saveMentoringLog: async (request) => saveAsWord(await layOutLog(request), []),
  };
}

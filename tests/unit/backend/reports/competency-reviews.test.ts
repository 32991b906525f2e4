import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CompetencyReviewContent } from '#shared/model/competency-review';
import { competenciesOf } from '#shared/model/framework';
import { textsOf } from '#shared/reports/report-blocks';
import { CompetencyReviewStore } from '../../../../electron/backend/library/competency-review-store';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import type { Library } from '../../../../electron/backend/library/library';
import { MentoringStore } from '../../../../electron/backend/library/mentoring-store';
import { FormTemplates } from '../../../../electron/backend/reports/form-templates';
import { createReports, type Reports } from '../../../../electron/backend/reports/reports';
import { projectFolder } from '../../../helpers/ensure-built';
import { expectWholeInLibreOffice, HAS_LIBREOFFICE, textOfWordFile } from '../../../helpers/word-file';
import { idOf, MENTOR, sampleReview, TRAINEE } from '../exchange/sample-contents';
import { openLibrary, plantSession, sessionNumber } from '../library/test-library';
import { temporaryFolders } from '../media/temporary-folder';

const temporaryFolder = temporaryFolders();
const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };
const TEMPLATE = { id: 'competency-review', edition: '1' };

let folder: string;
let library: Library;
let store: CompetencyReviewStore;
let reports: Reports;
let saved: { name: string; path: string; sessionIds: readonly string[] }[];

/** Two sessions that came from Tara, each reviewed by the owner, the second by Tara too. */
beforeEach(async () => {
  folder = await temporaryFolder();
  const first = await openLibrary(folder);
  await first.library.profile.save({ name: MENTOR.name, role: 'mentor', credential: 'PCC' });
  const owner = first.library.profile.person;
  await first.library.close();
  const origin = { type: 'received' as const, from: TRAINEE, at: '2026-11-22T18:00:00.000Z' };
  for (const number of [1, 2]) {
    const sessionId = idOf(number);
    const reviews = [sampleReview({ id: idOf(100 + number), sessionId, reviewer: owner })];
    if (number === 2) reviews.push(sampleReview({ id: idOf(110), sessionId }));
    await plantSession(folder, sessionNumber(number, { origin, date: `2026-10-0${number}` }), reviews);
  }
  ({ library } = await openLibrary(folder));
  const log = { info: () => {}, error: () => {} };
  const layout = new LibraryLayout(folder);
  const { fileSystem } = library;
  const common = { fileSystem, layout, now: () => new Date(), onRecovery: () => {} };
  store = new CompetencyReviewStore({ ...common, newId, log });
  const rulesPath = join(projectFolder, 'resources/rules/mentoring-hours.json');
  const mentoring = await MentoringStore.open({ ...common, rulesPath });
  saved = [];
  reports = createReports({
    library,
    competencyReviews: store,
    mentoring,
    exports: {
      begin(name, write, sessionIds = []) {
        const path = join(folder, `export-${saved.length}.docx`);
        saved.push({ name, path, sessionIds });
        const signal = new AbortController().signal;
        void write({
          fileSystem,
          targetPath: path,
          temporaryPath: `${path}.t`,
          signal,
          onProgress: () => {},
        });
        return { exportId: newId() };
      },
    },
    templates: new FormTemplates({
      fileSystem,
      builtInFolder: join(projectFolder, 'resources/forms'),
      folder: layout.forms,
      log,
    }),
  });
});

async function started(changes: Partial<CompetencyReviewContent> = {}) {
  const { competencyReviewId } = await reports.startCompetencyReview({
    of: TRAINEE.profileId,
    framework: FRAMEWORK,
  });
  const { content } = await store.get(competencyReviewId);
  await store.save(competencyReviewId, { ...content, ...changes });
  return { competencyReviewId, template: TEMPLATE, replaceNames: false };
}

const one = (reviewId: string) => [{ reviewId, setting: 'one-to-one' as const }];

describe('a competency review in a library', () => {
  it('begins with one’s own reviews of the person’s sessions, and lies in a file of its own', async () => {
    const { competencyReviewId } = await started();
    const { content, of } = await store.get(competencyReviewId);
    expect(of).toBe(TRAINEE.profileId);
    expect(content.coach).toBe('Tara');
    expect(content.sessions.map(({ reviewId }) => reviewId)).toEqual([idOf(101), idOf(102)]);
    expect(await store.list()).toMatchObject([{ id: competencyReviewId, coach: 'Tara', sessions: 2 }]);
    await store.remove(competencyReviewId);
    expect(await store.list()).toEqual([]);
  });

  it('is laid out with nothing left out, and replaces names where that is wanted', async () => {
    const request = await started();
    const report = await reports.competencyReview(request);
    expect(report).toMatchObject({
      title: 'Competency review, Tara',
      left: [],
      sessionIds: [idOf(1), idOf(2)],
    });
    const texts = textsOf(report.blocks).join('\n');
    for (const expected of ['Session 1', 'Session 2', 'Solid', '0:01–0:09', 'Tara'])
      expect(texts).toContain(expected);
    const nameless = await reports.competencyReview({ ...request, replaceNames: true });
    expect(JSON.stringify([nameless.blocks, nameless.title])).not.toContain('Tara');
    expect(nameless.title).toBe('Competency review, Coach');
  });

  it('names what cannot be in it, and is not saved without it', async () => {
    const draftId = await library.desk.start(idOf(1), { id: 'role-shifts', edition: '1' });
    const other = idOf(999);
    for (const [reviewId, reason] of [
      [draftId, /still a draft/],
      [other, /not in the library any more/],
    ] as const) {
      const request = await started({ sessions: [...one(idOf(102)), ...one(reviewId)] });
      const report = await reports.competencyReview(request);
      expect(report.left).toMatchObject([{ reviewId, reason: expect.stringMatching(reason) }]);
      await expect(reports.saveCompetencyReview(request)).rejects.toThrow('nothing was saved');
    }
    expect(saved).toEqual([]);
  });

  it('keeps another’s review closed until one’s own is in, here too', async () => {
    const sessionId = idOf(3);
    await plantSession(
      folder,
      sessionNumber(3, { origin: { type: 'received', from: TRAINEE, at: '2026-11-22T18:00:00.000Z' } }),
      [sampleReview({ id: idOf(120), sessionId })],
    );
    await library.sessionChanged(sessionId);
    const report = await reports.competencyReview(await started({ sessions: one(idOf(120)) }));
    expect(report.left).toMatchObject([{ reason: expect.stringContaining('opens when yours is submitted') }]);
    expect(report.sessionIds).toEqual([]);
  });

  it('takes a correction for what it corrects, and one review of a reviewer a session', async () => {
    const correctionId = await library.desk.revise(idOf(101));
    await library.desk.submit(correctionId);
    const report = await reports.competencyReview(
      await started({ sessions: [...one(idOf(101)), ...one(correctionId)] }),
    );
    expect(report.left).toMatchObject([
      { reviewId: idOf(101), reason: expect.stringContaining('replaced by a correction') },
    ]);
    expect(report.sessionIds).toEqual([idOf(1)]);
  });

  it('refuses a review under a framework from which no crosswalk leads', async () => {
    const sessions = one(idOf(101));
    const request = await started({ framework: { id: 'role-shifts', edition: '1' }, sessions });
    const report = await reports.competencyReview(request);
    expect(report.left).toMatchObject([
      { reviewId: idOf(101), reason: expect.stringContaining('no crosswalk leads from there to') },
    ]);
  });

  it('reads a review under an earlier edition along the crosswalk, and says so', async () => {
    const sessionId = idOf(4);
    const earlier = { id: 'core-competencies', edition: '2019' };
    const { content } = sampleReview();
    const [competency] = competenciesOf(library.frameworks.get(earlier));
    const said = {
      ...content,
      moments: {},
      marks: {},
      ratings: { [competency?.code ?? '']: { value: 'no-opportunity', rationale: 'Not called for' } },
    };
    const review = sampleReview({
      id: idOf(130),
      sessionId,
      reviewer: library.profile.person,
      framework: earlier,
      content: said,
    });
    await plantSession(folder, sessionNumber(4), [review]);
    await library.sessionChanged(sessionId);
    const framework = { ...earlier, edition: '2025' };
    const report = await reports.competencyReview(await started({ framework, sessions: one(idOf(130)) }));
    expect(report.left).toEqual([]);
    const texts = textsOf(report.blocks).join('\n');
    expect(texts).toContain('its ratings are read along the crosswalk');
    expect(texts).toContain('No opportunity');
    expect(texts).toContain('Not called for');
  });

  it('becomes a Word file that holds every rating and every time, also in LibreOffice', {
    timeout: 120_000,
  }, async () => {
    const request = await started({
      judgements: { SA: { proficiency: 'shown', feedback: 'Clear & “kept”' } },
      summary: 'Grown.',
    });
    await reports.saveCompetencyReview(request);
    await expect
      .poll(() =>
        library.fileSystem.stat(saved[0]?.path ?? '').then(
          ({ size }) => size,
          () => 0,
        ),
      )
      .toBeGreaterThan(0);
    expect(saved[0]).toMatchObject({ name: 'Competency review, Tara.docx', sessionIds: [idOf(1), idOf(2)] });
    const { blocks } = await reports.competencyReview(request);
    const file = await library.fileSystem.readFile(saved[0]?.path ?? '');
    const text = await textOfWordFile(file);
    for (const expected of textsOf(blocks)) expect(text).toContain(expected);
    const history = await library.audit.list(idOf(1));
    expect(history.entries.at(-1)?.event).toMatchObject({ type: 'form-saved', reviewId: idOf(101) });
    if (!HAS_LIBREOFFICE) return;
    await expectWholeInLibreOffice(file, textsOf(blocks), folder);
  });

  it('takes a layout of its own kind alone', async () => {
    const layout = {
      schemaVersion: 1,
      id: 'own-school',
      edition: '1',
      report: 'competency-review',
      language: 'de',
      title: 'Rückblick',
      parts: [{ type: 'summary', heading: 'Alles in allem' }],
    };
    await expect(
      reports.importTemplate('session-observation', JSON.stringify(layout), 'own.json'),
    ).rejects.toThrow('“own.json” is a layout for a competency review');
    await reports.importTemplate('competency-review', JSON.stringify(layout), 'own.json');
    expect((await reports.templates('competency-review')).map(({ title }) => title)).toEqual([
      'Competency review',
      'Rückblick',
    ]);
    const report = await reports.competencyReview({
      ...(await started()),
      template: { id: 'own-school', edition: '1' },
    });
    expect(textsOf(report.blocks)).toContain('Alles in allem');
  });
});

describe('the mentoring log on paper', () => {
  it('is a Word file with every talk, also in LibreOffice', { timeout: 120_000 }, async () => {
    const request = { today: '2026-11-22', replaceNames: false };
    await reports.saveMentoringLog(request);
    await expect
      .poll(() =>
        library.fileSystem.stat(saved[0]?.path ?? '').then(
          ({ size }) => size,
          () => 0,
        ),
      )
      .toBeGreaterThan(0);
    const { blocks, title } = await reports.mentoringLog(request);
    expect(title).toBe('Mentoring log, Mina');
    const file = await library.fileSystem.readFile(saved[0]?.path ?? '');
    const text = await textOfWordFile(file);
    for (const expected of textsOf(blocks)) expect(text).toContain(expected);
    const nameless = await reports.mentoringLog({ ...request, replaceNames: true });
    expect(JSON.stringify(nameless)).not.toContain('Mina');
    if (!HAS_LIBREOFFICE) return;
    await expectWholeInLibreOffice(file, textsOf(blocks), folder);
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSpan } from '#shared/formats/moment-words';
import { type CompetencyReviewContent, competencyReviewContentSchema } from '#shared/model/competency-review';
import { competenciesOf, ratingLabel } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import type { ReviewContent } from '#shared/model/review';
import {
  GROUP_SESSIONS_NOTICE,
  layOutCompetencyReview,
  type ReviewedSession,
} from '#shared/reports/competency-review';
import { findCompetencyReviewGaps } from '#shared/reports/competency-review-gaps';
import { competencyReviewTemplateSchema } from '#shared/reports/competency-review-template';
import { type ReportBlock, textsOf } from '#shared/reports/report-blocks';
import { parseReportTemplate } from '#shared/reports/report-template';
import { projectFolder } from '../../helpers/ensure-built';
import { idOf, MENTOR, sampleReview, sampleSession } from '../backend/exchange/sample-contents';
import { shipped } from '../resources/shipped-frameworks';

const framework = shipped('agreements-and-partnering@1');
const file = JSON.parse(
  await readFile(join(projectFolder, 'resources/forms/competency-review@1.json'), 'utf8'),
);
const template = competencyReviewTemplateSchema.parse(file);
const competencies = competenciesOf(framework);

function contentOf(facts: Partial<CompetencyReviewContent> = {}): CompetencyReviewContent {
  return competencyReviewContentSchema.parse({
    coach: 'Tara',
    framework: { id: framework.id, edition: framework.edition },
    sessions: [],
    judgements: {},
    summary: '',
    ...facts,
  });
}

function reviewed(
  number: number,
  facts: Partial<ReviewedSession> = {},
  said: Partial<ReviewContent> = {},
): ReviewedSession {
  const { content } = sampleReview();
  return {
    session: sampleSession({ id: idOf(number), title: `Session ${number}`, date: `2026-10-0${number}` }),
    review: {
      ...sampleReview({ id: idOf(100 + number), sessionId: idOf(number), reviewer: MENTOR }),
      content: { ...content, ...said },
    },
    setting: 'one-to-one',
    ...facts,
  };
}

function moment(number: number, facts: Partial<Moment> = {}): Record<string, Moment> {
  const [sample] = Object.values(sampleReview().content.moments);
  if (!sample) throw new Error('The sample has a moment');
  return { [idOf(number)]: { ...sample, id: idOf(number), ...facts } };
}

function layOut(sessions: ReviewedSession[], content = contentOf()): ReportBlock[] {
  return layOutCompetencyReview({ content, framework, sessions, template, writeDay: (day) => day });
}

function gapsOf(sessions: ReviewedSession[], content = contentOf()): string[] {
  return findCompetencyReviewGaps({ content, framework, sessions });
}

describe('a competency review', () => {
  it('names the coach, the reviewers, the sessions and the time between them', () => {
    const facts = layOut([reviewed(3), reviewed(1, { setting: 'group' })]).find(
      ({ type }) => type === 'facts',
    );
    expect(
      facts?.type === 'facts' && Object.fromEntries(facts.rows.map(({ label, value }) => [label, value])),
    ).toEqual({
      Coach: 'Tara',
      'Observed by': 'Mina, PCC',
      Framework: 'Agreements and partnering, edition 1',
      'Observed sessions': '2',
      'Of these one to one': '1',
      'From the first to the last': '2026-10-01 to 2026-10-03',
    });
  });

  it('shows under each competency what was decided, every rating by date, and the evidence behind it', () => {
    const quoted = moment(21, {
      startMs: 20_000,
      endMs: undefined,
      quote: 'What would be enough?',
      note: '',
    });
    const blocks = layOut(
      [reviewed(2, {}, { moments: quoted }), reviewed(1)],
      contentOf({
        judgements: { SA: { proficiency: 'shown', feedback: 'Keep that question.' } },
        summary: 'Grown.',
      }),
    );
    const at = blocks.findIndex((block) => block.type === 'heading' && block.about === 'SA');
    const part = blocks.slice(at, at + 5);
    expect(part.map(({ type }) => type)).toEqual(['heading', 'labelled', 'labelled', 'table', 'table']);
    expect(part[1]).toMatchObject({ text: 'Shown in these sessions' });
    expect(part[2]).toMatchObject({ text: 'Keep that question.' });
    expect(part[3]).toMatchObject({
      rows: [
        [{ text: '2026-10-01' }, { text: 'Session 1' }, { text: 'Solid' }, { text: 'clear' }],
        [{ text: '2026-10-02' }, { text: 'Session 2' }, { text: 'Solid' }, { text: 'clear' }],
      ],
    });
    expect(part[4]).toMatchObject({
      rows: [
        [
          { text: 'Session 1, 2026-10-01' },
          { text: '0:01–0:09', place: { sessionId: idOf(1), startMs: 1_000 } },
          {},
          {},
        ],
        [
          { text: 'Session 2, 2026-10-02' },
          { text: '0:20', place: { sessionId: idOf(2) } },
          { text: '“What would be enough?”' },
          {},
        ],
      ],
    });
    expect(textsOf(blocks)).toContain('Grown.');
    expect(textsOf(blocks).join()).toContain('not affiliated with or endorsed by');
  });

  it('shows group sessions as formative', () => {
    const texts = textsOf(layOut([reviewed(1, { setting: 'group' })]));
    expect(texts).toContain(GROUP_SESSIONS_NOTICE);
    expect(texts).toContain('Solid (in a group)');
    expect(textsOf(layOut([reviewed(1)]))).not.toContain(GROUP_SESSIONS_NOTICE);
  });

  it('says of which edition a review was, and what of it has no place here', () => {
    const report = {
      uncarried: [
        {
          type: 'rating' as const,
          code: 'X',
          rating: { value: 'solid', rationale: '' },
          reason: 'dropped' as const,
        },
      ],
      toCheck: [],
    };
    const texts = textsOf(layOut([reviewed(1, { movedFrom: { framework: 'Another, edition 2', report } })]));
    expect(texts).toContain(
      '“Session 1” of 2026-10-01 was reviewed under Another, edition 2; its ratings are read along the crosswalk. Ratings without a place in this edition are left out: X.',
    );
  });

  it('holds every rating and every time, quote and note that is evidence, of however many sessions', () => {
    const anySession = fc.array(
      fc.record({
        startMs: fc.integer({ min: 0, max: 50_000 }),
        lengthMs: fc.integer({ min: 1, max: 9_000 }),
        quote: fc.string({ maxLength: 30 }),
        note: fc.string({ maxLength: 30 }),
        competency: fc.constantFrom(...competencies.map(({ code }) => code)),
        value: fc.nat({ max: 20 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.array(anySession, { minLength: 1, maxLength: 5 }), (drafts) => {
        const sessions = drafts.map((marks, number) => {
          const moments = Object.assign(
            {},
            ...marks.map(({ startMs, lengthMs, quote, note, competency }, at) =>
              moment(1_000 + number * 100 + at, {
                startMs,
                endMs: startMs + lengthMs,
                quote,
                note,
                indicators: [],
                competencies: [competency],
              }),
            ),
          );
          const values = framework.scales[0]?.values ?? [];
          const ratings = Object.fromEntries(
            marks.map(({ competency, value, note }) => [
              competency,
              { value: values[value % values.length]?.id, rationale: note },
            ]),
          );
          return reviewed(number + 1, {}, { moments, ratings, marks: {} });
        });
        const cells = textsOf(layOut(sessions));
        for (const { review, session } of sessions) {
          for (const each of Object.values(review.content.moments)) {
            expect(cells).toContain(formatSpan(each));
            if (each.quote.trim()) expect(cells).toContain(`“${each.quote.trim()}”`);
          }
          for (const competency of competencies) {
            const value = review.content.ratings[competency.code]?.value;
            if (value !== undefined) expect(cells).toContain(ratingLabel(framework, competency, value));
          }
          expect(cells).toContain(session.title);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('what a competency review lacks', () => {
  it('is said of its sessions: groups, self-reviews, other coaches, lost independence', () => {
    const self = reviewed(2);
    const gaps = gapsOf([
      reviewed(1, { setting: 'group' }),
      { ...self, review: { ...self.review, reviewer: { ...MENTOR, name: 'Tara' } } },
      { ...reviewed(3), session: sampleSession({ id: idOf(3), title: 'Session 3', coach: 'Robin' }) },
      {
        ...reviewed(4),
        review: {
          ...reviewed(4).review,
          independence: { independent: false, since: '2026-10-05T00:00:00Z' },
        },
      },
    ]);
    expect(gaps.slice(0, 4)).toEqual([
      '“Session 1”: in a group, so what is observed there counts only as formative.',
      'The sessions name different coaches: Tara, Robin.',
      '“Session 2”: reviewed by the coach herself.',
      '“Session 4”: reviewed after another review was seen, so not independent.',
    ]);
    expect(gapsOf([reviewed(1, { setting: 'group' })])).toContain('No session is from one-to-one mentoring.');
    expect(gapsOf([])).toEqual(['No session is chosen.']);
  });

  it('is said of each competency: never rated, rated without evidence, not decided, decided without one-to-one evidence', () => {
    const bare = reviewed(1, {}, { moments: {} });
    const gaps = gapsOf([bare], contentOf({ judgements: { SA: { proficiency: 'shown', feedback: '' } } }));
    const [first, second] = competencies;
    expect(gaps).toContain(`${first?.title} is rated “Solid” in “Session 1” without a moment as evidence.`);
    expect(gaps).toContain(
      `${first?.title} is said to be shown, and no one-to-one session has evidence for it.`,
    );
    expect(gaps).toContain(`${second?.title} is rated in none of these sessions.`);
    expect(gaps).toContain(`Whether ${second?.title} is shown is not decided.`);
    expect(gaps).not.toContain(`Whether ${first?.title} is shown is not decided.`);
  });

  it('is said of single evidence: outside the recording, without a quote, without any word', () => {
    const moments = {
      ...moment(31, { startMs: 59_000, endMs: 61_000, quote: 'late' }),
      ...moment(32, { startMs: 2_000, endMs: 3_000, quote: '', note: '' }),
      ...moment(33, { startMs: 4_000, endMs: 5_000, quote: ' ', note: 'nods' }),
    };
    const gaps = gapsOf([reviewed(1, {}, { moments })]);
    expect(gaps).toContain('The evidence at 0:59–1:01 of “Session 1” lies outside the recording.');
    expect(gaps).toContain('The evidence at 0:02–0:03 of “Session 1” has neither a quote nor a note.');
    expect(gaps).toContain('In “Session 1” evidence has a note and no quote: 0:04–0:05.');
  });
});

describe('a layout', () => {
  it('is read by the report that it names, and names the place of a fault', () => {
    expect(parseReportTemplate(file).data).toEqual(template);
    const broken = parseReportTemplate({ ...file, parts: [{ type: 'summary' }] });
    expect(broken.error?.issues[0]?.path).toEqual(['parts', 0, 'heading']);
    expect(parseReportTemplate({ ...file, report: undefined }).success).toBe(false);
  });

  it('cannot take the notice away that it is developmental', () => {
    const bare = { ...template, parts: template.parts.slice(0, 1) };
    const blocks = layOutCompetencyReview({
      content: contentOf(),
      framework,
      sessions: [],
      template: bare,
      writeDay: (day) => day,
    });
    expect(textsOf(blocks).join()).toContain('not affiliated with or endorsed by');
  });

  it('takes each review once', () => {
    const sessions = [1, 1].map((number) => ({ reviewId: idOf(number), setting: 'one-to-one' as const }));
    expect(() => contentOf({ sessions })).toThrow('names a review twice');
  });
});

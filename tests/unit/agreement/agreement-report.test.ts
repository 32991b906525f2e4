import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportAgreement } from '#shared/agreement/agreement-report';
import { sayAgreement, writeFigure, writeInterval } from '#shared/agreement/agreement-words';
import { judgedPartOf } from '#shared/agreement/judged-review';
import { longTable } from '#shared/agreement/review-tables';
import { competenciesOf, type Framework, scaleOf } from '#shared/model/framework';
import type { SubmittedReview } from '#shared/model/review';
import { idOf, MENTOR, sampleReview, TRAINEE } from '../backend/exchange/sample-contents';
import { SHIPPED, shipped } from '../resources/shipped-frameworks';

type Content = SubmittedReview['content'];

const framework = shipped('agreements-and-partnering@1');
const EMPTY: Content = { moments: {}, marks: {}, ratings: {}, feedback: {} };

function reviewBy(reviewer: SubmittedReview['reviewer'], content: Partial<Content>): SubmittedReview {
  return sampleReview({ reviewer, content: { ...EMPTY, ...content } });
}

function moments(...placed: (readonly [number: number, kind: string, startMs: number, endMs?: number])[]) {
  return Object.fromEntries(
    placed.map(([number, kind, startMs, endMs]) => [
      idOf(number),
      {
        ...(Object.values(sampleReview().content.moments)[0] as Content['moments'][string]),
        id: idOf(number),
        kind,
        startMs,
        endMs,
      },
    ]),
  ) as Content['moments'];
}

/** Any content over a framework: values of its scales, values beside them, and what is left out. */
function anyContent(of: Framework, firstId: number): fc.Arbitrary<Content> {
  const rated = competenciesOf(of).flatMap((competency) => {
    const scale = scaleOf(of, competency);
    return scale ? [[competency.code, scale.values.map(({ id }) => id)] as const] : [];
  });
  const codes = competenciesOf(of).flatMap(({ indicators }) => indicators.map(({ code }) => code));
  const states = ['observed', 'partly', 'not-observed', 'no-opportunity', 'not-assessable'] as const;
  return fc.record({
    ratings: fc
      .tuple(...rated.map(([, values]) => fc.option(fc.constantFrom(...values, 'no-opportunity'))))
      .map((chosen) =>
        Object.fromEntries(
          rated.flatMap(([code], at) => (chosen[at] ? [[code, { value: chosen[at], rationale: '' }]] : [])),
        ),
      ),
    marks: fc
      .array(fc.option(fc.constantFrom(...states)), { minLength: codes.length, maxLength: codes.length })
      .map((chosen) =>
        Object.fromEntries(
          codes.flatMap((code, at) => (chosen[at] ? [[code, { state: chosen[at], note: '' }]] : [])),
        ),
      ),
    moments: fc
      .array(
        fc.tuple(
          fc.constantFrom('partnering', 'closing'),
          fc.nat(60_000),
          fc.option(fc.integer({ min: 1, max: 9_000 })),
        ),
        {
          maxLength: 12,
        },
      )
      .map((drafts) =>
        moments(
          ...drafts.map(
            ([kind, startMs, lengthMs], at) =>
              [firstId + at, kind, startMs, ...(lengthMs === null ? [] : [startMs + lengthMs])] as never,
          ),
        ),
      ),
    feedback: fc.constant({}),
  });
}

describe('how far two reviewers agree', () => {
  const first = reviewBy(TRAINEE, {
    ratings: { SA: { value: 'solid', rationale: '' }, PT: { value: 'solid', rationale: '' } },
    marks: {
      'SA.1': { state: 'observed', note: '' },
      'SA.2': { state: 'partly', note: '' },
      'SA.3': { state: 'no-opportunity', note: '' },
    },
    moments: moments(
      [1, 'partnering', 1_000, 5_000],
      [2, 'partnering', 40_000],
      [3, 'closing', 50_000, 55_000],
    ),
  });
  const second = reviewBy(MENTOR, {
    ratings: { SA: { value: 'solid', rationale: '' }, PT: { value: 'no-opportunity', rationale: '' } },
    marks: {
      'SA.1': { state: 'observed', note: '' },
      'SA.2': { state: 'observed', note: '' },
      'SA.3': { state: 'observed', note: '' },
    },
    moments: moments([11, 'partnering', 3_000, 8_000], [12, 'partnering', 20_000], [13, 'closing', 52_000]),
  });
  const report = reportAgreement(framework, [first, second]);

  it('is counted in moments, kind by kind', () => {
    expect(report.moments.map(({ kind, matched, alone }) => ({ kind, matched, alone }))).toEqual([
      { kind: 'partnering', matched: 1, alone: [1, 1] },
      { kind: 'closing', matched: 1, alone: [0, 0] },
    ]);
    expect([...report.aloneIds].sort()).toEqual([idOf(2), idOf(12)].sort());
  });

  it('takes what stands beside the scale into no figure', () => {
    const [ratings, marks] = report.judgements;
    expect(ratings).toMatchObject({
      commonUnits: 1,
      sameUnits: 1,
      offScale: { noOpportunity: 1, notAssessable: 0 },
    });
    expect(marks).toMatchObject({
      commonUnits: 2,
      sameUnits: 1,
      offScale: { noOpportunity: 1, notAssessable: 0 },
    });
    expect(marks?.prevalence).toEqual([
      { label: 'Not observed', part: 0 },
      { label: 'Partly', part: 0.25 },
      { label: 'Observed', part: 0.75 },
    ]);
    expect(marks?.figures[0]?.figure).toEqual({ isDefined: true, value: 0.5, units: 2 });
  });

  it('says that few units are few, and why a figure has no value', () => {
    const [ratings] = report.judgements;
    expect(ratings && sayAgreement(ratings)).toBe(
      'Of 1 competencies that two or more of you judged, 1 was judged the same by all. That is fewer than 20: talk about the differences themselves, the figures can swing by chance.',
    );
    const alpha = ratings?.figures.find(({ id }) => id === 'alpha');
    expect(alpha && writeFigure(alpha.figure)).toBe('– (only one in common)');
    expect(alpha && writeInterval(alpha)).toBe('');
  });

  it('goes out as a long table, a line a judgement', () => {
    const lines = longTable(framework, [first, second]).split('\r\n');
    expect(lines[0]).toBe('"reviewer","what","unit","value","place","start_ms","end_ms"');
    expect(lines).toContain('"Tara","rating","SA","solid","3","",""');
    expect(lines).toContain('"Mina","rating","PT","no-opportunity","","",""');
    expect(lines).toContain('"Tara","mark","SA.2","partly","1","",""');
    expect(lines).toContain('"Mina","moment","closing","shown","","52000",""');
    expect(lines).toHaveLength(1 + 5 + 3 + 5 + 3 + 1);
  });
});

/** Every figure of a report; -9 for one without a value. */
function valuesOf({ judgements }: ReturnType<typeof reportAgreement>): number[] {
  return judgements.flatMap(({ figures }) =>
    figures.map(({ figure }) => (figure.isDefined ? figure.value : -9)),
  );
}

describe('whatever reviewers say, in every framework', () => {
  it.each(SHIPPED.map((each) => [`${each.id}@${each.edition}`, each] as const))(
    'of %s no figure is NaN',
    (_, each) => {
      fc.assert(
        fc.property(anyContent(each, 100), anyContent(each, 200), anyContent(each, 300), (...contents) => {
          const reviews = contents.map((content, at) =>
            reviewBy({ ...MENTOR, profileId: idOf(50 + at) }, content),
          );
          const { judgements, moments: kinds, momentKappa } = reportAgreement(each, reviews);
          const figures = [
            ...judgements.flatMap((judgement) => judgement.figures.map(({ figure }) => figure)),
            ...kinds.map(({ f }) => f),
            momentKappa,
          ];
          for (const figure of figures) expect(writeFigure(figure)).not.toMatch(/NaN|Infinity/);
          for (const { prevalence } of judgements) {
            expect(prevalence.reduce((total, { part }) => total + part, 0)).toBeCloseTo(1, 9);
          }
        }),
        { numRuns: 8 },
      );
    },
  );

  it('the same said twice agrees wholly, with nothing alone', () => {
    fc.assert(
      fc.property(anyContent(framework, 100), (content) => {
        const other = {
          ...content,
          moments: Object.fromEntries(
            Object.values(content.moments).map((moment, at) => [
              idOf(400 + at),
              { ...moment, id: idOf(400 + at) },
            ]),
          ),
        };
        const report = reportAgreement(framework, [reviewBy(TRAINEE, content), reviewBy(MENTOR, other)]);
        for (const { figures, sameUnits, commonUnits } of report.judgements) {
          expect(sameUnits).toBe(commonUnits);
          for (const { figure } of figures) if (figure.isDefined) expect(figure.value).toBe(1);
        }
        expect(report.aloneIds.size).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('who comes first changes nothing', () => {
    fc.assert(
      fc.property(anyContent(framework, 100), anyContent(framework, 200), (one, two) => {
        const [a, b] = [reviewBy(TRAINEE, one), reviewBy(MENTOR, two)];
        const [there, back] = [reportAgreement(framework, [a, b]), reportAgreement(framework, [b, a])];
        const [forward, backward] = [valuesOf(there), valuesOf(back)];
        expect(forward).toHaveLength(backward.length);
        forward.forEach((value, at) => {
          expect(value).toBeCloseTo(backward[at] ?? Number.NaN, 9);
        });
        expect(there.moments.map(({ matched }) => matched)).toEqual(
          back.moments.map(({ matched }) => matched),
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('what is handed on to be judged', () => {
  it('leads to the same figures as the whole reviews, and holds no word that anyone wrote', () => {
    const placed = moments([1, 'closing', 1_000, 9_000], [2, 'partnering', 20_000], [3, 'closing', 50_000]);
    const written = Object.values(placed).map(
      (moment) => [moment.id, { ...moment, note: 'a secret' }] as const,
    );
    const reviews = [
      reviewBy(TRAINEE, {
        moments: Object.fromEntries(written),
        marks: { 'SA.1': { state: 'observed', note: 'a secret' } },
        ratings: { SA: { value: 'solid', rationale: 'a secret' } },
        feedback: { strengths: 'a secret' },
      }),
      reviewBy(MENTOR, { moments: moments([4, 'closing', 2_000, 8_000]) }),
    ];
    const judged = reviews.map(judgedPartOf);
    expect(reportAgreement(framework, judged)).toEqual(reportAgreement(framework, reviews));
    expect(JSON.stringify(judged)).not.toContain('a secret');
  });
});

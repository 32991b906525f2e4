import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportAgreement } from '#shared/agreement/agreement-report';
import { sayAgreement, writeFigure } from '#shared/agreement/agreement-words';
import { agreeBySegment, WINDOWS_MS } from '#shared/agreement/segment-agreement';
import { whoCounts } from '#shared/agreement/who-counts';
import { competenciesOf } from '#shared/model/framework';
import { TRAIL_KINDS } from '#shared/model/moment';
import type { SubmittedReview } from '#shared/model/review';
import { randomNumbers } from '../../helpers/random-numbers';
import { idOf, MENTOR, sampleReview, TRAINEE } from '../backend/exchange/sample-contents';
import { shipped } from '../resources/shipped-frameworks';

type Content = SubmittedReview['content'];

const framework = shipped('agreements-and-partnering@1');
const HOUR = 3_600_000;
const TEN_MINUTES = 600_000;
const [SAMPLE] = Object.values(sampleReview().content.moments);

function momentsAt(kind: string, starts: readonly number[], from: number): Content['moments'] {
  return Object.fromEntries(
    starts.map((startMs, at) => {
      const id = idOf(from + at);
      return [id, { ...(SAMPLE as Content['moments'][string]), id, kind, startMs, endMs: startMs + 5_000 }];
    }),
  );
}

/** Only the content, so that nothing has to be sealed. */
function said(content: Partial<Content>, number = 1): SubmittedReview {
  const review = REVIEW;
  return {
    ...review,
    id: idOf(number),
    content: { moments: {}, marks: {}, ratings: {}, feedback: {}, ...content },
  };
}
const REVIEW = sampleReview();

describe('agreement by stretches', () => {
  const first = said({ moments: momentsAt('partnering', [10_000, 70_000], 100) });
  const second = said({ moments: momentsAt('partnering', [12_000, 200_000], 200) });

  it('counts the stretches that all, some and nobody marked', () => {
    const { windows, byAll, bySome, byNobody, figures } = agreeBySegment(
      [first, second],
      'partnering',
      300_000,
      30_000,
    );
    expect([windows, byAll, bySome, byNobody]).toEqual([10, 1, 2, 7]);
    expect(figures.map(({ id, label }) => `${id}: ${label}`)).toContain('kappa: Cohen’s kappa');
    const percent = figures.find(({ id }) => id === 'percent')?.figure;
    expect(percent).toMatchObject({ isDefined: true, value: 0.8, units: 10 });
  });

  it('takes Fleiss for more than two, and says why there is no figure where nobody marked the kind', () => {
    const { byNobody, figures } = agreeBySegment([first, second, first], 'closing', 60_000, 10_000);
    expect(byNobody).toBe(6);
    expect(figures.find(({ id }) => id === 'kappa')).toMatchObject({ label: 'Fleiss’ kappa' });
    expect(figures.map(({ figure }) => writeFigure(figure)).join()).not.toContain('NaN');
    expect(figures.find(({ id }) => id === 'alpha')?.figure).toMatchObject({ reason: 'one-category-only' });
  });

  it('covers the session with every window, whatever was marked, in whatever order reviewers stand', () => {
    const anyStarts = fc.array(fc.integer({ min: 0, max: TEN_MINUTES - 6_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(anyStarts, anyStarts, fc.constantFrom(...WINDOWS_MS), (a, b, windowMs) => {
        const reviews = [
          said({ moments: momentsAt('closing', a, 100) }),
          said({ moments: momentsAt('closing', b, 200) }),
        ];
        const there = agreeBySegment(reviews, 'closing', TEN_MINUTES, windowMs);
        const back = agreeBySegment(reviews.toReversed(), 'closing', TEN_MINUTES, windowMs);
        expect(there.windows).toBe(TEN_MINUTES / windowMs);
        expect(there.byAll + there.bySome + there.byNobody).toBe(there.windows);
        expect([back.byAll, back.bySome]).toEqual([there.byAll, there.bySome]);
      }),
      { numRuns: 8 },
    );
  });
});

describe('sums of a session', () => {
  it('can be the same where no single moment is', () => {
    const [first, second] = [0, 600_000].map((shift, at) =>
      said({
        moments: {
          ...momentsAt('partnering', [shift, shift + 60_000, shift + 120_000], 100 + at * 50),
          ...momentsAt('closing', [shift + 300_000], 300 + at * 50),
        },
      }),
    ) as [SubmittedReview, SubmittedReview];
    const { totals, pairs, moments } = reportAgreement(framework, [first, second]);
    expect(totals.rows.map(({ kind, counts }) => [kind, ...counts])).toEqual([
      ['partnering', 3, 3],
      ['closing', 1, 1],
    ]);
    expect(totals.icc).toMatchObject({ isDefined: true, value: 1 });
    expect(moments.every(({ matched }) => matched === 0)).toBe(true);
    expect(pairs).toMatchObject([{ matched: 0, onlyFirst: 4, onlySecond: 4, f: { value: 0 } }]);
  });

  it('have no figure where nobody marked anything', () => {
    const { totals, pairs, moments, judgements } = reportAgreement(framework, [said({}), said({})]);
    expect([totals.rows, moments, judgements]).toEqual([[], [], []]);
    expect(totals.icc).toMatchObject({ isDefined: false, reason: 'no-common-units' });
    expect(pairs).toMatchObject([{ f: { isDefined: false }, kappa: { isDefined: false } }]);
  });
});

describe('ratings', () => {
  const codes = competenciesOf(framework).map(({ code }) => code);
  const rate = (values: (at: number) => string) =>
    said({
      ratings: Object.fromEntries(codes.map((code, at) => [code, { value: values(at), rationale: '' }])),
    });

  it('have an intraclass correlation, the checklist has none', () => {
    const values = framework.scales[0]?.values.map(({ id }) => id) ?? [];
    const { judgements } = reportAgreement(framework, [
      rate((at) => values[at % values.length] ?? ''),
      rate((at) => values[at % values.length] ?? ''),
    ]);
    const icc = judgements[0]?.figures.find(({ id }) => id === 'icc');
    expect(icc).toMatchObject({ label: 'Intraclass correlation, ICC(2,1)', figure: { value: 1 } });
    expect(judgements.find(({ id }) => id === 'marks')?.figures.some(({ id }) => id === 'icc')).toBeFalsy();
    expect(judgements[0] && sayAgreement(judgements[0])).toContain('That is fewer than 20');
  });

  it('off the scale, or of another edition’s scale, are in no figure', () => {
    const { judgements } = reportAgreement(framework, [
      rate(() => 'of-another-scale'),
      rate(() => 'no-opportunity'),
    ]);
    expect(judgements).toEqual([]);
  });
});

describe('who counts', () => {
  const by = (number: number, facts: Partial<SubmittedReview>): SubmittedReview => ({
    ...said({}, number),
    ...facts,
  });
  const dependent = { independence: { independent: false as const, since: '2026-11-01T00:00:00Z' } };

  it('is everyone who formed her view alone; others where that is asked for', () => {
    const reviews = [by(1, { reviewer: TRAINEE, ...dependent }), by(2, { reviewer: MENTOR })];
    expect(whoCounts(reviews, { takesDependent: false })).toMatchObject({
      counted: [{ id: idOf(2) }],
      left: [{ reviewId: idOf(1), reason: 'not-independent' }],
    });
    expect(whoCounts(reviews, { takesDependent: true }).counted).toHaveLength(2);
  });

  it('is the same reviewer once, by her latest', () => {
    const seal = (submittedAt: string) => ({ seal: { ...REVIEW.seal, submittedAt } });
    const reviews = [
      by(1, { reviewer: MENTOR, ...seal('2026-11-02T00:00:00Z') }),
      by(2, { reviewer: TRAINEE }),
      by(3, { reviewer: MENTOR, ...seal('2026-11-01T00:00:00Z') }),
    ];
    const { counted, left } = whoCounts(reviews, { takesDependent: false });
    expect(counted.map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
    expect(left).toEqual([{ reviewId: idOf(3), reason: 'same-reviewer' }]);
  });
});

it('ten reviewers with 2,000 moments each are compared in seconds', { timeout: 60_000 }, () => {
  const random = randomNumbers(3);
  const reviews = Array.from({ length: 10 }, (_, reviewer) => {
    const moments = Object.assign(
      {},
      ...TRAIL_KINDS.map(({ id }, kind) =>
        momentsAt(
          id,
          Array.from({ length: 222 }, () => Math.floor(random() * (HOUR - 10_000))),
          1_000_000 + reviewer * 10_000 + kind * 1_000,
        ),
      ),
    );
    return said({ moments }, reviewer + 1);
  });
  const before = performance.now();
  const { pairs, moments } = reportAgreement(framework, reviews);
  const took = performance.now() - before;
  expect(pairs).toHaveLength(45);
  expect(moments).toHaveLength(TRAIL_KINDS.length);
  expect(took).toBeLessThan(30_000);
});

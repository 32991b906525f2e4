import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapInterval } from '#shared/agreement/bootstrap';
import {
  compareEvents,
  eventKappa,
  type KindOfMoment,
  segmentRatings,
} from '#shared/agreement/event-agreement';
import { gwetAgreement } from '#shared/agreement/gwet';
import { intraclassCorrelation } from '#shared/agreement/intraclass-correlation';
import { cohenKappa, fleissKappa } from '#shared/agreement/kappa';
import { krippendorffAlpha } from '#shared/agreement/krippendorff';
import { percentAgreement } from '#shared/agreement/percent-agreement';
import type { Figure, Ratings } from '#shared/agreement/ratings';
import { randomNumbers } from '../../helpers/random-numbers';

const CATEGORIES = [1, 2, 3, 4];

/** Every statistic over a table of any number of reviewers; those that cannot be had of it say so. */
const STATISTICS: Readonly<Record<string, (ratings: Ratings<number>) => Figure>> = {
  'percent agreement': (ratings) => percentAgreement(ratings, { categories: CATEGORIES }),
  'Fleiss’ kappa': (ratings) => fleissKappa(ratings, { categories: CATEGORIES }),
  'weighted Fleiss’ kappa': (ratings) =>
    fleissKappa(ratings, { weights: 'quadratic', categories: CATEGORIES }),
  AC1: (ratings) => gwetAgreement(ratings, { categories: CATEGORIES }),
  AC2: (ratings) => gwetAgreement(ratings, { weights: 'linear', categories: CATEGORIES }),
  'nominal alpha': (ratings) => krippendorffAlpha(ratings, 'nominal'),
  'ordinal alpha': (ratings) => krippendorffAlpha(ratings, 'ordinal'),
  'interval alpha': (ratings) => krippendorffAlpha(ratings, 'interval'),
  'ratio alpha': (ratings) => krippendorffAlpha(ratings, 'ratio'),
  'ICC(1,1)': (ratings) => intraclassCorrelation(ratings, '1,1'),
  'ICC(2,1)': (ratings) => intraclassCorrelation(ratings, '2,1'),
  'ICC(3,k)': (ratings) => intraclassCorrelation(ratings, '3,k'),
};
const CORRECTED = Object.entries(STATISTICS).filter(([name]) => name !== 'percent agreement');

const rating = fc.option(fc.constantFrom(...CATEGORIES), { nil: undefined, freq: 5 });
const tables = fc
  .integer({ min: 2, max: 6 })
  .chain((reviewers) =>
    fc.array(fc.array(rating, { minLength: reviewers, maxLength: reviewers }), { maxLength: 25 }),
  );

const close = (a: Figure, b: Figure) =>
  a.isDefined && b.isDefined ? Math.abs(a.value - b.value) < 1e-9 : a.isDefined === b.isDefined;

describe.each(Object.entries(STATISTICS))('%s', (_name, statistic) => {
  it('is the same in whatever order reviewers and units stand', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 0, max: 5 }), (table, turn) => {
        const reordered = table
          .toReversed()
          .map((row) => [...row.slice(turn % row.length), ...row.slice(0, turn % row.length)]);
        expect(close(statistic(table), statistic(reordered))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same in every order where the units do not differ at all', () => {
    const table = [
      [2, 4, 4, 1, 3],
      [4, 2, 2, 2, 4],
      [1, 3, 4, 3, 3],
    ];
    expect(close(statistic(table), statistic(table.toReversed()))).toBe(true);
  });

  it('is a number or says why not, never NaN, and never above 1', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const figure = statistic(table);
        if (figure.isDefined) {
          expect(Number.isFinite(figure.value)).toBe(true);
          expect(figure.value).toBeLessThanOrEqual(1);
          expect(figure.units).toBeGreaterThan(0);
        } else {
          expect(figure.reason).toMatch(/^[a-z-]+$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is 1 where all agree and the units differ', () => {
    const table = CATEGORIES.flatMap((value) => Array.from({ length: 3 }, () => [value, value, value]));
    expect(statistic(table)).toMatchObject({ isDefined: true, value: 1 });
  });
});

it.each(CORRECTED)('%s is near 0 for codings at random', (_name, statistic) => {
  const random = randomNumbers(7);
  const table = Array.from({ length: 4_000 }, () =>
    Array.from({ length: 3 }, () => CATEGORIES[Math.floor(random() * CATEGORIES.length)]),
  );
  const figure = statistic(table);
  expect(figure.isDefined && Math.abs(figure.value)).toBeLessThan(0.06);
});

describe('what cannot be said is named', () => {
  const same = [
    [2, 2],
    [2, 2],
  ];
  it.each<[string, Figure, string]>([
    ['no units', percentAgreement([]), 'no-common-units'],
    [
      'no unit in common',
      fleissKappa([
        [1, undefined],
        [undefined, 2],
      ]),
      'no-common-units',
    ],
    ['one category only, by kappa', cohenKappa(same), 'one-category-only'],
    ['one category only, by alpha', krippendorffAlpha(same, 'nominal'), 'one-category-only'],
    ['one category on the scale', gwetAgreement(same), 'one-category-only'],
    ['one unit only', krippendorffAlpha([[2, 2]], 'interval'), 'one-unit-only'],
    ['one unit only, by ICC', intraclassCorrelation([[2, 3]], '2,1'), 'one-unit-only'],
    ['no variation', intraclassCorrelation(same, '2,1'), 'no-variation'],
    ['three reviewers for two', cohenKappa([[1, 2, 3]]), 'unsuitable-table'],
    ['nobody marked anything', compareEvents([], [], 2_000).f, 'no-common-units'],
    ['nobody marked anything, by kinds', eventKappa([], [], 2_000), 'no-common-units'],
  ])('%s', (_name, figure, reason) => {
    expect(figure).toMatchObject({ isDefined: false, reason });
  });

  it('but a scale on which one value alone was used has an AC1', () => {
    expect(gwetAgreement(same, { categories: CATEGORIES })).toMatchObject({ isDefined: true, value: 1 });
  });
});

describe('a bootstrap interval', () => {
  const table = Array.from({ length: 30 }, (_, unit) => [
    1 + (unit % 4),
    unit % 3 === 0 ? 1 : 1 + (unit % 4),
  ]);
  const figureOf = (rows: readonly (readonly number[])[]) => fleissKappa(rows, { categories: CATEGORIES });

  it('is the same for the same seed, another for another, and holds the figure', () => {
    const first = bootstrapInterval(table, figureOf, { seed: 1 });
    expect(bootstrapInterval(table, figureOf, { seed: 1 })).toEqual(first);
    expect(bootstrapInterval(table, figureOf, { seed: 2 })).not.toEqual(first);
    const figure = figureOf(table);
    if (!first || !figure.isDefined) throw new Error('Both have a value here');
    expect(first.low).toBeLessThan(figure.value);
    expect(first.high).toBeGreaterThan(figure.value);
  });

  it('is absent for one unit, and where most samples have no value', () => {
    expect(bootstrapInterval(table.slice(0, 1), figureOf, { seed: 1 })).toBeUndefined();
    expect(
      bootstrapInterval(
        [
          [1, 1],
          [1, 1],
        ],
        figureOf,
        { seed: 1 },
      ),
    ).toBeUndefined();
  });
});

describe('events', () => {
  const kinds = (drawn: readonly [string, number][], prefix: string): KindOfMoment[] =>
    drawn.map(([kind, startMs], index) => ({ id: `${prefix}${index}`, kind, startMs }));

  it('have figures from their matching', () => {
    const { precision, recall, f } = compareEvents(
      kinds(
        [
          ['a', 0],
          ['a', 10_000],
          ['a', 20_000],
        ],
        'x',
      ),
      kinds(
        [
          ['a', 500],
          ['a', 50_000],
        ],
        'y',
      ),
      2_000,
    );
    expect([precision, recall, f]).toMatchObject([{ value: 1 / 2 }, { value: 1 / 3 }, { value: 2 / 5 }]);
  });

  it('of the same kinds at the same times have a kappa of 1, and of swapped kinds one below 0', () => {
    const first = kinds(
      [
        ['a', 0],
        ['b', 10_000],
        ['a', 20_000],
        ['b', 30_000],
      ],
      'x',
    );
    const swapped = first.map(({ kind, ...event }) => ({ ...event, kind: kind === 'a' ? 'b' : 'a' }));
    expect(eventKappa(first, first, 2_000)).toMatchObject({ value: 1 });
    const opposite = eventKappa(first, swapped, 2_000);
    expect(opposite.isDefined && opposite.value).toBeLessThan(0);
  });

  it('lower the kappa when one reviewer misses some', () => {
    const first = kinds(
      [
        ['a', 0],
        ['b', 10_000],
        ['a', 20_000],
        ['b', 30_000],
      ],
      'x',
    );
    const figure = eventKappa(first, first.slice(0, 3), 2_000);
    expect(figure.isDefined && figure.value).toBeGreaterThan(0.3);
    expect(figure.isDefined && figure.value).toBeLessThan(1);
  });

  it('fall into every window that they touch', () => {
    const ratings = segmentRatings(
      [
        [
          { id: 'a', startMs: 9_999 },
          { id: 'b', startMs: 25_000, endMs: 30_001 },
        ],
        [],
      ],
      35_000,
      10_000,
    );
    expect(ratings).toEqual([
      [1, 0],
      [0, 0],
      [1, 0],
      [1, 0],
    ]);
  });
});

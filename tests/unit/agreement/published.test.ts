import { describe, expect, it } from 'vitest';
import { gwetAgreement } from '#shared/agreement/gwet';
import { type IntraclassForm, intraclassCorrelation } from '#shared/agreement/intraclass-correlation';
import { cohenKappa, fleissKappa, kappaOfTable } from '#shared/agreement/kappa';
import { krippendorffAlpha, type Metric } from '#shared/agreement/krippendorff';
import { percentAgreement } from '#shared/agreement/percent-agreement';
import type { Ratings } from '#shared/agreement/ratings';
import { type WeightKind, weightsOf } from '#shared/agreement/weights';
import { byReviewer, FOUR_OBSERVERS, numbers, ratingsOf, ratingsOfCounts, to } from './written-ratings';

/** Gwet, K. L. (2014). Handbook of Inter-Rater Reliability, 4th edition, table 3.5, A to C as 1 to 3. */
const GWET_3_5 = numbers(byReviewer('1 2 3 3 2 2 1 1 2 2 .', '. 3 3 3 2 . 1 2 2 2 3'));

describe('Cohen’s kappa equals', () => {
  it('that of Cohen (1968), Psychological Bulletin 70, table 1: .492, weighted .348', () => {
    const proportions = [
      [0.44, 0.05, 0.01],
      [0.07, 0.2, 0.03],
      [0.09, 0.05, 0.06],
    ];
    expect(to(3, kappaOfTable(proportions, weightsOf('identity', 3)))).toBe('0.492');
    const disagreement = [
      [0, 1, 3],
      [1, 0, 6],
      [3, 6, 0],
    ];
    const weights = disagreement.map((row) => row.map((weight) => 1 - weight / 6));
    expect(to(3, kappaOfTable(proportions, weights))).toBe('0.348');
  });

  it.each<[WeightKind, string]>([
    ['identity', '0.4842'],
    ['linear', '0.4701'],
  ])('that of the printout of SAS which statsmodels 0.13.5 tests against, %s: %s', (weights, expected) => {
    const table = [
      [0, 4, 1],
      [0, 8, 0],
      [0, 1, 5],
    ];
    expect(to(4, cohenKappa(ratingsOf(table), { weights }))).toBe(expected);
  });

  it.each<[WeightKind, string]>([
    ['identity', '-0.006289'],
    ['linear', '0.145907'],
    ['quadratic', '0.252033'],
  ])('that of kappa2(anxiety[, 2:3]) in the R package irr, %s: %s', (weights, expected) => {
    const anxiety = byReviewer(
      '3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4',
      '2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2',
    );
    expect(to(6, cohenKappa(numbers(anxiety), { weights }))).toBe(expected);
  });

  it('0.40, 0.1304 and 0.2593 in the worked tables of the article on Cohen’s kappa in Wikipedia', () => {
    const tables = [
      [20, 5, 10, 15],
      [45, 15, 25, 15],
      [25, 35, 5, 35],
    ].map(([a = 0, b = 0, c = 0, d = 0]) =>
      ratingsOf([
        [a, b],
        [c, d],
      ]),
    );
    expect(tables.map((table) => to(4, cohenKappa(table)))).toEqual(['0.4000', '0.1304', '0.2593']);
  });
});

describe('Fleiss’ kappa equals', () => {
  it('that of Fleiss (1971), Psychological Bulletin 76: 30 patients, 6 psychiatrists, .430', () => {
    // As in `diagnoses` of the R package irr and of statsmodels, which both print .430 for it.
    const diagnoses =
      '444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445 ' +
      '333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555';
    const ratings = diagnoses.split(' ').map((unit) => [...unit].map(Number));
    expect(to(3, fleissKappa(ratings))).toBe('0.430');
    expect(to(7, fleissKappa(ratings))).toBe('0.4302445');
  });

  it('that of the worked example of its article in Wikipedia: 10 units, 14 raters, 0.210', () => {
    const counts = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ];
    expect(to(3, fleissKappa(ratingsOfCounts(counts)))).toBe('0.210');
  });

  it('those of Randolph’s online calculator that statsmodels 0.13.5 tests against', () => {
    expect(
      to(
        6,
        fleissKappa(
          ratingsOfCounts([
            [7, 1],
            [3, 5],
          ]),
        ),
      ),
    ).toBe('0.161905');
    expect(
      to(
        6,
        fleissKappa(
          ratingsOfCounts([
            [6, 1, 0],
            [0, 7, 0],
          ]),
        ),
      ),
    ).toBe('0.708333');
  });

  it('0.76117 with missing ratings, as Gwet’s package irrCAC prints', () => {
    expect(to(5, fleissKappa(FOUR_OBSERVERS))).toBe('0.76117');
  });
});

describe('Krippendorff’s alpha equals', () => {
  it('that of Krippendorff (2011), example A: two observers, two values, .095', () => {
    expect(
      to(
        3,
        krippendorffAlpha(
          byReviewer('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0') as Ratings<string>,
          'nominal',
        ),
      ),
    ).toBe('0.095');
  });

  it('that of Krippendorff (2011), example B: two observers, five values, .692', () => {
    const ratings = byReviewer('a a b b d c c c e d d a', 'b a b b b c c c e d d d') as Ratings<string>;
    expect(to(3, krippendorffAlpha(ratings, 'nominal'))).toBe('0.692');
  });

  it.each<[Metric, string]>([
    ['nominal', '0.743'],
    ['ordinal', '0.815'],
    ['interval', '0.849'],
    ['ratio', '0.797'],
  ])('that of Krippendorff (2011), example C: four observers, missing data, %s %s', (metric, expected) => {
    expect(to(3, krippendorffAlpha(FOUR_OBSERVERS, metric))).toBe(expected);
  });
});

describe('Gwet’s coefficient equals', () => {
  it('0.77544 for example C, as Gwet’s package irrCAC prints', () => {
    expect(to(5, gwetAgreement(FOUR_OBSERVERS))).toBe('0.77544');
  });

  it.each<[WeightKind, string]>([
    ['linear', '0.859'],
    ['quadratic', '0.914'],
  ])('AC2 of the same with %s weights, in the tests of irrCAC for Python: %s', (weights, expected) => {
    expect(to(3, gwetAgreement(FOUR_OBSERVERS, { weights }))).toBe(expected);
  });

  it('AC2 of Gwet (2014), example 3.2, as the R package agreement corrects it: 0.8261', () => {
    expect(to(4, gwetAgreement(GWET_3_5, { weights: 'quadratic' }))).toBe('0.8261');
    expect(to(4, percentAgreement(GWET_3_5, { weights: 'quadratic' }))).toBe('0.9375');
    expect(to(4, fleissKappa(GWET_3_5, { weights: 'quadratic' }))).toBe('0.7673');
    expect(to(4, krippendorffAlpha(GWET_3_5, 'interval'))).toBe('0.7581');
  });
});

describe('percent agreement equals', () => {
  it('0.8181818 for example C, as irrCAC prints, and the parts of the tables above', () => {
    expect(to(7, percentAgreement(FOUR_OBSERVERS))).toBe('0.8181818');
    expect(to(3, percentAgreement(FOUR_OBSERVERS, { weights: 'linear' }))).toBe('0.939');
    expect(
      to(
        2,
        percentAgreement(
          ratingsOf([
            [20, 5],
            [10, 15],
          ]),
        ),
      ),
    ).toBe('0.70');
  });
});

describe('intraclass correlations equal', () => {
  /** Shrout, P. E. and Fleiss, J. L. (1979). Psychological Bulletin 86, table 2: six targets, four judges. */
  const SHROUT_FLEISS = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
  ];

  it.each<[IntraclassForm, string]>([
    ['1,1', '0.17'],
    ['2,1', '0.29'],
    ['3,1', '0.71'],
    ['1,k', '0.44'],
    ['2,k', '0.62'],
    ['3,k', '0.91'],
  ])('those of Shrout and Fleiss (1979), table 4: ICC(%s) is %s', (form, expected) => {
    expect(to(2, intraclassCorrelation(SHROUT_FLEISS, form))).toBe(expected);
  });

  it('0.198 with -0.039 to 0.494 for anxiety in the R package irr: two-way, agreement, single', () => {
    const anxiety = numbers(
      byReviewer(
        '3 3 3 4 5 5 2 3 5 2 2 6 1 5 2 2 1 2 4 3',
        '3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4',
        '2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2',
      ),
    );
    const { interval, ...figure } = intraclassCorrelation(anxiety, '2,1');
    expect(to(2, figure)).toBe('0.20');
    expect([interval?.low.toFixed(3), interval?.high.toFixed(3)]).toEqual(['-0.039', '0.494']);
  });
});

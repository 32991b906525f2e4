import { describe, expect, it } from 'vitest';
import { gwetAgreement } from '#shared/agreement/gwet';
import { type IntraclassForm, intraclassCorrelation } from '#shared/agreement/intraclass-correlation';
import { cohenKappa, fleissKappa } from '#shared/agreement/kappa';
import { krippendorffAlpha, type Metric } from '#shared/agreement/krippendorff';
import { percentAgreement } from '#shared/agreement/percent-agreement';
import type { Ratings } from '#shared/agreement/ratings';
import type { WeightKind } from '#shared/agreement/weights';
import { byReviewer, numbers, ratingsOf, ratingsOfCounts, to } from './written-ratings';

// With published.test.ts: at least three worked examples for each statistic and each of its weights, metrics and forms.

/**
 * `cont3x3abstractors` of Gwet's R package irrCAC: 100 pregnancies classed by two abstractors. Its overview prints the
 * unweighted figures; the weighted ones are those that the tests of irrCAC for Python hold.
 */
const ABSTRACTORS = ratingsOf([
  [13, 0, 0],
  [0, 20, 7],
  [0, 4, 56],
]);

/** `cont4x4diagnosis` of irrCAC: 223 patients, clinical against research diagnosis (Gwet 2014). */
const DIAGNOSES = ratingsOf([
  [40, 4, 4, 17],
  [6, 25, 2, 13],
  [4, 1, 21, 12],
  [15, 5, 9, 45],
]);

/** `distrib.6raters` of irrCAC: the first 15 patients of Fleiss (1971), the five categories as 1 to 5. */
const SIX_PSYCHIATRISTS = ratingsOfCounts([
  [0, 0, 0, 6, 0],
  [0, 3, 0, 0, 3],
  [0, 1, 4, 0, 1],
  [0, 0, 0, 0, 6],
  [0, 3, 0, 3, 0],
  [2, 0, 4, 0, 0],
  [0, 0, 4, 0, 2],
  [2, 0, 3, 1, 0],
  [2, 0, 0, 4, 0],
  [0, 0, 0, 0, 6],
  [1, 0, 0, 5, 0],
  [1, 1, 0, 4, 0],
  [0, 3, 3, 0, 0],
  [1, 0, 0, 5, 0],
  [0, 2, 0, 3, 1],
]);

/** `SexualFun` of the R package vcd: Hout, Duncan and Sobel (1987), wives and husbands. */
const COUPLES = ratingsOf([
  [7, 7, 2, 3],
  [2, 8, 3, 7],
  [1, 5, 4, 9],
  [2, 8, 9, 14],
]);

/** `MSPatients` of vcd: Landis and Koch (1977), two neurologists, patients of Winnipeg and of New Orleans. */
const WINNIPEG = ratingsOf([
  [38, 5, 0, 1],
  [33, 11, 3, 0],
  [10, 14, 5, 6],
  [3, 7, 3, 10],
]);
const NEW_ORLEANS = ratingsOf([
  [5, 3, 0, 0],
  [3, 11, 4, 0],
  [2, 13, 3, 4],
  [1, 2, 4, 14],
]);

/** Hayes, A. F. and Krippendorff, K. (2007). Communication Methods and Measures 1, table 1: 40 units, five observers. */
const HAYES_AND_KRIPPENDORFF: Ratings<number> = [
  '112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111.',
  '.100. 0000. 1222. 33223 111.1 111.1 212.2 1233. 1101. 000.0',
  '0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2',
  '110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1',
]
  .join(' ')
  .split(' ')
  .map((unit) => [...unit].map((value) => (value === '.' ? undefined : Number(value))));

/** Wines of the worked example of real-statistics.com, one row a wine, one column a judge; also in pingouin. */
const WINES = [
  [1, 2, 0, 1],
  [1, 3, 3, 2],
  [3, 8, 1, 4],
  [6, 4, 3, 3],
  [6, 5, 5, 6],
  [7, 5, 6, 2],
  [8, 7, 7, 9],
  [9, 9, 9, 8],
];

describe('percent agreement equals', () => {
  it.each<[string, Ratings<number>, string]>([
    ['0.8900000 for two abstractors', ABSTRACTORS, '0.8900000'],
    ['0.5511111 for six psychiatrists', SIX_PSYCHIATRISTS, '0.5511111'],
    ['0.587 for two methods of diagnosis', DIAGNOSES, '0.587'],
  ])('%s, as irrCAC prints', (_name, ratings, expected) => {
    expect(to(expected.length - 2, percentAgreement(ratings))).toBe(expected);
  });
});

describe('Cohen’s kappa equals', () => {
  it.each<[WeightKind, string, string]>([
    ['identity', '0.7964094', '0.432'],
    ['linear', '0.843', '0.407'],
    ['quadratic', '0.892', '0.383'],
  ])('those of irrCAC for its two tables, %s: %s and %s', (weights, abstractors, diagnoses) => {
    expect(to(abstractors.length - 2, cohenKappa(ABSTRACTORS, { weights }))).toBe(abstractors);
    expect(to(3, cohenKappa(DIAGNOSES, { weights }))).toBe(diagnoses);
  });

  it.each<[string, Ratings<number>, string, string]>([
    ['couples', COUPLES, '0.1293', '0.2374'],
    ['patients of Winnipeg', WINNIPEG, '0.2079', '0.3797'],
    ['patients of New Orleans', NEW_ORLEANS, '0.2965', '0.4773'],
  ])('those that vcd prints for %s, unweighted and linear', (_name, ratings, plain, linear) => {
    expect(to(4, cohenKappa(ratings))).toBe(plain);
    expect(to(4, cohenKappa(ratings, { weights: 'linear' }))).toBe(linear);
  });
});

describe('Fleiss’ kappa equals', () => {
  it('0.4139265 for the first half of his patients, as irrCAC prints', () => {
    expect(to(7, fleissKappa(SIX_PSYCHIATRISTS))).toBe('0.4139265');
  });
});

describe('Krippendorff’s alpha equals', () => {
  it.each<[Metric, string]>([
    ['nominal', '0.477'],
    ['ordinal', '0.7598'],
    ['interval', '0.757'],
  ])('that of Hayes and Krippendorff (2007), %s: %s', (metric, expected) => {
    expect(to(expected.length - 2, krippendorffAlpha(HAYES_AND_KRIPPENDORFF, metric))).toBe(expected);
  });

  it.each<[Metric, string]>([
    ['nominal', '0.7972585'],
    ['interval', '0.893'],
    ['ratio', '0.927'],
  ])('that of irrCAC for the two abstractors, %s: %s', (metric, expected) => {
    expect(to(expected.length - 2, krippendorffAlpha(ABSTRACTORS, metric))).toBe(expected);
  });

  it.each<Metric>(['nominal', 'ordinal', 'interval', 'ratio'])(
    'that of Krippendorff (2011), example A, .095 in every metric, since its data are binary: %s',
    (metric) => {
      const binary = numbers(byReviewer('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0'));
      expect(to(3, krippendorffAlpha(binary, metric))).toBe('0.095');
    },
  );

  it('0.4204384 for six psychiatrists, as irrCAC prints', () => {
    expect(to(7, krippendorffAlpha(SIX_PSYCHIATRISTS, 'nominal'))).toBe('0.4204384');
  });
});

describe('Gwet’s coefficient equals', () => {
  it.each<[string, Ratings<number>, string]>([
    ['two abstractors', ABSTRACTORS, '0.8493305'],
    ['six psychiatrists', SIX_PSYCHIATRISTS, '0.4448007'],
    ['two methods of diagnosis', DIAGNOSES, '0.456'],
  ])('that of irrCAC for %s: AC1 is %3$s', (_name, ratings, expected) => {
    expect(to(expected.length - 2, gwetAgreement(ratings))).toBe(expected);
  });

  it('AC1 of Gwet (2002), Inter-Rater Reliability: .9408 where kappa is -.0234', () => {
    const paradox = ratingsOf([
      [118, 5],
      [2, 0],
    ]);
    expect(to(4, gwetAgreement(paradox))).toBe('0.9408');
    expect(to(4, cohenKappa(paradox))).toBe('-0.0234');
  });

  it.each<[WeightKind, string]>([
    ['linear', '0.900'],
    ['quadratic', '0.940'],
  ])('AC2 of irrCAC for the two abstractors, %s: %s', (weights, expected) => {
    expect(to(3, gwetAgreement(ABSTRACTORS, { weights }))).toBe(expected);
  });
});

describe('intraclass correlations equal', () => {
  /** To two digits, with the ends of the intervals; then with the fourth wine left out for a missing rating. */
  it.each<[IntraclassForm, string, [string, string], string]>([
    ['1,1', '0.73', ['0.43', '0.93'], '0.75'],
    ['2,1', '0.73', ['0.43', '0.93'], '0.75'],
    ['3,1', '0.73', ['0.43', '0.93'], '0.75'],
    ['1,k', '0.91', ['0.75', '0.98'], '0.92'],
    ['2,k', '0.91', ['0.75', '0.98'], '0.92'],
    ['3,k', '0.92', ['0.75', '0.98'], '0.92'],
  ])('those of pingouin for eight wines, ICC(%s): %s', (form, expected, ends, withoutFourth) => {
    const { interval, ...figure } = intraclassCorrelation(WINES, form);
    expect(to(2, figure)).toBe(expected);
    expect([interval?.low.toFixed(2), interval?.high.toFixed(2)]).toEqual(ends);
    const incomplete = WINES.map((wine, at) => (at === 3 ? [undefined, ...wine.slice(1)] : wine));
    const { interval: _, ...left } = intraclassCorrelation(incomplete, form);
    expect(to(2, left)).toBe(withoutFourth);
  });
});

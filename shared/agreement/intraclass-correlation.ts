import { fQuantile } from './f-distribution';
import { defined, type Figure, notDefined, type Ratings, sum } from './ratings';

/**
 * The forms of Shrout and Fleiss: `1` each unit rated by others, `2` reviewers drawn from many, absolute agreement, `3`
 * these reviewers alone, consistency; `1` of a single reviewer or `k` of the mean of all.
 */
export type IntraclassForm = '1,1' | '2,1' | '3,1' | '1,k' | '2,k' | '3,k';

export type IntraclassCorrelation = Figure & {
  /** Ends of the confidence interval, where there is a value. */
  interval?: { low: number; high: number };
};

/**
 * An intraclass correlation over the units that every reviewer rated, with its confidence interval.
 *
 * Shrout, P. E. and Fleiss, J. L. (1979). Psychological Bulletin 86(2), 420-428. The interval of the second form by
 * McGraw, K. O. and Wong, S. P. (1996). Psychological Methods 1(1), 30-46.
 *
 * @param confidence - 0.95 unless told
 */
export function intraclassCorrelation(
  ratings: Ratings<number>,
  form: IntraclassForm,
  confidence = 0.95,
): IntraclassCorrelation {
  const complete = ratings.filter((row): row is readonly number[] =>
    row.every((value) => value !== undefined),
  );
  const units = complete.length;
  const reviewers = complete[0]?.length ?? 0;
  if (units === 0) return notDefined('no-common-units');
  if (reviewers < 2) return notDefined('unsuitable-table', units);
  if (units === 1) return notDefined('one-unit-only', 1);
  const squares = meanSquares(complete);
  const { between, within, residual, reviewer } = squares;
  if (between + within === 0) return notDefined('no-variation', units);
  const value = {
    '1,1': (between - within) / (between + (reviewers - 1) * within),
    '2,1':
      (between - residual) /
      (between + (reviewers - 1) * residual + (reviewers * (reviewer - residual)) / units),
    '3,1': (between - residual) / (between + (reviewers - 1) * residual),
    '1,k': (between - within) / between,
    '2,k': (between - residual) / (between + (reviewer - residual) / units),
    '3,k': (between - residual) / between,
  }[form];
  if (!Number.isFinite(value)) return notDefined('no-variation', units);
  const interval = intervalOf(form, squares, units, reviewers, confidence);
  return { ...defined(value, units), ...(interval && { interval }) };
}

/** What rounding leaves of a sum of squares, as a part of all of them; ratings differ by far more. */
const LARGEST_TRACE = 1e-12;

type MeanSquares = { between: number; within: number; residual: number; reviewer: number };

/** The mean squares of the analysis of variance: between units, within units, between reviewers, what remains. */
function meanSquares(rows: readonly (readonly number[])[]): MeanSquares {
  const units = rows.length;
  const reviewers = rows[0]?.length ?? 0;
  const unitMeans = rows.map((row) => sum(row) / reviewers);
  const reviewerMeans = Array.from(
    { length: reviewers },
    (_, place) => sum(rows.map((row) => row[place] ?? 0)) / units,
  );
  const grandMean = sum(unitMeans) / units;
  const betweenSum = reviewers * sum(unitMeans.map((mean) => (mean - grandMean) ** 2));
  const reviewerSum = units * sum(reviewerMeans.map((mean) => (mean - grandMean) ** 2));
  const withinSum = sum(
    rows.flatMap((row, unit) => row.map((value) => (value - (unitMeans[unit] ?? 0)) ** 2)),
  );
  // Where nothing differs, rounding leaves a trace, another one for each order of the units: it would decide whether there
  // is a value at all.
  const trace = LARGEST_TRACE * (betweenSum + withinSum);
  const unlessTrace = (squares: number) => (squares > trace ? squares : 0);
  return {
    between: unlessTrace(betweenSum) / (units - 1),
    within: unlessTrace(withinSum) / (units * (reviewers - 1)),
    reviewer: unlessTrace(reviewerSum) / (reviewers - 1),
    residual: unlessTrace(withinSum - reviewerSum) / ((units - 1) * (reviewers - 1)),
  };
}

function intervalOf(
  form: IntraclassForm,
  { between, within, residual, reviewer }: MeanSquares,
  units: number,
  reviewers: number,
  confidence: number,
): { low: number; high: number } | undefined {
  const upper = 1 - (1 - confidence) / 2;
  const freedom = units - 1;
  const isMean = form.endsWith('k');
  if (form.startsWith('2')) {
    return intervalOfSecondForm({ between, within, residual, reviewer }, units, reviewers, upper, isMean);
  }
  const error = form.startsWith('1') ? within : residual;
  const errorFreedom = form.startsWith('1') ? units * (reviewers - 1) : freedom * (reviewers - 1);
  if (error === 0) return undefined;
  const ratio = between / error;
  const low = ratio / fQuantile(upper, freedom, errorFreedom);
  const high = ratio * fQuantile(upper, errorFreedom, freedom);
  return isMean
    ? { low: 1 - 1 / low, high: 1 - 1 / high }
    : { low: (low - 1) / (low + reviewers - 1), high: (high - 1) / (high + reviewers - 1) };
}

function intervalOfSecondForm(
  { between, residual, reviewer }: MeanSquares,
  units: number,
  reviewers: number,
  upper: number,
  isMean: boolean,
): { low: number; high: number } | undefined {
  if (residual === 0) return undefined;
  const value =
    (between - residual) /
    (between + (reviewers - 1) * residual + (reviewers * (reviewer - residual)) / units);
  const fReviewer = reviewer / residual;
  const part = units * (1 + (reviewers - 1) * value) - reviewers * value;
  // Satterthwaite's degrees of freedom.
  const freedom =
    ((reviewers - 1) * (units - 1) * (reviewers * value * fReviewer + part) ** 2) /
    ((units - 1) * reviewers ** 2 * value ** 2 * fReviewer ** 2 + part ** 2);
  if (!(freedom > 0)) return undefined;
  const [above, below] = [fQuantile(upper, units - 1, freedom), fQuantile(upper, freedom, units - 1)];
  const spread = reviewers * reviewer + (reviewers * units - reviewers - units) * residual;
  const low = (units * (between - above * residual)) / (above * spread + units * between);
  const high = (units * (below * between - residual)) / (spread + units * below * between);
  if (!isMean) return { low, high };
  const ofMean = (single: number) => (single * reviewers) / (1 + single * (reviewers - 1));
  return { low: ofMean(low), high: ofMean(high) };
}

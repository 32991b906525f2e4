import type { Framework } from '../model/framework';
import { kindsOf } from '../model/moment';
import { bootstrapInterval } from './bootstrap';
import { eventKappa } from './event-agreement';
import { gwetAgreement } from './gwet';
import { type IntraclassCorrelation, intraclassCorrelation } from './intraclass-correlation';
import type { JudgedReview } from './judged-review';
import { cohenKappa, fleissKappa } from './kappa';
import { krippendorffAlpha } from './krippendorff';
import { matchMoments } from './match-moments';
import { percentAgreement } from './percent-agreement';
import { defined, type Figure, notDefined, pairableUnits, type Ratings, sum, tallyRatings } from './ratings';
import { markTable, type OffScaleCounts, type ReviewTable, ratingTable } from './review-tables';

/** Below this many units in common a figure says little, whatever its value. */
export const ENOUGH_UNITS = 20;

/** How far apart two points may lie to count as the same moment. */
export const MATCH_TOLERANCE_MS = 5_000;

/** The same for the same reviews, so that a figure does not change from one look to the next. */
const SEED = 20_261;

export type AgreementFigure = {
  id: 'percent' | 'kappa' | 'alpha' | 'gwet' | 'icc';
  label: string;
  figure: Figure;
  interval?: { low: number; high: number };
};

/** How far reviewers agree about one kind of judgement. */
export type JudgementAgreement = {
  /** `ratings-<scale>` or `marks`. */
  id: string;
  title: string;
  /** What one unit is, in the plural. */
  noun: string;
  /** Units that two reviewers or more judged. */
  commonUnits: number;
  /** Of those, the ones about which all who judged them say the same. */
  sameUnits: number;
  figures: readonly AgreementFigure[];
  /** How often each value was given in common units, as a part of all. */
  prevalence: readonly { label: string; part: number }[];
  offScale: OffScaleCounts;
};

/** How the moments of one kind fit; with more than two reviewers, summed over all pairs of them. */
export type MomentAgreement = {
  kind: string;
  label: string;
  matched: number;
  /** Marked by one of a pair alone, a number a reviewer. */
  alone: readonly number[];
  /** 2 matched / (2 matched + alone). */
  f: Figure;
};

export type AgreementReport = {
  judgements: readonly JudgementAgreement[];
  moments: readonly MomentAgreement[];
  /** Over all kinds; the mean of the pairs of reviewers for which it has a value. */
  momentKappa: Figure;
  /** Every two reviewers, by their place. */
  pairs: readonly PairAgreement[];
  /** How many moments of a kind each reviewer marked: sums, which agree more easily than single moments. */
  totals: {
    rows: readonly { kind: string; label: string; counts: readonly number[] }[];
    icc: IntraclassCorrelation;
  };
  /** Moments that no other reviewer marked, by their id. */
  aloneIds: ReadonlySet<string>;
};

/** How the moments of two reviewers fit, kind by kind taken together. */
export type PairAgreement = {
  first: number;
  second: number;
  matched: number;
  onlyFirst: number;
  onlySecond: number;
  f: Figure;
  kappa: Figure;
};

/** How far the reviews of one session under one framework agree: ratings, checklist and moments apart. */
export function reportAgreement(framework: Framework, reviews: readonly JudgedReview[]): AgreementReport {
  const judgements = [
    ...framework.scales.map((scale) =>
      judge(ratingTable(framework, scale, reviews), {
        id: `ratings-${scale.id}`,
        title: framework.scales.length === 1 ? 'Ratings' : `Ratings: ${scale.title}`,
        noun: 'competencies',
        isOrdinal: true,
        isRating: true,
      }),
    ),
    judge(markTable(framework, reviews), {
      id: 'marks',
      title: 'Checklist',
      noun: 'indicators',
      isOrdinal: true,
      isRating: false,
    }),
  ].filter(({ commonUnits }) => commonUnits > 0);
  return { judgements, ...compareAllMoments(framework, reviews) };
}

type Judged = Pick<JudgementAgreement, 'id' | 'title' | 'noun'> & {
  isOrdinal: boolean;
  /** Whether the steps of the scale may be taken as numbers, as an intraclass correlation does. */
  isRating: boolean;
};

function judge(
  { rows, values, offScale }: ReviewTable,
  { isOrdinal, isRating, ...named }: Judged,
): JudgementAgreement {
  const common = rows.filter((row) => row.filter((value) => value !== undefined).length >= 2);
  const categories = values.map((_, place) => place);
  const weights = isOrdinal ? 'linear' : 'identity';
  const isPair = (rows[0]?.length ?? 0) === 2;
  const figures = [
    { id: 'percent', label: 'Same value', of: (table) => percentAgreement(table) },
    {
      id: 'kappa',
      label: isPair ? 'Cohen’s kappa, linear weights' : 'Fleiss’ kappa, linear weights',
      of: (table) => (isPair ? cohenKappa : fleissKappa)(table, { weights, categories }),
    },
    {
      id: 'alpha',
      label: 'Krippendorff’s alpha, ordinal',
      of: (table) => krippendorffAlpha(table, 'ordinal'),
    },
    {
      id: 'gwet',
      label: 'Gwet’s AC2, linear weights',
      of: (table) => gwetAgreement(table, { weights, categories }),
    },
  ] as const satisfies readonly (Pick<AgreementFigure, 'id' | 'label'> & {
    of: (table: Ratings<number>) => Figure;
  })[];
  return {
    ...named,
    commonUnits: common.length,
    sameUnits: common.filter((row) => new Set(row.filter((value) => value !== undefined)).size === 1).length,
    figures: [
      ...figures.map(({ id, label, of }) => {
        const interval = bootstrapInterval(common, of, { seed: SEED });
        return { id, label, figure: of(common), ...(interval && { interval }) };
      }),
      ...(isRating ? [intraclassFigure(common)] : []),
    ],
    prevalence: prevalenceOf(common, values),
    offScale,
  };
}

/** Two-way, reviewers drawn from many, absolute agreement, a single reviewer: the form for mentors. */
function intraclassFigure(common: Ratings<number>): AgreementFigure {
  const { interval, ...figure } = intraclassCorrelation(common, '2,1');
  return {
    id: 'icc',
    label: 'Intraclass correlation, ICC(2,1)',
    figure,
    ...(interval && { interval }),
  };
}

function prevalenceOf(common: Ratings<number>, values: readonly string[]): { label: string; part: number }[] {
  const { counts, totals } = pairableUnits(
    tallyRatings(
      common,
      values.map((_, place) => place),
    ),
  );
  const total = sum(totals);
  return values.map((label, place) => ({
    label,
    part: total === 0 ? 0 : sum(counts.map((row) => row[place] ?? 0)) / total,
  }));
}

function compareAllMoments(
  framework: Framework,
  reviews: readonly JudgedReview[],
): Omit<AgreementReport, 'judgements'> {
  const everyones = reviews.map(({ content }) => Object.values(content.moments));
  const pairs = everyones.flatMap((_, first) =>
    everyones.slice(first + 1).map((__, after) => [first, first + 1 + after] as const),
  );
  const aloneIds = new Set(everyones.flatMap((moments) => moments.map(({ id }) => id)));
  const tallies = pairs.map(() => ({ matched: 0, onlyFirst: 0, onlySecond: 0 }));
  const rows: AgreementReport['totals']['rows'][number][] = [];
  const moments = kindsOf(framework).flatMap(({ id: kind, label }): MomentAgreement[] => {
    const ofKind = everyones.map((all) => all.filter((moment) => moment.kind === kind));
    if (ofKind.every((all) => all.length === 0)) return [];
    rows.push({ kind, label, counts: ofKind.map((all) => all.length) });
    const alone = ofKind.map(() => 0);
    let matched = 0;
    for (const [place, [first, second]] of pairs.entries()) {
      const matching = matchMoments(ofKind[first] ?? [], ofKind[second] ?? [], MATCH_TOLERANCE_MS);
      matched += matching.pairs.length;
      for (const pair of matching.pairs) {
        aloneIds.delete(pair.first);
        aloneIds.delete(pair.second);
      }
      const tally = tallies[place];
      if (tally) {
        tally.matched += matching.pairs.length;
        tally.onlyFirst += matching.onlyFirst.length;
        tally.onlySecond += matching.onlySecond.length;
      }
      alone[first] = (alone[first] ?? 0) + matching.onlyFirst.length;
      alone[second] = (alone[second] ?? 0) + matching.onlySecond.length;
    }
    const of = 2 * matched + sum(alone);
    return [
      {
        kind,
        label,
        matched,
        alone,
        f: of === 0 ? notDefined('no-common-units') : defined((2 * matched) / of, of),
      },
    ];
  });
  const compared = pairs.map(([first, second], place): PairAgreement => {
    const { matched = 0, onlyFirst = 0, onlySecond = 0 } = tallies[place] ?? {};
    const of = 2 * matched + onlyFirst + onlySecond;
    return {
      first,
      second,
      matched,
      onlyFirst,
      onlySecond,
      f: of === 0 ? notDefined('no-common-units') : defined((2 * matched) / of, of),
      kappa: eventKappa(everyones[first] ?? [], everyones[second] ?? [], MATCH_TOLERANCE_MS),
    };
  });
  const kappas = compared.map(({ kappa }) => kappa).filter((figure) => figure.isDefined);
  const momentKappa: Figure =
    kappas.length === 0
      ? notDefined('no-common-units')
      : defined(sum(kappas.map(({ value }) => value)) / kappas.length, sum(kappas.map(({ units }) => units)));
  const icc = intraclassCorrelation(
    rows.map(({ counts }) => counts),
    '2,1',
  );
  return { moments, momentKappa, pairs: compared, totals: { rows, icc }, aloneIds };
}

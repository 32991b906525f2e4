import { matchMoments } from '../agreement/match-moments';
import { type Competency, competenciesOf, type Framework, ratingLabel, scaleOf } from '../model/framework';
import { compareMoments, kindsOf, type Moment, type Polarity } from '../model/moment';
import type { ReviewContent } from '../model/review';
import { placeOnScale } from '../scoring/compare-ratings';
import { isOffScale } from '../scoring/review-gaps';

/** What drift is computed from: one's own first submitted review, and the reference, of one session and framework. */
export type Said = Pick<ReviewContent, 'moments' | 'marks' | 'ratings'>;

/** How far apart two points may lie to count as the same moment, as in the comparison of reviewers. */
export const DRIFT_TOLERANCE_MS = 5_000;

/** How far a rating is from the reference. */
export type RatingDrift = {
  code: string;
  title: string;
  /** In words; absent where nothing was rated. */
  own: string | undefined;
  reference: string | undefined;
  /**
   * Own place on the scale minus the reference's: above 0 more lenient, below 0 more severe; absent where one of the two
   * rated nothing, or stands beside the scale, which is no low value.
   */
  steps: number | undefined;
  /** The mean of the same over its indicators, from -1 to 1; a warning sign that was not seen counts as lenient. */
  marks: { mean: number | undefined; compared: number; lenient: number; severe: number };
};

/** How the moments of one kind fit the reference's. */
export type KindDrift = {
  kind: string;
  label: string;
  /** In both. */
  matched: number;
  /** Of these, the ones that were counted more kindly, or more strictly, than in the reference. */
  lenient: number;
  severe: number;
  /** In the reference alone, in the order of the recording. */
  missed: readonly Moment[];
  /** In one's own review alone. */
  added: readonly Moment[];
};

export type Drift = {
  ratings: readonly RatingDrift[];
  kinds: readonly KindDrift[];
  /** The mean of the ratings' steps; absent where no rating can be compared. */
  meanSteps: number | undefined;
  compared: number;
  lenient: number;
  severe: number;
  /** Moments of the reference, how many of them were found, and how many were marked beside them. */
  moments: { reference: number; found: number; added: number };
};

/** How far a review of a session is from its reference: competency by competency, and kind of moment by kind. */
export function driftFrom(reference: Said, own: Said, framework: Framework): Drift {
  const ratings = competenciesOf(framework).map((competency) =>
    driftOfCompetency(competency, reference, own, framework),
  );
  const kinds = driftOfKinds(reference, own, framework);
  const steps = ratings.flatMap((each) => each.steps ?? []);
  return {
    ratings,
    kinds,
    meanSteps: meanOf(steps),
    compared: steps.length,
    lenient: steps.filter((step) => step > 0).length,
    severe: steps.filter((step) => step < 0).length,
    moments: {
      reference: sumOf(kinds, ({ matched, missed }) => matched + missed.length),
      found: sumOf(kinds, ({ matched }) => matched),
      added: sumOf(kinds, ({ added }) => added.length),
    },
  };
}

function driftOfCompetency(
  competency: Competency,
  reference: Said,
  own: Said,
  framework: Framework,
): RatingDrift {
  const { code, title } = competency;
  const labelIn = ({ ratings }: Said) => {
    const value = ratings[code]?.value;
    return value === undefined ? undefined : ratingLabel(framework, competency, value);
  };
  const placeIn = ({ ratings }: Said) => {
    const value = ratings[code]?.value;
    const scale = scaleOf(framework, competency);
    if (value === undefined || !scale || isOffScale(value)) return undefined;
    const place = placeOnScale(scale, value);
    return place === -1 ? undefined : place;
  };
  const [ownPlace, referencePlace] = [placeIn(own), placeIn(reference)];
  return {
    code,
    title,
    own: labelIn(own),
    reference: labelIn(reference),
    steps: ownPlace === undefined || referencePlace === undefined ? undefined : ownPlace - referencePlace,
    marks: driftOfMarks(competency, reference, own),
  };
}

const MARK_VALUES: Readonly<Record<string, number>> = { 'not-observed': 0, partly: 0.5, observed: 1 };

function driftOfMarks({ indicators }: Competency, reference: Said, own: Said): RatingDrift['marks'] {
  const drifts = indicators.flatMap(({ code, sense }) => {
    const before = MARK_VALUES[reference.marks[code]?.state ?? ''];
    const after = MARK_VALUES[own.marks[code]?.state ?? ''];
    if (before === undefined || after === undefined) return [];
    return [sense === 'unwanted' ? before - after : after - before];
  });
  return {
    mean: meanOf(drifts),
    compared: drifts.length,
    lenient: drifts.filter((drift) => drift > 0).length,
    severe: drifts.filter((drift) => drift < 0).length,
  };
}

const KINDNESS: Readonly<Record<Polarity, number>> = { against: 0, missed: 1, shown: 2 };

function driftOfKinds(reference: Said, own: Said, framework: Framework): KindDrift[] {
  return kindsOf(framework).flatMap(({ id: kind, label }): KindDrift[] => {
    const ofKind = ({ moments }: Said) =>
      Object.values(moments)
        .filter((moment) => moment.kind === kind)
        .sort(compareMoments);
    const [inReference, inOwn] = [ofKind(reference), ofKind(own)];
    if (inReference.length + inOwn.length === 0) return [];
    const { pairs, onlyFirst, onlySecond } = matchMoments(inReference, inOwn, DRIFT_TOLERANCE_MS);
    const kindness = pairs.map(
      ({ first, second }) => kindnessOf(inOwn, second) - kindnessOf(inReference, first),
    );
    return [
      {
        kind,
        label,
        matched: pairs.length,
        lenient: kindness.filter((difference) => difference > 0).length,
        severe: kindness.filter((difference) => difference < 0).length,
        missed: inReference.filter(({ id }) => onlyFirst.includes(id)),
        added: inOwn.filter(({ id }) => onlySecond.includes(id)),
      },
    ];
  });
}

function kindnessOf(moments: readonly Moment[], id: string): number {
  const moment = moments.find((each) => each.id === id);
  return moment ? KINDNESS[moment.polarity] : 0;
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sumOf(kinds: readonly KindDrift[], count: (kind: KindDrift) => number): number {
  return kinds.reduce((sum, kind) => sum + count(kind), 0);
}

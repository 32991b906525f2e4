import { z } from 'zod';
import { MATCH_TOLERANCE_MS } from '../agreement/agreement-report';
import { stepIdSchema } from '../model/debrief';
import { competenciesOf, type Framework, scaleOf } from '../model/framework';
import { idSchema, millisecondsSchema } from '../model/identifiers';
import { momentEndMs, type Polarity, polaritySchema } from '../model/moment';
import type { ReviewContent } from '../model/review';
import { placeOnScale } from '../scoring/compare-ratings';
import { evidenceFor } from '../scoring/evidence';
import { meanDistance, stanceDistance, valueDistance } from './disagreement';

/** A moment as a debrief shows it. */
export const debriefMomentSchema = z.object({
  id: idSchema,
  reviewId: idSchema,
  polarity: polaritySchema,
  startMs: millisecondsSchema,
  endMs: millisecondsSchema.optional(),
  quote: z.string(),
  note: z.string(),
});
export type DebriefMoment = z.infer<typeof debriefMomentSchema>;

const span = { startMs: millisecondsSchema, endMs: millisecondsSchema.optional() };

const stepBase = {
  id: stepIdSchema,
  /** Mean distance between two who count, from 0 (all say the same) to 1. */
  disagreement: z.number().min(0).max(1),
  /** How many of those who count say something of it. */
  people: z.number().int().positive(),
};

/** How what was scored alone stands to each other. */
export const standingSchema = z.enum(['agree', 'alone', 'some', 'contradict', 'differ']);
export type Standing = z.infer<typeof standingSchema>;

const momentHeadSchema = z.object({
  type: z.literal('moment'),
  ...stepBase,
  kind: z.string(),
  /** From the first start to the last end of its moments. */
  ...span,
  standing: standingSchema.exclude(['differ']),
});

export const momentStepSchema = z.object({
  ...momentHeadSchema.shape,
  moments: z.array(debriefMomentSchema),
  /** Moments at the same place by those who do not count. */
  beside: z.array(debriefMomentSchema),
});
export type MomentStep = z.infer<typeof momentStepSchema>;

const givenRatingSchema = z.object({ reviewId: idSchema, value: z.string(), rationale: z.string() });

const ratingHeadSchema = z.object({
  type: z.literal('rating'),
  ...stepBase,
  competency: z.string(),
  standing: standingSchema.extract(['agree', 'alone', 'differ']),
});

export const ratingStepSchema = z.object({
  ...ratingHeadSchema.shape,
  ratings: z.array(givenRatingSchema),
  /** What those who do not count gave. */
  beside: z.array(givenRatingSchema),
  /** Where the evidence lies; the stretches that most lean on first. */
  places: z.array(z.object({ ...span, reviewers: z.number().int().positive() })),
});
export type RatingStep = z.infer<typeof ratingStepSchema>;

/** One thing that a group talks about. */
export const debriefStepSchema = z.discriminatedUnion('type', [momentStepSchema, ratingStepSchema]);
export type DebriefStep = z.infer<typeof debriefStepSchema>;

/** A step without what anyone said of it: all that an agenda needs, however many moments there are. */
export const stepHeadSchema = z.discriminatedUnion('type', [momentHeadSchema, ratingHeadSchema]);
export type StepHead = z.infer<typeof stepHeadSchema>;

export function headOf(step: DebriefStep): StepHead {
  if (step.type === 'moment') {
    const { moments: _moments, beside: _beside, ...head } = step;
    return head;
  }
  const { ratings: _ratings, beside: _beside, places: _places, ...head } = step;
  return head;
}

/** What steps are made of: one standing review a reviewer. */
export type DebriefReview = {
  reviewId: string;
  /** Whether it takes part in the figures. */
  counts: boolean;
  content: Pick<ReviewContent, 'moments' | 'ratings'>;
};

/** More stretches than these are not listened to for one rating. */
const MOST_PLACES = 12;

/**
 * Makes the steps of a debrief: each place of the recording where moments of one kind lie, and each rated competency;
 * what the group disagrees about most comes first. The order of the reviews and of what is in them changes nothing.
 *
 * Every moment of a review that counts is in exactly one step.
 */
export function makeSteps(framework: Framework, reviews: readonly DebriefReview[]): DebriefStep[] {
  const counting = reviews.filter(({ counts }) => counts).length;
  const steps = [...makeMomentSteps(reviews, counting), ...makeRatingSteps(framework, reviews)];
  const order = new Map(competenciesOf(framework).map(({ code }, index) => [code, index]));
  return steps.sort(
    (a, b) =>
      b.disagreement - a.disagreement ||
      (a.type === b.type ? 0 : a.type === 'rating' ? -1 : 1) ||
      placeOf(a, order) - placeOf(b, order) ||
      compareText(a.id, b.id),
  );
}

function placeOf(step: DebriefStep, order: ReadonlyMap<string, number>): number {
  return step.type === 'moment' ? step.startMs : (order.get(step.competency) ?? 0);
}

type Placed = { moment: DebriefMoment; kind: string; startMs: number; endMs: number; counts: boolean };

function makeMomentSteps(reviews: readonly DebriefReview[], counting: number): MomentStep[] {
  const byKind = new Map<string, Placed[]>();
  for (const { reviewId, counts, content } of reviews) {
    for (const { id, kind, polarity, startMs, endMs, quote, note } of Object.values(content.moments)) {
      const moment = { id, reviewId, polarity, startMs, quote, note, ...(endMs !== undefined && { endMs }) };
      // A point counts as the seconds around it, as it does when moments are matched.
      const from = endMs === undefined ? startMs - MATCH_TOLERANCE_MS / 2 : startMs;
      const placed = { moment, kind, counts, startMs: from, endMs: endMs ?? from + MATCH_TOLERANCE_MS };
      const others = byKind.get(kind);
      if (others) others.push(placed);
      else byKind.set(kind, [placed]);
    }
  }
  return [...byKind].flatMap(([kind, placed]) => {
    const clusters = clusterByInstant(placed.filter(({ counts }) => counts));
    const beside = attach(
      placed.filter(({ counts }) => !counts),
      clusters,
    );
    return clusters.map((cluster, index) => makeMomentStep(kind, cluster, beside[index] ?? [], counting));
  });
}

/**
 * Divides stretches into as few groups as there can be in which all share an instant: the fewest cliques that cover an
 * interval graph, found in one sweep from the first start. O(n log n), for the sorting.
 */
function clusterByInstant(placed: readonly Placed[]): Placed[][] {
  const clusters: Placed[][] = [];
  let sharedUntilMs = Number.NEGATIVE_INFINITY;
  for (const each of placed.toSorted(comparePlaced)) {
    const current = clusters.at(-1);
    if (current && each.startMs < sharedUntilMs) {
      current.push(each);
      sharedUntilMs = Math.min(sharedUntilMs, each.endMs);
    } else {
      clusters.push([each]);
      sharedUntilMs = each.endMs;
    }
  }
  return clusters;
}

/** Puts what does not count beside the group that shares an instant with it, the earliest where several do. */
function attach(placed: readonly Placed[], clusters: readonly Placed[][]): Placed[][] {
  const shared = clusters.map((cluster) => ({
    startMs: Math.max(...cluster.map(({ startMs }) => startMs)),
    endMs: Math.min(...cluster.map(({ endMs }) => endMs)),
  }));
  const beside: Placed[][] = clusters.map(() => []);
  let first = 0;
  for (const each of placed.toSorted(comparePlaced)) {
    // Shared instants follow each other, so what ended before this start has ended for all that come.
    while (first < shared.length && (shared[first]?.endMs ?? 0) <= each.startMs) first += 1;
    const candidate = shared[first];
    if (candidate && candidate.startMs < each.endMs) beside[first]?.push(each);
  }
  return beside;
}

function comparePlaced(a: Placed, b: Placed): number {
  return (
    a.startMs - b.startMs ||
    a.endMs - b.endMs ||
    compareText(a.moment.reviewId, b.moment.reviewId) ||
    compareText(a.moment.id, b.moment.id)
  );
}

function makeMomentStep(
  kind: string,
  cluster: readonly Placed[],
  beside: readonly Placed[],
  counting: number,
): MomentStep {
  const moments = cluster.map(({ moment }) => moment);
  const startMs = Math.min(...moments.map((moment) => moment.startMs));
  const endMs = Math.max(...moments.map(momentEndMs));
  const stances = new Map<string, Polarity[]>();
  for (const { reviewId, polarity } of moments) {
    stances.set(reviewId, [...(stances.get(reviewId) ?? []), polarity]);
  }
  const said = [...stances.values()];
  const everyone = [...said, ...Array.from({ length: counting - said.length }, () => [])];
  const [first] = moments as [DebriefMoment, ...DebriefMoment[]];
  return {
    type: 'moment',
    id: `moment/${first.reviewId}/${first.id}`,
    kind,
    startMs,
    ...(endMs > startMs && { endMs }),
    standing: standingOf(said, counting),
    disagreement: meanDistance(everyone, stanceDistance),
    people: said.length,
    moments,
    beside: beside.map(({ moment }) => moment),
  };
}

function standingOf(said: readonly (readonly string[])[], counting: number): MomentStep['standing'] {
  if (said.length === 1) return 'alone';
  if (new Set(said.flat()).size > 1) return 'contradict';
  return said.length === counting ? 'agree' : 'some';
}

function makeRatingSteps(framework: Framework, reviews: readonly DebriefReview[]): RatingStep[] {
  return competenciesOf(framework).flatMap((competency): RatingStep[] => {
    const scale = scaleOf(framework, competency);
    if (!scale) return [];
    const given = reviews
      .flatMap(({ reviewId, counts, content }) => {
        const { value, rationale = '' } = content.ratings[competency.code] ?? {};
        return value === undefined ? [] : [{ counts, rating: { reviewId, value, rationale } }];
      })
      .sort((a, b) => compareText(a.rating.reviewId, b.rating.reviewId));
    const ratings = given.filter(({ counts }) => counts).map(({ rating }) => rating);
    if (ratings.length === 0) return [];
    const places = ratings.map(({ value }) => ({ value, place: placeOnScale(scale, value) }));
    const isSame = new Set(ratings.map(({ value }) => value)).size === 1;
    return [
      {
        type: 'rating',
        id: `rating/${competency.code}`,
        competency: competency.code,
        standing: ratings.length === 1 ? 'alone' : isSame ? 'agree' : 'differ',
        disagreement: meanDistance(places, valueDistance(scale.values.length)),
        people: ratings.length,
        ratings,
        beside: given.filter(({ counts }) => !counts).map(({ rating }) => rating),
        places: placesOfEvidence(reviews, competency),
      },
    ];
  });
}

/** Where the evidence for a competency lies: stretches that overlap are one. */
function placesOfEvidence(
  reviews: readonly DebriefReview[],
  competency: Parameters<typeof evidenceFor>[1],
): RatingStep['places'] {
  const evidence = reviews
    .filter(({ counts }) => counts)
    .flatMap(({ reviewId, content }) =>
      evidenceFor(content, competency).map((moment) => ({ reviewId, moment })),
    )
    .sort((a, b) => a.moment.startMs - b.moment.startMs || momentEndMs(a.moment) - momentEndMs(b.moment));
  const stretches: { startMs: number; endMs: number; reviewers: Set<string> }[] = [];
  for (const { reviewId, moment } of evidence) {
    const current = stretches.at(-1);
    if (current && moment.startMs < current.endMs) {
      current.endMs = Math.max(current.endMs, momentEndMs(moment));
      current.reviewers.add(reviewId);
    } else {
      const { startMs } = moment;
      stretches.push({ startMs, endMs: momentEndMs(moment), reviewers: new Set([reviewId]) });
    }
  }
  return stretches
    .sort((a, b) => b.reviewers.size - a.reviewers.size || a.startMs - b.startMs)
    .slice(0, MOST_PLACES)
    .map(({ startMs, endMs, reviewers }) => ({
      startMs,
      ...(endMs > startMs && { endMs }),
      reviewers: reviewers.size,
    }));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

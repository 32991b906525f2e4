import {
  competenciesOf,
  type Framework,
  type IndicatorState,
  indicatorStateSchema,
  scaleOf,
} from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import type { ReviewContent } from '#shared/model/review';
import { evidenceAmong } from '#shared/scoring/evidence';
import { isOffScale } from '#shared/scoring/review-gaps';
import { STATE_FACES } from './indicator-states';

export type RatingSummary = { rated: number; total: number; withoutEvidence: number };

/** How far the ratings are; what has no scale is not among them. A rating beside the scale counts as rated and needs no evidence. */
export function summariseRatings(
  framework: Framework,
  ratings: ReviewContent['ratings'],
  moments: readonly Moment[],
): RatingSummary {
  const competencies = competenciesOf(framework).filter((competency) => scaleOf(framework, competency));
  const rated = competencies.filter((competency) => ratings[competency.code]?.value !== undefined);
  const withoutEvidence = rated.filter(
    (competency) =>
      !isOffScale(ratings[competency.code]?.value ?? '') && evidenceAmong(moments, competency).length === 0,
  );
  return { rated: rated.length, total: competencies.length, withoutEvidence: withoutEvidence.length };
}

/** What the checklist says under a competency, such as "4 observed, 1 partly, 3 unmarked"; nothing before it begins. */
export function describeTally(indicatorCodes: readonly string[], marks: ReviewContent['marks']): string {
  const counts = new Map<IndicatorState | undefined, number>();
  for (const code of indicatorCodes) {
    const state = marks[code]?.state;
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const parts = indicatorStateSchema.options
    .filter((state) => counts.has(state))
    .map((state) => `${counts.get(state)} ${STATE_FACES[state].label.toLowerCase()}`);
  const unmarked = counts.get(undefined);
  if (unmarked && parts.length > 0) parts.push(`${unmarked} unmarked`);
  return parts.join(', ');
}

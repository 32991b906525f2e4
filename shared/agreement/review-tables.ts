import { csvOf } from '../formats/csv';
import { competenciesOf, type Framework, type Scale, scaleOf } from '../model/framework';
import { compareMoments } from '../model/moment';
import type { SubmittedReview } from '../model/review';
import { placeOnScale } from '../scoring/compare-ratings';
import { isOffScale } from '../scoring/review-gaps';
import type { JudgedReview } from './judged-review';
import type { Ratings } from './ratings';

/** What reviewers said beside the scale, which is no low value and takes no part in a figure. */
export type OffScaleCounts = { noOpportunity: number; notAssessable: number };

/** The same things as several reviewers judged them, one row a thing and one column a reviewer. */
export type ReviewTable = {
  /** Codes of the competencies or indicators, a row each. */
  units: readonly string[];
  rows: Ratings<number>;
  /** The words of the values 0, 1, 2 … */
  values: readonly string[];
  offScale: OffScaleCounts;
};

type Reviewed = Pick<SubmittedReview, 'content' | 'reviewer'>;
type Judged = Pick<JudgedReview, 'content'>;

/** The ratings on one scale; a value is its place on the scale, the lowest being 0. */
export function ratingTable(framework: Framework, scale: Scale, reviews: readonly Judged[]): ReviewTable {
  const competencies = competenciesOf(framework).filter(
    (competency) => scaleOf(framework, competency)?.id === scale.id,
  );
  const said = competencies.map(({ code }) => reviews.map(({ content }) => content.ratings[code]?.value));
  return {
    units: competencies.map(({ code }) => code),
    rows: said.map((row) =>
      row.map((value) => {
        const place = value === undefined || isOffScale(value) ? -1 : placeOnScale(scale, value);
        return place === -1 ? undefined : place;
      }),
    ),
    values: scale.values.map(({ label }) => label),
    offScale: countOffScale(said),
  };
}

const MARK_VALUES = ['not-observed', 'partly', 'observed'];

/** The checklist: not observed, observed in part, observed. */
export function markTable(framework: Framework, reviews: readonly Judged[]): ReviewTable {
  const codes = competenciesOf(framework).flatMap(({ indicators }) => indicators.map(({ code }) => code));
  const said = codes.map((code) => reviews.map(({ content }) => content.marks[code]?.state));
  return {
    units: codes,
    rows: said.map((row) =>
      row.map((state) => {
        const place = state === undefined ? -1 : MARK_VALUES.indexOf(state);
        return place === -1 ? undefined : place;
      }),
    ),
    values: ['Not observed', 'Partly', 'Observed'],
    offScale: countOffScale(said),
  };
}

function countOffScale(said: readonly (readonly (string | undefined)[])[]): OffScaleCounts {
  const all = said.flat();
  return {
    noOpportunity: all.filter((value) => value === 'no-opportunity').length,
    notAssessable: all.filter((value) => value === 'not-assessable').length,
  };
}

/**
 * Everything that reviewers said of one session as a long table for R or SPSS: a line a reviewer, kind of judgement and
 * unit. Values are those of the framework, `no-opportunity` and `not-assessable` among them; of moments there are their
 * start and end in milliseconds.
 */
export function longTable(framework: Framework, reviews: readonly Reviewed[]): string {
  const header = ['reviewer', 'what', 'unit', 'value', 'place', 'start_ms', 'end_ms'];
  const lines = reviews.flatMap(({ reviewer: { name }, content }) => [
    ...competenciesOf(framework).flatMap((competency) => {
      const scale = scaleOf(framework, competency);
      const value = content.ratings[competency.code]?.value;
      if (!scale || value === undefined) return [];
      const place = isOffScale(value) ? -1 : placeOnScale(scale, value);
      return [[name, 'rating', competency.code, value, place === -1 ? '' : String(place + 1), '', '']];
    }),
    ...competenciesOf(framework).flatMap(({ indicators }) =>
      indicators.flatMap(({ code }) => {
        const state = content.marks[code]?.state;
        if (state === undefined) return [];
        const place = MARK_VALUES.indexOf(state);
        return [[name, 'mark', code, state, place === -1 ? '' : String(place), '', '']];
      }),
    ),
    ...Object.values(content.moments)
      .sort(compareMoments)
      .map(({ kind, polarity, startMs, endMs }) => [
        name,
        'moment',
        kind,
        polarity,
        '',
        String(startMs),
        endMs === undefined ? '' : String(endMs),
      ]),
  ]);
  return csvOf([header, ...lines]);
}

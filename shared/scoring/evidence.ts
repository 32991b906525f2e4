import { type Competency, readThrough } from '../model/framework';
import { compareMoments, type Moment } from '../model/moment';
import type { ReviewContent } from '../model/review';

/** What evidence is looked up by: a competency's own code and the codes of the indicators it is read through. */
export type EvidenceTarget = Pick<Competency, 'code'> & {
  indicators: readonly Pick<Competency['indicators'][number], 'code'>[];
  borrowed?: readonly string[];
};

/**
 * The moments that are evidence for a competency, in the order of the recording: those linked to it as a whole and
 * those linked to any of the indicators it is read through, its own or borrowed, each once.
 */
export function evidenceFor(content: Pick<ReviewContent, 'moments'>, competency: EvidenceTarget): Moment[] {
  return evidenceAmong(Object.values(content.moments), competency);
}

/** The same of moments in any order. */
export function evidenceAmong(moments: readonly Moment[], competency: EvidenceTarget): Moment[] {
  const indicatorCodes = new Set(readThrough(competency));
  return moments
    .filter(
      (moment) =>
        moment.competencies.includes(competency.code) ||
        moment.indicators.some((code) => indicatorCodes.has(code)),
    )
    .sort(compareMoments);
}

/** The moments that are evidence for one indicator, in the order of the recording. */
export function evidenceForIndicator(
  content: Pick<ReviewContent, 'moments'>,
  indicatorCode: string,
): Moment[] {
  return Object.values(content.moments)
    .filter((moment) => moment.indicators.includes(indicatorCode))
    .sort(compareMoments);
}

import { formatTimeCode } from '../formats/time-code';
import { competenciesOf, type Framework, OFF_SCALE_VALUES, ratingLabel, scaleOf } from '../model/framework';
import { compareMoments, momentEndMs } from '../model/moment';
import { FEEDBACK_LABELS, feedbackPartSchema, type ReviewContent } from '../model/review';
import { evidenceFor } from './evidence';

export type GapType =
  | 'rating-without-evidence'
  | 'gate-unmarked'
  | 'markers-unmarked'
  | 'competency-unrated'
  | 'rating-without-rationale'
  | 'evidence-outside-recording'
  | 'nothing-marked'
  | 'feedback-empty';

/** Something a review still lacks. None of it forbids submitting; all of it is said before. */
export type Gap = {
  type: GapType;
  /** Of the competency or the gate; the moment's id for evidence outside the recording; absent where the whole review is meant. */
  code?: string;
  /** A sentence for the user. */
  message: string;
};

/** Whether a rating says that nothing could be rated, and so stands beside the scale instead of low on it. */
export function isOffScale(value: string): boolean {
  return OFF_SCALE_VALUES.some((offScale) => offScale === value);
}

/**
 * Lists what a review lacks: first what concerns all of it, then competency by competency in the framework's order,
 * then single moments. A rating beside the scale ("no opportunity") needs neither evidence nor a rationale.
 *
 * @param durationMs - length of the recording; a moment may end exactly there
 */
export function findGaps(content: ReviewContent, framework: Framework, durationMs: number): Gap[] {
  return [
    ...findGapsOfWhole(content, framework),
    ...findGateGaps(content, framework),
    ...findMarkerGaps(content, framework),
    ...findRatingGaps(content, framework),
    ...findMomentGaps(content, durationMs),
  ];
}

/** Whether a framework only marks what was there and rates nothing. */
export function isOnlyMarked(framework: Framework): boolean {
  return competenciesOf(framework).every((competency) => !scaleOf(framework, competency));
}

function findGapsOfWhole(content: ReviewContent, framework: Framework): Gap[] {
  const gaps: Gap[] = [];
  if (Object.keys(content.moments).length === 0 && !saysOnlyWhatWasNotThere(content, framework)) {
    gaps.push({ type: 'nothing-marked', message: 'No moment of the recording is marked.' });
  }
  const emptyParts = feedbackPartSchema.options.filter((part) => isBlank(content.feedback[part]));
  if (emptyParts.length > 0) {
    const names = emptyParts.map((part) => `“${FEEDBACK_LABELS[part]}”`).join(', ');
    gaps.push({ type: 'feedback-empty', message: `The written feedback says nothing under ${names}.` });
  }
  return gaps;
}

/** What was not there has no moment: a check of which every line says so lacks none. */
function saysOnlyWhatWasNotThere({ marks }: ReviewContent, framework: Framework): boolean {
  const states = Object.values(marks).map(({ state }) => state);
  return (
    isOnlyMarked(framework) &&
    states.length > 0 &&
    states.every((state) => state !== 'observed' && state !== 'partly')
  );
}

/** Lines that stand for themselves, since nothing is rated on them; gates are told apart. */
function findMarkerGaps(content: ReviewContent, framework: Framework): Gap[] {
  return competenciesOf(framework).flatMap((competency) => {
    if (scaleOf(framework, competency)) return [];
    const { code, title, indicators } = competency;
    const markers = indicators.filter(({ gate }) => !gate);
    const open = markers.filter((marker) => content.marks[marker.code] === undefined).length;
    if (open === 0) return [];
    const message = `${title}: ${open} of ${markers.length} lines ${open === 1 ? 'is' : 'are'} not marked.`;
    return [{ type: 'markers-unmarked' as const, code, message }];
  });
}

function findGateGaps(content: ReviewContent, framework: Framework): Gap[] {
  return competenciesOf(framework).flatMap(({ indicators }) =>
    indicators
      .filter(({ code, gate }) => gate && content.marks[code] === undefined)
      .map(({ code }) => ({
        type: 'gate-unmarked' as const,
        code,
        message: `The gate ${code} is not marked. No rating makes up for it.`,
      })),
  );
}

function findRatingGaps(content: ReviewContent, framework: Framework): Gap[] {
  const gaps: Gap[] = [];
  for (const competency of competenciesOf(framework)) {
    const { code, title } = competency;
    if (!scaleOf(framework, competency)) continue;
    const rating = content.ratings[code];
    if (rating?.value === undefined) {
      gaps.push({ type: 'competency-unrated', code, message: `${title} is not rated.` });
      continue;
    }
    if (isOffScale(rating.value)) continue;
    const label = ratingLabel(framework, competency, rating.value);
    if (evidenceFor(content, competency).length === 0) {
      gaps.push({
        type: 'rating-without-evidence',
        code,
        message: `${title} is rated “${label}” without a moment as evidence.`,
      });
    }
    if (isBlank(rating.rationale)) {
      gaps.push({
        type: 'rating-without-rationale',
        code,
        message: `${title} is rated “${label}” without a rationale.`,
      });
    }
  }
  return gaps;
}

function findMomentGaps(content: ReviewContent, durationMs: number): Gap[] {
  return Object.values(content.moments)
    .filter((moment) => momentEndMs(moment) > durationMs)
    .sort(compareMoments)
    .map((moment) => ({
      type: 'evidence-outside-recording',
      code: moment.id,
      message: `The moment at ${formatTimeCode(moment.startMs)} reaches beyond the end of the recording (${formatTimeCode(durationMs)}).`,
    }));
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

import { formatTimeCode } from '#shared/formats/time-code';
import { competenciesOf, type Framework } from '#shared/model/framework';
import type { ReviewContent } from '#shared/model/review';
import type { Gap, GapType } from '#shared/scoring/review-gaps';

export type GapGroup = {
  type: GapType;
  title: string;
  /** What can be done about it. */
  advice: string;
  /** The competencies or moments it concerns. */
  items: readonly string[];
};

const ADVICE: Readonly<Record<GapType, string>> = {
  'nothing-marked': 'Mark what you hear while the recording plays.',
  'gate-unmarked': 'Mark it in “Checklist” as observed or not observed.',
  'markers-unmarked': 'Mark them in “Checklist”; where there was nothing to see, “No opportunity” says so.',
  'competency-unrated':
    'Choose a value in “Rating”. Where there was nothing to rate, “No opportunity” or “Not assessable” says so.',
  'rating-without-evidence': 'Link a moment to it in “Rating”, or to one of its lines in “Checklist”.',
  'rating-without-rationale': 'Say in a sentence or two what led to it.',
  'feedback-empty': 'Write a line in “Feedback”.',
  'evidence-outside-recording': 'Correct the times in the list of moments.',
};

const ORDER: readonly GapType[] = [
  'nothing-marked',
  'gate-unmarked',
  'markers-unmarked',
  'competency-unrated',
  'rating-without-evidence',
  'rating-without-rationale',
  'feedback-empty',
  'evidence-outside-recording',
];

/** Puts what a review lacks together by what has to be done about it. */
export function groupGaps(
  gaps: readonly Gap[],
  framework: Framework,
  moments: ReviewContent['moments'],
): GapGroup[] {
  const titles = new Map(competenciesOf(framework).map(({ code, title }) => [code, title]));
  return ORDER.flatMap((type) => {
    const found = gaps.filter((gap) => gap.type === type);
    if (found.length === 0) return [];
    return {
      type,
      title: titleOf(type, found),
      advice: ADVICE[type],
      items: found.flatMap(({ code }) => (code === undefined ? [] : [nameOf(type, code)])),
    };
  });

  function nameOf(type: GapType, code: string): string {
    if (type !== 'evidence-outside-recording') return titles.get(code) ?? code;
    const moment = moments[code];
    return moment ? formatTimeCode(moment.startMs) : code;
  }
}

function titleOf(type: GapType, found: readonly Gap[]): string {
  const count = found.length;
  switch (type) {
    case 'nothing-marked':
    case 'feedback-empty':
      return found.map((gap) => gap.message).join(' ');
    case 'gate-unmarked':
      return count === 1 ? 'One gate is not marked' : `${count} gates are not marked`;
    case 'markers-unmarked':
      return count === 1
        ? 'Lines of one competency are not marked'
        : `Lines of ${count} competencies are not marked`;
    case 'competency-unrated':
      return count === 1 ? 'One competency is not rated' : `${count} competencies are not rated`;
    case 'rating-without-evidence':
      return count === 1 ? 'One rating has no evidence' : `${count} ratings have no evidence`;
    case 'rating-without-rationale':
      return count === 1 ? 'One rating has no rationale' : `${count} ratings have no rationale`;
    case 'evidence-outside-recording':
      return count === 1
        ? 'One moment reaches beyond the end of the recording'
        : `${count} moments reach beyond the end of the recording`;
  }
}

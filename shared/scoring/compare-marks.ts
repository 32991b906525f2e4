import type { Competency } from '../model/framework';
import type { IndicatorMark, ReviewContent } from '../model/review';

/** Whether two who marked an indicator marked it differently; who left it unmarked said nothing. */
export function marksDiffer(marks: readonly (IndicatorMark | undefined)[]): boolean {
  return new Set(marks.flatMap((mark) => (mark ? [mark.state] : []))).size > 1;
}

/** Whether any indicator of a competency was marked differently by those who marked it. */
export function anyMarkDiffers(
  competency: Pick<Competency, 'indicators'>,
  contents: readonly Pick<ReviewContent, 'marks'>[],
): boolean {
  return competency.indicators.some(({ code }) => marksDiffer(contents.map(({ marks }) => marks[code])));
}

import { formatTimeCode } from '../formats/time-code';
import type { Change } from '../history/review-change';
import { competenciesOf, type Framework, OFF_SCALE_VALUES, scaleOf } from './framework';
import { kindsOf, momentEndMs } from './moment';

/**
 * Says what is wrong with changes that no schema can see: times beyond the recording, kinds, codes and values that
 * the review's framework does not have.
 *
 * @param durationMs - length of the recording; a moment may end exactly there
 * @returns a sentence for the user, or `undefined` where all is well
 */
export function findViolation(
  changes: readonly Change[],
  framework: Framework,
  durationMs: number,
): string | undefined {
  for (const change of changes) {
    const violation = change.after === undefined ? undefined : checkChange(change, framework, durationMs);
    if (violation) return violation;
  }
  return undefined;
}

function checkChange(change: Change, framework: Framework, durationMs: number): string | undefined {
  const competencies = competenciesOf(framework);
  const hasIndicator = (code: string) =>
    competencies.some((competency) => competency.indicators.some((indicator) => indicator.code === code));
  switch (change.collection) {
    case 'moments': {
      const moment = change.after;
      if (!moment) return undefined;
      if (moment.id !== change.key) return `A moment is filed under another moment’s id.`;
      if (momentEndMs(moment) > durationMs) {
        return `A moment at ${formatTimeCode(moment.startMs)} reaches beyond the end of the recording (${formatTimeCode(durationMs)}).`;
      }
      if (!kindsOf(framework).some((kind) => kind.id === moment.kind)) {
        return `“${framework.title}” has no kind of moment called “${moment.kind}”.`;
      }
      const strayIndicator = moment.indicators.find((code) => !hasIndicator(code));
      if (strayIndicator) return `“${framework.title}” has no indicator ${strayIndicator}.`;
      const strayCompetency = moment.competencies.find(
        (code) => !competencies.some((competency) => competency.code === code),
      );
      return strayCompetency && `“${framework.title}” has no competency ${strayCompetency}.`;
    }
    case 'marks':
      return hasIndicator(change.key) ? undefined : `“${framework.title}” has no indicator ${change.key}.`;
    case 'ratings': {
      const competency = competencies.find((candidate) => candidate.code === change.key);
      if (!competency) return `“${framework.title}” has no competency ${change.key}.`;
      const value = change.after?.value;
      const known =
        value === undefined ||
        OFF_SCALE_VALUES.some((offScale) => offScale === value) ||
        scaleOf(framework, competency).values.some((candidate) => candidate.id === value);
      return known ? undefined : `“${value}” is not on the scale of competency ${competency.code}.`;
    }
    case 'feedback':
      return undefined;
  }
}

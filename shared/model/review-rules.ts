import { formatTimeCode } from '../formats/time-code';
import type { Change } from '../history/review-change';
import {
  competenciesOf,
  competencyOfIndicator,
  type Framework,
  OFF_SCALE_VALUES,
  scaleOf,
  statesOf,
} from './framework';
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
    case 'marks': {
      const competency = competencyOfIndicator(framework, change.key);
      const indicator = competency?.indicators.find(({ code }) => code === change.key);
      if (!competency || !indicator) return `“${framework.title}” has no indicator ${change.key}.`;
      const state = change.after?.state;
      return state === undefined || statesOf(competency, indicator).includes(state)
        ? undefined
        : `${indicator.code} is observed or not observed; it cannot be marked “partly”.`;
    }
    case 'ratings': {
      const competency = competencies.find((candidate) => candidate.code === change.key);
      if (!competency) return `“${framework.title}” has no competency ${change.key}.`;
      const value = change.after?.value;
      if (value === undefined) return undefined;
      const scale = scaleOf(framework, competency);
      if (!scale) return `Competency ${competency.code} is not rated: only its indicators are marked.`;
      const known =
        OFF_SCALE_VALUES.some((offScale) => offScale === value) ||
        scale.values.some((candidate) => candidate.id === value);
      return known ? undefined : `“${value}” is not on the scale of competency ${competency.code}.`;
    }
    case 'feedback':
      return undefined;
  }
}

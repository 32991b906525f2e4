import { competenciesOf, type Framework, type IndicatorState, ratingLabel } from '#shared/model/framework';
import { kindsOf } from '#shared/model/moment';
import type { MovePlan, Uncarried, UncarriedReason } from '#shared/model/move-report';

/** Why something has no place under the other framework, as the end of a sentence. */
const REASON_WORDS: Readonly<Record<UncarriedReason, string>> = {
  dropped: 'nothing there takes it up',
  unmapped: 'the crosswalk says nothing of it',
  split: 'it was divided there, and only you know which part is meant',
  merged: 'it was joined there with others, so it is not the whole',
  'other-item': 'what is a competency on one side is an indicator on the other',
  'other-scale': 'it is rated there on another scale, or not at all',
  'not-in-part': 'there it is observed or not, never in part',
  'other-sense': 'what is wanted on one side is a warning sign on the other',
  'kind-missing': 'there is no such kind of moment',
};

const STATE_WORDS: Readonly<Record<IndicatorState, string>> = {
  observed: 'observed',
  partly: 'partly',
  'not-observed': 'not observed',
  'no-opportunity': 'no opportunity',
  'not-assessable': 'not assessable',
};

/** What comes along, in one sentence. */
export function describeCarried({ carried }: MovePlan): string {
  const parts = [
    countOf(carried.moments, 'moment'),
    countOf(carried.marks, 'mark'),
    countOf(carried.ratings, 'rating'),
    countOf(carried.feedback, 'part of the feedback', 'parts of the feedback'),
  ];
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** What stays behind, and why. */
export function describeUncarried(item: Uncarried, from: Framework): { what: string; why: string } {
  const why = REASON_WORDS[item.reason];
  switch (item.type) {
    case 'mark': {
      const note = item.mark.note === '' ? '' : `, with the note “${item.mark.note}”`;
      return { what: `The mark “${STATE_WORDS[item.mark.state]}” on ${nameOf(item.code, from)}${note}`, why };
    }
    case 'rating': {
      const competency = competenciesOf(from).find(({ code }) => code === item.code);
      const { value, rationale = '' } = item.rating;
      const label =
        value === undefined ? '' : ` “${competency ? ratingLabel(from, competency, value) : value}”`;
      const because = rationale === '' ? '' : `, with the rationale “${rationale}”`;
      return { what: `The rating${label} of ${nameOf(item.code, from)}${because}`, why };
    }
    case 'links':
      return {
        what: `The links of ${countOf(item.momentIds.length, 'moment')} to ${nameOf(item.code, from)}`,
        why,
      };
    case 'moment': {
      const kind = kindsOf(from).find(({ id }) => id === item.moment.kind)?.label ?? item.moment.kind;
      return { what: `A moment of the kind “${kind}”`, why };
    }
  }
}

function nameOf(code: string, framework: Framework): string {
  for (const competency of competenciesOf(framework)) {
    if (competency.code === code) return `${code} ${competency.title}`;
    const indicator = competency.indicators.find((each) => each.code === code);
    if (indicator) return `${code} ${indicator.text}`;
  }
  return code;
}

function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

import type { IndicatorState } from '../model/framework';
import type { Moment } from '../model/moment';
import type { FeedbackPart, Rating } from '../model/review';
import type { EditContent } from './edit-content';

/** Content with a moment added or replaced. */
export function putMoment(content: EditContent, moment: Moment): EditContent {
  return { ...content, moments: content.moments.with(moment.id, moment) };
}

/** Content with some fields of a moment changed; as it was where there is no such moment. */
export function changeMoment(
  content: EditContent,
  momentId: string,
  change: (moment: Moment) => Moment,
): EditContent {
  const moment = content.moments.get(momentId);
  return moment ? putMoment(content, change(moment)) : content;
}

/** A moment of another kind. What was written in the form of the old one goes with it. */
export function withKind({ details: _ofOldKind, ...moment }: Moment, kind: string): Moment {
  return { ...moment, kind };
}

/** Content without a moment. Its links go with it, since they stand in the moment itself. */
export function removeMoment(content: EditContent, momentId: string): EditContent {
  return { ...content, moments: content.moments.without(momentId) };
}

/** Content with an indicator ticked, or unmarked where `state` is `undefined`. The note of the tick stays. */
export function markIndicator(
  content: EditContent,
  indicatorCode: string,
  state: IndicatorState | undefined,
): EditContent {
  const { [indicatorCode]: mark, ...marks } = content.marks;
  if (state === undefined) return { ...content, marks };
  return { ...content, marks: { ...marks, [indicatorCode]: { note: mark?.note ?? '', state } } };
}

/** Content with parts of a competency's rating changed; a rating left without anything is removed. */
export function changeRating(
  content: EditContent,
  competencyCode: string,
  change: { value?: string | undefined; rationale?: string },
): EditContent {
  const { [competencyCode]: before, ...ratings } = content.ratings;
  const { value, rationale = '' } = { ...before, ...change };
  const rating: Rating = { rationale, ...(value !== undefined && { value }) };
  if (value === undefined && rationale === '') return { ...content, ratings };
  return { ...content, ratings: { ...ratings, [competencyCode]: rating } };
}

export function changeFeedback(content: EditContent, part: FeedbackPart, text: string): EditContent {
  const { [part]: _before, ...feedback } = content.feedback;
  return { ...content, feedback: text === '' ? feedback : { ...feedback, [part]: text } };
}

/** A moment linked to an indicator as evidence, or with that link taken away where it was. */
export function toggleIndicatorLink(moment: Moment, indicatorCode: string): Moment {
  return { ...moment, indicators: toggled(moment.indicators, indicatorCode) };
}

/** The same for a competency's rating as a whole. */
export function toggleCompetencyLink(moment: Moment, competencyCode: string): Moment {
  return { ...moment, competencies: toggled(moment.competencies, competencyCode) };
}

function toggled(codes: readonly string[], code: string): string[] {
  return codes.includes(code) ? codes.filter((candidate) => candidate !== code) : [...codes, code];
}

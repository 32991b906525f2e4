import { formatTimeCode } from '#shared/formats/time-code';
import type { EditContent } from '#shared/history/edit-content';
import {
  changeFeedback,
  changeMoment,
  changeRating,
  markIndicator,
  toggleCompetencyLink,
  toggleIndicatorLink,
} from '#shared/history/review-edits';
import { type Competency, type Framework, type IndicatorState, ratingLabel } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import { FEEDBACK_LABELS, type FeedbackPart } from '#shared/model/review';
import type { ReviewStore } from '../../review-editing/review-store';
import { STATE_FACES } from './indicator-states';

/** What evidence is linked to. */
export type LinkTarget = { type: 'indicator' | 'competency'; code: string };

export type ReviewActions = ReturnType<typeof createReviewActions>;

/** The edits of the checklist, the ratings and the feedback, each as one named step. */
export function createReviewActions(store: Pick<ReviewStore, 'transact' | 'getView'>, framework: Framework) {
  function setLink(momentId: string, target: LinkTarget, isLinked: boolean): void {
    const moment = store.getView().content.moments.get(momentId);
    if (!moment || hasLink(moment, target) === isLinked) return;
    const time = formatTimeCode(moment.startMs);
    store.transact(
      isLinked ? `Link ${time} to ${target.code}` : `Unlink ${time} from ${target.code}`,
      (content) =>
        changeMoment(content, momentId, (current) =>
          target.type === 'indicator'
            ? toggleIndicatorLink(current, target.code)
            : toggleCompetencyLink(current, target.code),
        ),
    );
  }

  return {
    mark(code: string, state: IndicatorState): void {
      store.transact(`Mark ${code} as ${STATE_FACES[state].label.toLowerCase()}`, (content) =>
        markIndicator(content, code, state),
      );
    },

    unmark(code: string): void {
      store.transact(`Unmark ${code}`, (content) => markIndicator(content, code, undefined));
    },

    noteMark(code: string, note: string): void {
      store.transact(`Note on ${code}`, (content) => changeMarkNote(content, code, note), {
        mergeKey: `mark-note ${code}`,
      });
    },

    link(momentId: string, target: LinkTarget): void {
      setLink(momentId, target, true);
    },

    unlink(momentId: string, target: LinkTarget): void {
      setLink(momentId, target, false);
    },

    rate(competency: Competency, value: string | undefined): void {
      const label =
        value === undefined
          ? `Clear the rating of ${competency.code}`
          : `Rate ${competency.code} as “${ratingLabel(framework, competency, value)}”`;
      store.transact(label, (content) => changeRating(content, competency.code, { value }));
    },

    explainRating(code: string, rationale: string): void {
      store.transact(`Rationale of ${code}`, (content) => changeRating(content, code, { rationale }), {
        mergeKey: `rationale ${code}`,
      });
    },

    writeFeedback(part: FeedbackPart, text: string): void {
      store.transact(`Write “${FEEDBACK_LABELS[part]}”`, (content) => changeFeedback(content, part, text), {
        mergeKey: `feedback ${part}`,
      });
    },
  };
}

export function hasLink(moment: Moment, target: LinkTarget): boolean {
  return (target.type === 'indicator' ? moment.indicators : moment.competencies).includes(target.code);
}

/** Content with the note of a tick changed; as it was where the tick is gone by now. */
function changeMarkNote(content: EditContent, code: string, note: string): EditContent {
  const mark = content.marks[code];
  return mark ? { ...content, marks: { ...content.marks, [code]: { ...mark, note } } } : content;
}

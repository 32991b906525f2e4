import { beforeEach, describe, expect, test } from 'vitest';
import { type EditContent, editContentOf } from '#shared/history/edit-content';
import { competenciesOf } from '#shared/model/framework';
import { EMPTY_CONTENT } from '#shared/model/review';
import { createReviewActions, type ReviewActions } from '../../../../renderer/features/review/review-actions';
import { someFramework } from './some-framework';
import { momentsById, someMoment } from './some-moment';

const moment = someMoment(75);
const [agreeing] = competenciesOf(someFramework);

let content: EditContent;
let steps: string[];
let actions: ReviewActions;

beforeEach(() => {
  content = editContentOf({ ...EMPTY_CONTENT, moments: momentsById(moment) });
  steps = [];
  actions = createReviewActions(
    {
      getView: () => ({
        content,
        momentsInOrder: content.moments.values(),
        undoLabel: undefined,
        redoLabel: undefined,
        save: { phase: 'saved' },
        isReadOnly: false,
      }),
      transact(label, change) {
        steps.push(label);
        content = change(content);
      },
    },
    someFramework,
  );
});

describe('the edits of a review', () => {
  test('ticking, noting and unmarking a line', () => {
    actions.mark('A.1', 'not-observed');
    actions.noteMark('A.1', 'Waited for');
    expect(content.marks['A.1']).toEqual({ state: 'not-observed', note: 'Waited for' });
    actions.mark('A.1', 'partly');
    expect(content.marks['A.1']).toEqual({ state: 'partly', note: 'Waited for' });
    actions.unmark('A.1');
    expect(content.marks).toEqual({});
    expect(steps[0]).toBe('Mark A.1 as not observed');
  });

  test('a note that arrives after its tick is gone brings nothing back', () => {
    actions.noteMark('A.1', 'too late');
    expect(content.marks).toEqual({});
  });

  test('linking twice links once, and unlinking what is not linked does nothing', () => {
    const line = { type: 'indicator', code: 'A.1' } as const;
    actions.link(moment.id, line);
    actions.link(moment.id, line);
    expect(content.moments.get(moment.id)?.indicators).toEqual(['A.1']);
    actions.unlink(moment.id, { type: 'competency', code: 'A' });
    actions.unlink(moment.id, line);
    expect(content.moments.get(moment.id)).toEqual(moment);
    expect(steps).toEqual(['Link 1:15 to A.1', 'Unlink 1:15 from A.1']);
  });

  test('a moment that is gone cannot be linked', () => {
    actions.link(someMoment(9).id, { type: 'competency', code: 'A' });
    expect(steps).toEqual([]);
  });

  test('rating, explaining and clearing; the explanation stays', () => {
    if (!agreeing) throw new Error('The framework is empty');
    actions.rate(agreeing, 'clear');
    actions.explainRating('A', 'Asked twice');
    actions.rate(agreeing, undefined);
    expect(content.ratings).toEqual({ A: { rationale: 'Asked twice' } });
    expect(steps).toEqual(['Rate A as “Clear”', 'Rationale of A', 'Clear the rating of A']);
  });
});

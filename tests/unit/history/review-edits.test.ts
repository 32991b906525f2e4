import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EditContent, editContentOf, reviewContentOf } from '#shared/history/edit-content';
import {
  changeFeedback,
  changeMoment,
  changeRating,
  markIndicator,
  putMoment,
  removeMoment,
  toggleCompetencyLink,
  toggleIndicatorLink,
} from '#shared/history/review-edits';
import { EMPTY_CONTENT } from '#shared/model/review';
import { idOf, moment, content as plainContent } from '../scoring/contents';

const EMPTY = editContentOf(EMPTY_CONTENT);

function content(...parameters: Parameters<typeof plainContent>): EditContent {
  return editContentOf(plainContent(...parameters));
}

describe('moments', () => {
  const first = moment(1);
  const second = moment(2, { startMs: 9_000 });

  it('are added, replaced and removed by id', () => {
    const both = putMoment(putMoment(EMPTY, first), second);
    expect(Object.keys(both.moments.toRecord())).toEqual([first.id, second.id]);
    const replaced = putMoment(both, { ...first, note: 'new' });
    expect(replaced.moments.get(first.id)?.note).toBe('new');
    expect(removeMoment(replaced, first.id).moments.toRecord()).toEqual({ [second.id]: second });
    expect(EMPTY.moments.toRecord()).toEqual({});
  });

  it('are changed where they are there, and left alone where not', () => {
    const start = content({}, [first]);
    expect(
      changeMoment(start, first.id, (before) => ({ ...before, quote: 'yes' })).moments.get(first.id)?.quote,
    ).toBe('yes');
    expect(changeMoment(start, idOf(7), (before) => ({ ...before, quote: 'yes' }))).toBe(start);
    expect(removeMoment(start, idOf(7)).moments).toBe(start.moments);
  });

  it('take their links with them when they are removed', () => {
    const linked = toggleCompetencyLink(toggleIndicatorLink(first, 'A.1'), 'A');
    expect(linked).toMatchObject({ indicators: ['A.1'], competencies: ['A'] });
    expect(JSON.stringify(reviewContentOf(removeMoment(content({}, [linked]), first.id)))).not.toContain(
      'A.1',
    );
  });

  it('have a link once, and after a second toggle not at all', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom('A.1', 'A.2', 'B.1')), (codes) => {
        const linked = codes.reduce(toggleIndicatorLink, first);
        expect(linked.indicators).toEqual(codes);
        expect(codes.reduce(toggleIndicatorLink, linked)).toEqual(first);
      }),
    );
  });
});

describe('ticks', () => {
  it('change their state, keep their note, and go when unmarked', () => {
    const noted = content({ marks: { 'A.1': { state: 'observed', note: 'at once' } } });
    const partly = markIndicator(noted, 'A.1', 'partly');
    expect(partly.marks).toEqual({ 'A.1': { state: 'partly', note: 'at once' } });
    expect(markIndicator(partly, 'A.1', undefined).marks).toEqual({});
    expect(markIndicator(EMPTY, 'B.1', 'observed').marks).toEqual({
      'B.1': { state: 'observed', note: '' },
    });
  });
});

describe('ratings', () => {
  it('change part by part', () => {
    const valued = changeRating(EMPTY, 'A', { value: 'good' });
    expect(valued.ratings).toEqual({ A: { value: 'good', rationale: '' } });
    const reasoned = changeRating(valued, 'A', { rationale: 'clear' });
    expect(reasoned.ratings).toEqual({ A: { value: 'good', rationale: 'clear' } });
    const cleared = changeRating(reasoned, 'A', { value: undefined });
    expect(cleared.ratings).toEqual({ A: { rationale: 'clear' } });
  });

  it('go when nothing is left of them', () => {
    const rated = content({ ratings: { A: { value: 'good', rationale: '' } } });
    expect(changeRating(rated, 'A', { value: undefined }).ratings).toEqual({});
    expect(changeRating(EMPTY, 'A', {}).ratings).toEqual({});
  });
});

describe('feedback', () => {
  it('holds only parts that say something', () => {
    const written = changeFeedback(EMPTY, 'develop', 'Pause more.');
    expect(written.feedback).toEqual({ develop: 'Pause more.' });
    expect(changeFeedback(written, 'develop', '').feedback).toEqual({});
  });
});

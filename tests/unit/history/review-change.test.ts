import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editContentOf, reviewContentOf } from '#shared/history/edit-content';
import {
  applyChanges,
  type Change,
  changeSchema,
  diffContent,
  invertChanges,
  isSameEntry,
  StaleChangeError,
} from '#shared/history/review-change';
import { EMPTY_CONTENT, type ReviewContent } from '#shared/model/review';
import { content, idOf, moment } from '../scoring/contents';
import { anyEdits, play } from './random-edits';

const anyContent = anyEdits.map((edits) => play(edits).state.content);

describe('the difference of any two contents', () => {
  it('leads from the one to the other, and turned round back again', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (from, to) => {
        const changes = diffContent(from, to);
        expect(reviewContentOf(applyChanges(from, changes))).toEqual(reviewContentOf(to));
        expect(reviewContentOf(applyChanges(to, invertChanges(changes)))).toEqual(reviewContentOf(from));
        expect(invertChanges(invertChanges(changes))).toEqual(changes);
      }),
    );
  });

  it('is empty between equals, however they were made', () => {
    fc.assert(
      fc.property(anyContent, (from) => {
        expect(diffContent(from, editContentOf(structuredClone(reviewContentOf(from))))).toEqual([]);
      }),
    );
  });

  it('is of the form in which it is stored', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (from, to) => {
        for (const change of diffContent(from, to)) expect(changeSchema.parse(change)).toEqual(change);
      }),
    );
  });
});

describe('applying changes', () => {
  const before = moment(1, { note: 'old' });
  const plain = content({ marks: { 'A.1': { state: 'observed', note: '' } } }, [before]);
  const start = editContentOf(plain);
  const change: Change = { collection: 'moments', key: before.id, before, after: { ...before, note: 'new' } };

  it('shares what it does not touch, and alters nothing that it was given', () => {
    const frozen = editContentOf(deepFreeze(structuredClone(plain)));
    const next = applyChanges(frozen, [change]);
    expect(next.marks).toBe(frozen.marks);
    expect(next.moments).not.toBe(frozen.moments);
    expect(reviewContentOf(frozen)).toEqual(plain);
  });

  it('applies several changes of one entry in their order', () => {
    const third = { ...before, note: 'newer' };
    const next = applyChanges(start, [change, { ...change, before: change.after, after: third } as Change]);
    expect(next.moments.get(before.id)).toEqual(third);
  });

  it.each<[string, ReviewContent]>([
    ['was changed', content({}, [{ ...before, note: 'by another window' }])],
    ['is gone', EMPTY_CONTENT],
  ])('refuses a change of an entry that %s', (_what, stale) => {
    const edited = editContentOf(stale);
    expect(() => applyChanges(edited, [change])).toThrow(StaleChangeError);
    expect(reviewContentOf(edited)).toEqual(stale);
  });

  it('refuses to create what is there', () => {
    const creation: Change = { collection: 'moments', key: before.id, after: before };
    expect(() => applyChanges(start, [creation])).toThrow(StaleChangeError);
  });

  it('refuses all of a step whose last change is stale', () => {
    const stale: Change = { collection: 'feedback', key: 'develop', before: 'not there', after: 'new' };
    expect(() => applyChanges(start, [change, stale])).toThrow(
      expect.objectContaining({ name: 'StaleChangeError', change: stale }),
    );
    expect(reviewContentOf(start)).toEqual(plain);
  });

  it('names the entry in its refusal', () => {
    expect(() => applyChanges(editContentOf(EMPTY_CONTENT), [change])).toThrow(`moments/${idOf(1)}`);
  });
});

describe('entries', () => {
  it.each<[unknown, unknown, boolean]>([
    [{ a: 1 }, { a: 1, b: undefined }, true],
    [{ a: [1, 2] }, { a: [1, 2] }, true],
    [{ a: [1, 2] }, { a: [2, 1] }, false],
    [{ a: [1] }, { a: { 0: 1 } }, false],
    [[], {}, false],
    [null, {}, false],
    [undefined, null, false],
    ['1', 1, false],
    [Number.NaN, Number.NaN, true],
  ])('%j and %j are the same: %s', (a, b, same) => {
    expect([isSameEntry(a, b), isSameEntry(b, a)]).toEqual([same, same]);
  });
});

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member);
    Object.freeze(value);
  }
  return value;
}

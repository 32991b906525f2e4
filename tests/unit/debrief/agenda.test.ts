import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planAgenda } from '#shared/debrief/agenda';

const stepsOf = (disagreements: readonly number[]) =>
  disagreements.map((disagreement, index) => ({ id: `step-${index}`, disagreement }));

describe('an agenda', () => {
  it('gives more time to what is disputed more', () => {
    const { items } = planAgenda(stepsOf([1, 0.5, 0]), 10, {});
    expect(items.map(({ seconds }) => seconds)).toEqual([300, 210, 90]);
  });

  it('takes as many as fit in two minutes each, and keeps the rest at hand', () => {
    const { items, rest } = planAgenda(stepsOf(Array.from({ length: 40 }, () => 0.3)), 30, {});
    expect([items.length, rest.length]).toEqual([15, 25]);
  });

  it('keeps what was set by hand, and divides what is left', () => {
    const { items, rest, seconds } = planAgenda(stepsOf([1, 0.5, 0]), 10, {
      'step-0': { minutes: 7 },
      'step-2': { isIncluded: false },
    });
    expect(items).toMatchObject([
      { seconds: 420, isFixed: true },
      { seconds: 180, isFixed: false },
    ]);
    expect([rest.map(({ id }) => id), seconds]).toEqual([['step-2'], 600]);
  });

  it('says that it takes longer where what was set does not fit', () => {
    const { items, seconds } = planAgenda(stepsOf([1, 1]), 5, { 'step-0': { minutes: 8 } });
    expect([items[1]?.seconds, seconds]).toEqual([30, 510]);
  });

  it('is empty where there is nothing to talk about', () => {
    expect(planAgenda([], 60, {})).toEqual({ items: [], rest: [], seconds: 0 });
  });

  it('divides all of the time and no more, in half minutes, and has each step once', () => {
    const steps = fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 400 })
      .map((values) => stepsOf(values.toSorted((a, b) => b - a)));
    fc.assert(
      fc.property(steps, fc.integer({ min: 5, max: 600 }), (all, minutes) => {
        const { items, rest, seconds } = planAgenda(all, minutes, {});
        expect(seconds).toBe(minutes * 60);
        expect(items.every((item) => item.seconds > 0 && item.seconds % 30 === 0)).toBe(true);
        expect([...items.map(({ step }) => step), ...rest]).toEqual(all);
        const times = items.map((item) => item.seconds);
        for (const [index, time] of times.entries()) {
          expect(time).toBeGreaterThanOrEqual((times[index + 1] ?? 0) - 30);
        }
      }),
    );
  });
});

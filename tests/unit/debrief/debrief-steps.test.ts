import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DebriefStep, makeSteps } from '#shared/debrief/debrief-steps';
import { aboutOf, distributionOf, titleOfStep } from '#shared/debrief/step-words';
import { idOf } from '../backend/exchange/sample-contents';
import { FRAMEWORK, review, shuffled, someReviews } from './some-reviews';

const told = (steps: readonly DebriefStep[]) =>
  steps.map((step) => [titleOfStep(FRAMEWORK, aboutOf(step)), step.standing, step.disagreement]);

describe('the steps of a debrief', () => {
  it('say where all agree, where one stands alone and where they contradict, the most disputed first', () => {
    const reviews = [
      review(1, [
        ['closing', 'shown', 50_000, 60_000],
        ['partnering', 'shown', 10_000, 20_000],
        ['re-contracting', 'shown', 30_000, 31_000],
      ]),
      review(2, [
        ['closing', 'shown', 55_000, 58_000],
        ['partnering', 'missed', 12_000, 22_000],
      ]),
      review(3, [
        ['closing', 'shown', 52_000, 61_000],
        ['partnering', 'against', 15_000, 16_000],
      ]),
    ];
    expect(told(makeSteps(FRAMEWORK, reviews))).toEqual([
      ['Partnering', 'contradict', 0.75],
      ['Re-contracting', 'alone', 0.333333333],
      ['Closing', 'agree', 0],
    ]);
  });

  it('take points as the same that lie less than five seconds apart', () => {
    const at = (...starts: number[]) =>
      makeSteps(
        FRAMEWORK,
        starts.map((startMs, index) => review(index + 1, [['closing', 'shown', startMs]])),
      );
    expect(at(10_000, 14_999).map(({ standing }) => standing)).toEqual(['agree']);
    expect(at(10_000, 15_000).map(({ standing }) => standing)).toEqual(['alone', 'alone']);
  });

  it('do not chain: what shares no instant is not one place', () => {
    const steps = makeSteps(FRAMEWORK, [
      review(1, [['closing', 'shown', 0, 10_000]]),
      review(2, [['closing', 'shown', 9_000, 19_000]]),
      review(3, [['closing', 'shown', 18_000, 28_000]]),
    ]);
    expect(steps.map((step) => step.type === 'moment' && step.moments.length)).toEqual([2, 1]);
  });

  it('measure ratings on their scale; what stands beside it is never near', () => {
    const rated = (...values: string[]) =>
      makeSteps(
        FRAMEWORK,
        values.map((value, index) => review(index + 1, [], { SA: value })),
      )[0];
    expect(rated('not-yet', 'fluent')?.disagreement).toBe(1);
    expect(rated('solid', 'fluent')?.disagreement).toBeCloseTo(1 / 3);
    expect(rated('solid', 'no-opportunity')?.disagreement).toBe(1);
    expect(rated('no-opportunity', 'no-opportunity')).toMatchObject({ standing: 'agree', disagreement: 0 });
  });

  it('show a rating that is off the scale as what it is', () => {
    const [step] = makeSteps(FRAMEWORK, [review(1, [], { SA: 'solid' }), review(2, [], { SA: 'brilliant' })]);
    if (!step) throw new Error('There is no step');
    const rows = distributionOf(FRAMEWORK, step, {}, [idOf(1), idOf(2)]);
    expect(rows.find(({ id }) => id === 'brilliant')).toMatchObject({
      label: 'brilliant (not on the scale)',
      alone: [idOf(2)],
    });
  });

  it('leave out of the figures what does not count, and show it beside', () => {
    const [step] = makeSteps(FRAMEWORK, [
      review(1, [['closing', 'shown', 0, 10_000]]),
      review(2, [['closing', 'shown', 5_000, 10_000]]),
      review(3, [['closing', 'against', 5_000, 10_000]], {}, false),
    ]);
    expect(step).toMatchObject({ standing: 'agree', disagreement: 0, beside: [{ reviewId: idOf(3) }] });
  });

  it('are none where nobody marked or rated anything', () => {
    expect(makeSteps(FRAMEWORK, [review(1, []), review(2, [])])).toEqual([]);
  });

  it('are the same whatever the order of reviewers and entries', () => {
    fc.assert(
      fc.property(someReviews, fc.nat(20), (reviews, by) => {
        expect(makeSteps(FRAMEWORK, shuffled(reviews, by))).toEqual(makeSteps(FRAMEWORK, reviews));
      }),
    );
  });

  it('hold every moment that counts exactly once, and any other at most once', () => {
    fc.assert(
      fc.property(someReviews, (reviews) => {
        const steps = makeSteps(FRAMEWORK, reviews).filter((step) => step.type === 'moment');
        const idsOf = (counts: boolean) =>
          reviews
            .filter((each) => each.counts === counts)
            .flatMap(({ content }) => Object.keys(content.moments))
            .sort();
        expect(steps.flatMap(({ moments }) => moments.map(({ id }) => id)).sort()).toEqual(idsOf(true));
        const beside = steps.flatMap(({ beside: attached }) => attached.map(({ id }) => id));
        expect(new Set(beside).size).toBe(beside.length);
        expect(idsOf(false)).toEqual(expect.arrayContaining(beside));
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
      }),
    );
  });

  it('go from the most disputed to the least, and are 0 exactly where all say the same', () => {
    fc.assert(
      fc.property(someReviews, (reviews) => {
        const steps = makeSteps(FRAMEWORK, reviews);
        const values = steps.map(({ disagreement }) => disagreement);
        expect(values).toEqual(values.toSorted((a, b) => b - a));
        for (const { disagreement, standing } of steps) {
          if (standing === 'agree') expect(disagreement).toBe(0);
          if (standing === 'contradict' || standing === 'differ') expect(disagreement).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('share an instant, each with all the others of its step', () => {
    const wide = ({ startMs, endMs }: { startMs: number; endMs?: number | undefined }) =>
      endMs === undefined ? [startMs - 2_500, startMs + 2_500] : [startMs, endMs];
    fc.assert(
      fc.property(someReviews, (reviews) => {
        for (const step of makeSteps(FRAMEWORK, reviews)) {
          if (step.type !== 'moment') continue;
          const spans = step.moments.map(wide);
          const latestStart = Math.max(...spans.map(([start = 0]) => start));
          expect(latestStart).toBeLessThan(Math.min(...spans.map(([, end = 0]) => end)));
        }
      }),
    );
  });
});

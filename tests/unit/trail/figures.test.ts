import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Moment } from '#shared/model/moment';
import { trailFigures } from '#shared/trail/figures';
import { axisTop, TRAIL_MEASURES } from '#shared/trail/measures';
import { tellTrail } from '#shared/trail/story';
import { agreementTrail } from '#shared/trail/trail';
import { anyMoments, DURATION_MS, idOf, makeMoment } from './some-moments';

function textsOf(moments: readonly Moment[]): Record<string, string> {
  return Object.fromEntries(
    trailFigures(agreementTrail(moments, DURATION_MS)).map(({ id, text }) => [id, text]),
  );
}

describe('the figures of a trail', () => {
  it('of a session without marks say that nothing was marked, and call nothing a fault', () => {
    expect(textsOf([])).toEqual({
      'first-agreement': 'none marked',
      'agreed-share': '0 % of the session',
      elements: 'none noted',
      're-contracting': 'offered 0, chosen 0, missed 0',
      'mini-contracts': 'asked 0, answered 0, honoured 0, missed 0',
      choices: 'no turn marked',
      'without-partnering': '10 min, from 0:00',
      closing: 'not marked as asked',
    });
  });

  it('say what was heard, what is missing, who chose, and what was not honoured', () => {
    const moments = [
      makeMoment(1, 'session-agreement', 400_000, 450_000, {
        details: {
          kind: 'session-agreement',
          elements: { topic: { words: 'my week' }, outcome: { words: '', atMs: 5 } },
          proposedBy: 'both',
        },
      }),
      makeMoment(2, 're-contracting', 460_000, 470_000, { polarity: 'against' }),
      makeMoment(3, 'mini-contract', 480_000, 490_000, {
        details: { kind: 'mini-contract', reasons: [], answer: 'no', honoured: false },
      }),
      makeMoment(4, 'closing', 580_000, 590_000, { details: { kind: 'closing', designedBy: 'client' } }),
    ];
    expect(textsOf(moments)).toEqual({
      'first-agreement': 'at 7:30',
      'agreed-share': '2 % of the session',
      elements: '2 of 5; not noted: measure of success, meaning, what must be addressed',
      're-contracting': 'offered 0, chosen 0, missed 0, unasked 1',
      'mini-contracts': 'asked 1, answered 1, honoured 0, not honoured 1, missed 0',
      choices: '7:30 both, 7:50 the coach',
      'without-partnering': '7 min, from 0:00',
      closing: 'asked; designed by the client',
    });
  });

  it('are always the same ones in the same order, and point at moments that exist', () => {
    fc.assert(
      fc.property(anyMoments, (moments) => {
        const figures = trailFigures(agreementTrail(moments, DURATION_MS));
        expect(figures.map(({ id }) => id)).toEqual(
          trailFigures(agreementTrail([], DURATION_MS)).map(({ id }) => id),
        );
        const known = new Set(moments.map(({ id }) => id));
        for (const { text, momentIds } of figures) {
          expect(text).not.toMatch(/undefined|NaN/);
          expect(momentIds.every((id) => known.has(id))).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a sentence of the story', () => {
  it('about moments plays the first of them, not some other stretch', () => {
    const moments = [
      makeMoment(1, 'mini-contract', 300_000, 310_000),
      makeMoment(2, 're-contracting', 100_000, 120_000, { polarity: 'missed' }),
    ];
    const story = tellTrail(agreementTrail(moments, DURATION_MS), moments);
    const about = (id: string, start: string) =>
      story.find(({ text, momentIds }) => text.startsWith(start) && momentIds.includes(id));
    expect(about(idOf(2), 'Re-contracting')).toMatchObject({ startMs: 100_000, endMs: 120_000 });
    expect(about(idOf(1), 'Permission')).toMatchObject({ startMs: 300_000, endMs: 310_000 });
  });

  it('holds words of several lines, or with a full stop of their own', () => {
    const moments = [
      makeMoment(1, 'session-agreement', 0, 60_000, {
        details: { kind: 'session-agreement', elements: { topic: { words: ' One thing,\nnext week. ' } } },
      }),
    ];
    expect(tellTrail(agreementTrail(moments, DURATION_MS), moments)[1]?.text).toBe(
      'From 1:00 they work for 9 min on what was agreed: One thing, next week.',
    );
  });
});

describe('the figures that are followed over sessions', () => {
  const empty = agreementTrail([], DURATION_MS);

  it('say nothing where a session says nothing, and never nought in its place', () => {
    const values = TRAIL_MEASURES.map((measure) => [measure.id, measure.valueOf(empty)]);
    expect(Object.fromEntries(values)).toEqual({
      'agreed-share': 0,
      'first-agreement': undefined,
      elements: undefined,
      're-contracting': 0,
      'mini-contracts': 0,
      'without-partnering': 10,
    });
  });

  it('are the same that the trail tells in words', () => {
    const yes = { topic: { words: 'The calendar' } };
    const trail = agreementTrail(
      [
        makeMoment(1, 'session-agreement', 60_000, 90_000, {
          details: { kind: 'session-agreement', answer: 'yes', elements: yes },
        }),
      ],
      DURATION_MS,
    );
    const words = TRAIL_MEASURES.flatMap((measure) => {
      const value = measure.valueOf(trail);
      return value === undefined ? [] : [measure.wordsFor(value)];
    });
    expect(words).toEqual([
      '85 % of the session',
      'at 1:30',
      '1 of 5 elements',
      '0 decided by the client',
      '0 asked',
      '8:30 without one',
    ]);
  });

  it('have an axis that holds every value', () => {
    expect([[], [0.4], [3], [7, undefined], [50], [51], [100]].map(axisTop)).toEqual([
      2, 2, 5, 10, 50, 100, 100,
    ]);
  });
});

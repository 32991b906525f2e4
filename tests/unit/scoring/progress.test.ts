import { describe, expect, it } from 'vitest';
import { competenciesOf } from '#shared/model/framework';
import type { SessionProgress } from '#shared/model/progress';
import { courseOf, courseOfIndicator } from '#shared/scoring/progress';
import { content, DURATION_MS, FRAMEWORK, idOf, moment } from './contents';

const [agreeing] = competenciesOf(FRAMEWORK);
if (!agreeing) throw new Error('The small framework has two competencies');

function session(
  number: number,
  facts: Parameters<typeof content>[0],
  moments = [moment(number)],
): SessionProgress {
  const { feedback: _, ...said } = content(facts, moments);
  return {
    sessionId: idOf(number),
    reviewId: idOf(100 + number),
    title: `Session ${number}`,
    date: `2026-0${number}-01`,
    durationMs: DURATION_MS,
    canPlay: true,
    content: said,
  };
}

const SESSIONS = [
  session(
    1,
    { ratings: { A: { value: 'low', rationale: '' } }, marks: { 'A.1': { state: 'partly', note: '' } } },
    [moment(1, { indicators: ['A.1'], polarity: 'missed' }), moment(2, { competencies: ['B'] })],
  ),
  session(2, { ratings: { A: { value: 'no-opportunity', rationale: '' } } }),
  session(
    3,
    {
      ratings: { A: { value: 'high', rationale: '' } },
      marks: { 'A.1': { state: 'observed', note: '' }, 'A.2': { state: 'not-observed', note: '' } },
    },
    [moment(3, { indicators: ['A.2'] }), moment(4, { competencies: ['A'], polarity: 'against' })],
  ),
];

describe('the course of a competency', () => {
  const points = courseOf(FRAMEWORK, agreeing, SESSIONS);

  it('has the value of each session on its scale, and never “no opportunity” as a low one', () => {
    expect(points.map(({ step, label }) => [step, label])).toEqual([
      [0, 'LOW'],
      [undefined, 'No opportunity'],
      [3, 'HIGH'],
    ]);
  });

  it('counts what was observed among what was marked', () => {
    expect(points.map(({ observed, marked }) => [observed, marked])).toEqual([
      [0, 1],
      [0, 0],
      [1, 2],
    ]);
  });

  it('has the moments behind each point, those shown apart from those missed or against', () => {
    expect(points.map(({ best, missed }) => [best.map(({ id }) => id), missed.map(({ id }) => id)])).toEqual([
      [[], [idOf(1)]],
      [[], []],
      [[idOf(3)], [idOf(4)]],
    ]);
  });
});

it('the course of an indicator has its marks and its moments', () => {
  expect(
    courseOfIndicator('A.2', SESSIONS).map(({ state, best }) => [state, best.map(({ id }) => id)]),
  ).toEqual([
    [undefined, []],
    [undefined, []],
    ['not-observed', [idOf(3)]],
  ]);
});

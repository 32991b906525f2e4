import { describe, expect, it } from 'vitest';
import { type Framework, frameworkSchema, statesOf } from '#shared/model/framework';
import { findViolation } from '#shared/model/review-rules';
import { evidenceFor } from '#shared/scoring/evidence';
import { findGaps, isOnlyMarked } from '#shared/scoring/review-gaps';
import { marksOfAnswers, type SelfCheckAnswers, selfCheckOf } from '#shared/scoring/self-check';
import { SHIPPED, shipped } from '../resources/shipped-frameworks';
import { content, DURATION_MS, FRAMEWORK, moment } from './contents';

/** A gate, markers that are observed or not, and a competency read through them; only C is rated. */
const MARKERS: Framework = frameworkSchema.parse({
  ...FRAMEWORK,
  domains: [
    {
      id: 'D',
      title: 'Domain',
      competencies: [
        { code: 'A', title: 'Ethics', indicators: [{ code: 'A.1', text: 'In the role', gate: true }] },
        { code: 'M', title: 'Mindset', borrowed: ['B.2'], indicators: [] },
        {
          code: 'B',
          title: 'Agreeing',
          marking: 'observed-or-not',
          indicators: [
            { code: 'B.1', text: 'Asks' },
            { code: 'B.2', text: 'Follows' },
          ],
        },
        { code: 'C', title: 'Closing', scaleId: 'four', indicators: [{ code: 'C.1', text: 'Ends' }] },
      ],
    },
  ],
});

const [ethics, mindset, agreeing, closing] = MARKERS.domains[0]?.competencies ?? [];

describe('a framework that only marks', () => {
  const CHECK: Framework = frameworkSchema.parse({
    ...MARKERS,
    scales: [],
    domains: [
      {
        id: 'W',
        title: 'Warning signs',
        competencies: [
          {
            code: 'W',
            title: 'Subtle',
            marking: 'observed-or-not',
            indicators: ['W.1', 'W.2'].map((code) => ({ code, text: 'Fixes', sense: 'unwanted' })),
          },
        ],
      },
      {
        id: 'D',
        title: 'Done',
        competencies: [{ code: 'D', title: 'Does', indicators: [{ code: 'D.1', text: 'Asks' }] }],
      },
    ],
  });
  const types = (marks: SelfCheckAnswers) =>
    findGaps(content({ marks: marksOfAnswers(marks) }), CHECK, DURATION_MS).map(({ type, code }) =>
      [type, code].filter(Boolean).join(' '),
    );
  const not = { state: 'not-observed', note: '' } as const;

  it('lacks lines that are not marked, and a moment only where something was there', () => {
    expect(isOnlyMarked(CHECK)).toBe(true);
    expect(isOnlyMarked(MARKERS)).toBe(false);
    expect(types({})).toEqual([
      'nothing-marked',
      'feedback-empty',
      'markers-unmarked W',
      'markers-unmarked D',
    ]);
    expect(types({ 'W.1': not, 'W.2': not })).toEqual(['feedback-empty', 'markers-unmarked D']);
    const seen = { state: 'observed', note: ' Gave a tip. ' } as const;
    expect(types({ 'W.1': not, 'W.2': seen, 'D.1': not })).toEqual(['nothing-marked', 'feedback-empty']);
    expect(marksOfAnswers({ 'W.2': seen })).toEqual({ 'W.2': { state: 'observed', note: 'Gave a tip.' } });
  });

  it('is checked in a minute where a part holds warning signs alone', () => {
    expect(selfCheckOf(CHECK).map(({ id }) => id)).toEqual(['W']);
    expect(selfCheckOf(MARKERS)).toEqual([]);
    const [astray, ...others] = selfCheckOf(shipped('ethics-and-role-self-check@1'));
    expect(others).toEqual([]);
    expect(astray?.competencies.map(({ indicators }) => indicators.length)).toEqual([6, 5, 3]);
    const withCheck = SHIPPED.filter((framework) => selfCheckOf(framework).length > 0);
    expect(withCheck.map(({ id }) => id)).toEqual(['ethics-and-role-self-check']);
  });
});

describe('a framework with gates and markers', () => {
  it('asks for the mark of a gate, and for the rating of what has a scale only', () => {
    const gaps = findGaps(content({ marks: {} }), MARKERS, DURATION_MS);
    expect(gaps.filter(({ code }) => code).map(({ type, code }) => [type, code])).toEqual([
      ['gate-unmarked', 'A.1'],
      ['markers-unmarked', 'B'],
      ['competency-unrated', 'C'],
    ]);
    expect(gaps.map(({ message }) => message)).toContain('Agreeing: 2 of 2 lines are not marked.');
    const marked = content({ marks: { 'A.1': { state: 'observed', note: '' } } });
    expect(findGaps(marked, MARKERS, DURATION_MS).map(({ type }) => type)).not.toContain('gate-unmarked');
  });

  it('reads a competency through the indicators that it borrows', () => {
    const borrowed = moment(1, { indicators: ['B.2'] });
    const other = moment(2, { indicators: ['B.1'] });
    const review = content({}, [borrowed, other]);
    expect(mindset && evidenceFor(review, mindset)).toEqual([borrowed]);
    expect(agreeing && evidenceFor(review, agreeing)).toEqual([borrowed, other]);
  });

  it('lets a gate and a marker be observed or not, and never in part', () => {
    for (const [competency, inPart] of [
      [ethics, false],
      [agreeing, false],
      [closing, true],
    ] as const) {
      const indicator = competency?.indicators[0];
      if (!competency || !indicator) throw new Error('The framework above has it');
      expect(statesOf(competency, indicator).includes('partly')).toBe(inPart);
      const after = { state: 'partly', note: '' } as const;
      const violation = findViolation(
        [{ collection: 'marks', key: indicator.code, after }],
        MARKERS,
        DURATION_MS,
      );
      expect(violation).toBe(
        inPart ? undefined : `${indicator.code} is observed or not observed; it cannot be marked “partly”.`,
      );
    }
  });

  it('takes remarks on what is not rated, and no rating', () => {
    const rate = (value?: string) =>
      findViolation(
        [
          {
            collection: 'ratings',
            key: 'B',
            after: { rationale: 'Heard early.', ...(value !== undefined && { value }) },
          },
        ],
        MARKERS,
        DURATION_MS,
      );
    expect(rate()).toBeUndefined();
    expect(rate('good')).toBe('Competency B is not rated: only its indicators are marked.');
    expect(rate('no-opportunity')).toMatch(/is not rated/);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalibrationSession, courseOfCalibration } from '#shared/calibration/calibration-session';
import { driftFrom, type Said } from '#shared/calibration/drift';
import { sayCounts, sayDrift, sayStep, writeSteps } from '#shared/calibration/drift-words';
import { competenciesOf, indicatorStateSchema } from '#shared/model/framework';
import { kindsOf, type Moment, momentSchema, polaritySchema } from '#shared/model/moment';
import { AT, idOf, TRAINEE } from '../backend/exchange/sample-contents';
import { shipped } from '../resources/shipped-frameworks';

const framework = shipped('agreements-and-partnering@1');
const legacy = shipped('role-shifts@1');
const competencies = competenciesOf(framework);
const values = framework.scales[0]?.values.map(({ id }) => id) ?? [];
const [low = '', next = ''] = values;
const high = values.at(-1) ?? '';
const NOTHING: Said = { moments: {}, marks: {}, ratings: {} };

function moment(number: number, facts: Partial<Moment> = {}): Record<string, Moment> {
  const id = idOf(number);
  const given = { id, kind: 'partnering', polarity: 'shown', startMs: 10_000, createdAt: AT, ...facts };
  return { [id]: momentSchema.parse(given) };
}

const rated = (code: string, value: string): Said['ratings'] => ({ [code]: { value, rationale: '' } });
const of = (reference: Partial<Said>, own: Partial<Said>, using = framework) =>
  driftFrom({ ...NOTHING, ...reference }, { ...NOTHING, ...own }, using);

describe('the drift from a reference', () => {
  it('is signed: above 0 for more lenient, below 0 for more severe', () => {
    const lenient = of({ ratings: rated('SA', low) }, { ratings: rated('SA', high) });
    expect(lenient.ratings[0]).toMatchObject({ code: 'SA', steps: values.length - 1 });
    expect(lenient).toMatchObject({ meanSteps: values.length - 1, lenient: 1, severe: 0, compared: 1 });
    const severe = of({ ratings: rated('SA', next) }, { ratings: rated('SA', low) });
    expect(severe).toMatchObject({ meanSteps: -1, lenient: 0, severe: 1 });
  });

  it('compares nothing with what stands beside the scale, or was not rated', () => {
    for (const value of ['no-opportunity', 'not-assessable']) {
      const drift = of({ ratings: rated('SA', high) }, { ratings: rated('SA', value) });
      expect(drift.ratings[0]?.steps).toBeUndefined();
      expect(drift).toMatchObject({ meanSteps: undefined, compared: 0 });
    }
    expect(of({ ratings: rated('SA', high) }, {}).ratings[0]).toMatchObject({
      own: undefined,
      steps: undefined,
    });
    expect(
      of({ ratings: rated('SA', 'off-the-scale') }, { ratings: rated('SA', high) }).meanSteps,
    ).toBeUndefined();
  });

  it('takes a warning sign that was not seen for lenient', () => {
    const warning = competenciesOf(legacy)
      .flatMap(({ indicators }) => indicators)
      .find(({ sense }) => sense === 'unwanted');
    if (!warning) throw new Error('This framework has warning signs');
    const seen = { [warning.code]: { state: 'observed' as const, note: '' } };
    const unseen = { [warning.code]: { state: 'not-observed' as const, note: '' } };
    const marksOf = (reference: Said['marks'], own: Said['marks']) =>
      of({ marks: reference }, { marks: own }, legacy).ratings.find(({ marks }) => marks.compared > 0)?.marks;
    expect(marksOf(seen, unseen)).toEqual({ mean: 1, compared: 1, lenient: 1, severe: 0 });
    expect(marksOf(unseen, seen)).toEqual({ mean: -1, compared: 1, lenient: 0, severe: 1 });
  });

  it('says which kinds of moments are missed, and which are marked beside the reference', () => {
    const reference = { ...moment(1), ...moment(2, { kind: 'closing', startMs: 50_000 }) };
    const own = {
      ...moment(11, { startMs: 12_000, polarity: 'missed' as const }),
      ...moment(12, { kind: 'mini-contract', startMs: 30_000 }),
    };
    const drift = of({ moments: reference }, { moments: own });
    expect(
      drift.kinds.map(({ kind, matched, severe, missed, added }) => [
        kind,
        matched,
        severe,
        missed.map(({ id }) => id),
        added.map(({ id }) => id),
      ]),
    ).toEqual([
      ['partnering', 1, 1, [], []],
      ['mini-contract', 0, 0, [], [idOf(12)]],
      ['closing', 0, 0, [idOf(2)], []],
    ]);
    expect(drift.moments).toEqual({ reference: 2, found: 1, added: 1 });
  });

  const anySaid = fc
    .record({
      moments: fc.array(
        fc.record({
          kind: fc.constantFrom(...kindsOf(framework).map(({ id }) => id)),
          polarity: fc.constantFrom(...polaritySchema.options),
          startMs: fc.integer({ min: 0, max: 100_000 }),
          lengthMs: fc.option(fc.integer({ min: 1, max: 30_000 }), { nil: undefined }),
        }),
        { maxLength: 12 },
      ),
      ratings: fc.dictionary(
        fc.constantFrom(...competencies.map(({ code }) => code)),
        fc.constantFrom(...values, 'no-opportunity', 'not-assessable'),
      ),
      marks: fc.dictionary(
        fc.constantFrom(...competencies.flatMap(({ indicators }) => indicators.map(({ code }) => code))),
        fc.constantFrom(...indicatorStateSchema.options),
      ),
      from: fc.constantFrom(1_000, 2_000, 3_000),
    })
    .map(({ moments, ratings, marks, from }): Said => {
      const made = moments.map(({ lengthMs, ...facts }, at) =>
        moment(from + at, {
          ...facts,
          ...(lengthMs !== undefined && { endMs: facts.startMs + lengthMs }),
        }),
      );
      return {
        moments: Object.assign({}, ...made),
        ratings: Object.fromEntries(
          Object.entries(ratings).map(([code, value]) => [code, { value, rationale: '' }]),
        ),
        marks: Object.fromEntries(Object.entries(marks).map(([code, state]) => [code, { state, note: '' }])),
      };
    });

  it('is nothing from oneself', () => {
    fc.assert(
      fc.property(anySaid, (said) => {
        const drift = driftFrom(said, said, framework);
        expect(drift.meanSteps ?? 0).toBe(0);
        expect([drift.lenient, drift.severe, drift.moments.added]).toEqual([0, 0, 0]);
        expect(drift.moments.found).toBe(drift.moments.reference);
        expect(drift.kinds.every(({ lenient, severe }) => lenient + severe === 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('turns its sign, and what was missed into what was added, when the two change places', () => {
    fc.assert(
      fc.property(anySaid, anySaid, (one, other) => {
        const there = driftFrom(one, other, framework);
        const back = driftFrom(other, one, framework);
        expect((there.meanSteps ?? 0) + (back.meanSteps ?? 0)).toBeCloseTo(0, 12);
        expect([there.lenient, there.severe]).toEqual([back.severe, back.lenient]);
        expect(there.moments.found).toBe(back.moments.found);
        expect(there.moments.added).toBe(back.moments.reference - back.moments.found);
        there.ratings.forEach(({ marks }, at) => {
          expect(marks.lenient).toBe(back.ratings[at]?.marks.severe);
          expect((marks.mean ?? 0) + (back.ratings[at]?.marks.mean ?? 0)).toBeCloseTo(0, 12);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('accounts for every moment of both, and never leaves the scale', () => {
    fc.assert(
      fc.property(anySaid, anySaid, (reference, own) => {
        const { kinds, meanSteps, moments } = driftFrom(reference, own, framework);
        const count = (of: (kind: (typeof kinds)[number]) => number) =>
          kinds.reduce((sum, kind) => sum + of(kind), 0);
        expect(count(({ matched, missed }) => matched + missed.length)).toBe(
          Object.keys(reference.moments).length,
        );
        expect(count(({ matched, added }) => matched + added.length)).toBe(Object.keys(own.moments).length);
        expect(moments.found).toBeLessThanOrEqual(moments.reference);
        expect(Math.abs(meanSteps ?? 0)).toBeLessThanOrEqual(values.length - 1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('in words', () => {
  it('steps carry a sign, and nothing is never minus nothing', () => {
    expect([0.5, -1, 0, -0.01, 0.049].map(writeSteps)).toEqual(['+0.5', '−1.0', '0.0', '0.0', '0.0']);
    expect([undefined, 0, 1, -2].map(sayStep)).toEqual([
      'cannot be compared',
      'the same',
      '1 step more lenient',
      '2 steps more severe',
    ]);
  });

  it('a session is told in sentences, whatever it lacks', () => {
    expect(sayDrift(of({}, {}))).toBe(
      'No rating can be compared with the reference. The reference marks no moment.',
    );
    expect(
      sayDrift(of({ ratings: rated('SA', low), moments: moment(1) }, { ratings: rated('SA', high) })),
    ).toBe('1 rating: more lenient. You missed the one moment of the reference.');
    const told = (lenient: number, severe: number) => sayCounts({ compared: 5, lenient, severe });
    expect([told(0, 0), told(5, 0), told(1, 0), told(1, 3)]).toEqual([
      'all the same',
      'all more lenient',
      '4 the same, 1 more lenient',
      '1 the same, 1 more lenient, 3 more severe',
    ]);
  });
});

describe('the course of calibration', () => {
  it('goes by the day on which one’s own review was submitted, closed sessions left out', () => {
    const session = (number: number, result: CalibrationSession['result']): CalibrationSession => ({
      sessionId: idOf(number),
      title: `Session ${number}`,
      date: '2026-11-20',
      canPlay: true,
      framework: { id: framework.id, edition: framework.edition },
      referenceBy: TRAINEE,
      result,
    });
    const open = (submittedAt: string): CalibrationSession['result'] => ({
      state: 'open',
      referenceId: idOf(1),
      reference: NOTHING,
      reviewId: idOf(2),
      own: NOTHING,
      submittedAt,
      independent: true,
    });
    const course = courseOfCalibration([
      session(1, open('2026-11-03T10:00:00.000Z')),
      session(2, { state: 'closed', hasDraft: true }),
      session(3, open('2026-11-01T10:00:00.000Z')),
    ]);
    expect(course.map(({ title }) => title)).toEqual(['Session 3', 'Session 1']);
  });
});

import fc from 'fast-check';
import { type Framework, frameworkSchema } from '#shared/model/framework';
import { type Moment, momentSchema } from '#shared/model/moment';
import type { ReviewContent } from '#shared/model/review';

/** A small framework with two competencies on a scale of four. */
export const FRAMEWORK: Framework = frameworkSchema.parse({
  schemaVersion: 1,
  id: 'small',
  edition: '1',
  language: 'en',
  title: 'A small framework',
  sourceNote: 'Made for tests.',
  scales: [
    {
      id: 'four',
      title: 'Four steps',
      values: ['low', 'fair', 'good', 'high'].map((id) => ({ id, label: id.toUpperCase(), anchor: '' })),
    },
  ],
  domains: [
    {
      id: 'D',
      title: 'Domain',
      competencies: [
        {
          code: 'A',
          title: 'Agreeing',
          scaleId: 'four',
          indicators: [
            { code: 'A.1', text: 'Asks' },
            { code: 'A.2', text: 'Checks' },
          ],
        },
        { code: 'B', title: 'Closing', scaleId: 'four', indicators: [{ code: 'B.1', text: 'Ends' }] },
      ],
    },
  ],
});

export const DURATION_MS = 60_000;

export function idOf(number: number): string {
  return `01990000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function moment(number: number, facts: Partial<Moment> = {}): Moment {
  return momentSchema.parse({
    id: idOf(number),
    kind: 'session-agreement',
    polarity: 'shown',
    startMs: 1_000,
    createdAt: '2026-11-22T18:00:00.000Z',
    ...facts,
  });
}

export function content(
  facts: Partial<Omit<ReviewContent, 'moments'>>,
  moments: Moment[] = [],
): ReviewContent {
  return {
    moments: Object.fromEntries(moments.map((each) => [each.id, each])),
    marks: {},
    ratings: {},
    feedback: {},
    ...facts,
  };
}

const links = (codes: readonly string[]) => fc.subarray([...codes]);

/** Any moments with any links to the small framework, some of them beyond the recording. */
export const anyMoments: fc.Arbitrary<Moment[]> = fc
  .array(
    fc.record({
      startMs: fc.integer({ min: 0, max: DURATION_MS + 2_000 }),
      lengthMs: fc.option(fc.integer({ min: 1, max: 30_000 }), { nil: undefined }),
      indicators: links(['A.1', 'A.2', 'B.1']),
      competencies: links(['A', 'B']),
    }),
    { maxLength: 40 },
  )
  .map((facts) =>
    facts.map(({ startMs, lengthMs, ...linked }, index) =>
      moment(index, { ...linked, startMs, ...(lengthMs !== undefined && { endMs: startMs + lengthMs }) }),
    ),
  );

export const anyRatingValue = fc.option(
  fc.constantFrom('low', 'fair', 'good', 'high', 'no-opportunity', 'not-assessable'),
  { nil: undefined },
);

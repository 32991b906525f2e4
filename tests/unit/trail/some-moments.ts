import fc from 'fast-check';
import { type Moment, type Polarity, TRAIL_KINDS } from '#shared/model/moment';
import type { MomentDetails } from '#shared/model/moment-details';

export const DURATION_MS = 600_000;

export function idOf(number: number): string {
  return `01990000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export function makeMoment(
  number: number,
  kind: string,
  startMs: number,
  endMs: number | undefined,
  more: { polarity?: Polarity; details?: MomentDetails; note?: string } = {},
): Moment {
  return {
    id: idOf(number),
    kind,
    polarity: 'shown',
    startMs,
    ...(endMs !== undefined && { endMs }),
    indicators: [],
    competencies: [],
    note: '',
    quote: '',
    createdAt: '2026-11-22T18:00:00.000Z',
    ...more,
  };
}

const answer = fc.option(fc.constantFrom('yes', 'no', 'unclear'), { nil: undefined });
const words = fc.option(fc.constantFrom('the calendar', 'the job', 'a sister'), { nil: undefined });
const party = fc.option(fc.constantFrom('client', 'coach', 'both'), { nil: undefined });

function anyDetails(kind: string): fc.Arbitrary<MomentDetails | undefined> {
  const without = <Value extends object>(value: Value) =>
    Object.fromEntries(
      Object.entries(value).filter(([, part]) => part !== undefined),
    ) as unknown as MomentDetails;
  switch (kind) {
    case 'session-agreement':
      return fc
        .record({ answer, proposedBy: party, topic: words })
        .map(({ topic, ...rest }) =>
          without({ kind, ...rest, elements: topic === undefined ? {} : { topic: { words: topic } } }),
        );
    case 're-contracting':
      return fc
        .record({
          choice: fc.option(fc.constantFrom('stay', 'move', 'both', 'unclear'), { nil: undefined }),
          to: words,
        })
        .map((rest) => without({ kind, steps: [], ...rest }));
    case 'mini-contract':
      return fc
        .record({ answer, honoured: fc.option(fc.boolean(), { nil: undefined }) })
        .map((rest) => without({ kind, reasons: [], ...rest }));
    case 'partnering':
      return fc
        .record({ followed: fc.option(fc.boolean(), { nil: undefined }) })
        .map((rest) => without({ kind, ...rest }));
    case 'closing':
      return fc.record({ designedBy: party }).map((rest) => without({ kind, ...rest }));
    default:
      return fc.constant(undefined);
  }
}

/** Moments of one review: of every kind, overlapping, sharing times, and some of them outside of the recording. */
export const anyMoments: fc.Arbitrary<Moment[]> = fc
  .array(
    fc.constantFrom(...TRAIL_KINDS.map(({ id }) => id)).chain((kind) =>
      fc.record({
        kind: fc.constant(kind),
        polarity: fc.constantFrom<Polarity>('shown', 'shown', 'missed', 'against'),
        // Few different times, so that many are shared.
        startMs: fc.integer({ min: 0, max: 32 }).map((part) => part * 20_000),
        lengthMs: fc.option(fc.constantFrom(1, 20_000, 90_000), { nil: undefined }),
        details: anyDetails(kind),
      }),
    ),
    { maxLength: 14 },
  )
  .map((drawn) =>
    drawn.map(({ kind, polarity, startMs, lengthMs, details }, index) =>
      makeMoment(index + 1, kind, startMs, lengthMs === undefined ? undefined : startMs + lengthMs, {
        polarity,
        ...(details && { details }),
      }),
    ),
  );

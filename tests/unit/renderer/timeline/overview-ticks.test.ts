import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareMoments, type Moment } from '#shared/model/moment';
import { ticksOf } from '../../../../renderer/media/timeline/overview-ticks';
import { anyMoments, DURATION_MS } from '../../trail/some-moments';

/** The pixels that are coloured, as `kind pixel`. */
function painted(ticks: readonly { kind: string; leftPx: number; widthPx: number }[]): Set<string> {
  return new Set(
    ticks.flatMap(({ kind, leftPx, widthPx }) =>
      Array.from({ length: widthPx }, (_, at) => `${kind} ${leftPx + at}`),
    ),
  );
}

function tickOf({ kind, startMs, endMs = startMs }: Moment, msPerPx: number) {
  const widthPx = Math.max(2, Math.round((endMs - startMs) / msPerPx));
  return { kind, leftPx: Math.round(startMs / msPerPx), widthPx };
}

it('colours the pixels that all moments would, with far fewer ticks where they are many', () => {
  fc.assert(
    fc.property(anyMoments, fc.integer({ min: 1, max: 300 }), (moments, widthPx) => {
      const ordered = moments.toSorted(compareMoments);
      const msPerPx = DURATION_MS / widthPx;
      const all = ordered.map((moment) => tickOf(moment, msPerPx));
      expect(painted(ticksOf(ordered, msPerPx))).toEqual(painted(all));
    }),
  );
});

it('draws one tick for moments that begin on the same pixel and reach no further', () => {
  const [moment] = fc.sample(
    anyMoments.filter(({ length }) => length > 0),
    { numRuns: 1, seed: 1 },
  )[0] as [Moment];
  const same = Array.from({ length: 1_000 }, () => ({ ...moment, startMs: 10_000, endMs: 12_000 }));
  expect(ticksOf(same, 1_000)).toEqual([{ kind: moment.kind, leftPx: 10, widthPx: 2 }]);
});

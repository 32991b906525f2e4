import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareMoments, type Moment } from '#shared/model/moment';
import { agreementTrail } from '#shared/trail/trail';
import { TrailInStep } from '../../../renderer/trail/trail-in-step';
import { anyMoments, DURATION_MS } from './some-moments';

/** One edit of a list of moments: of a moment at a place, or another list altogether. */
const anyEdits = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('write' as const), at: fc.nat(30), words: fc.string() }),
    fc.record({ type: fc.constant('remove' as const), at: fc.nat(30) }),
    fc.record({
      type: fc.constant('turn' as const),
      at: fc.nat(30),
      polarity: fc.constantFrom('shown', 'missed', 'against'),
    }),
    fc.record({ type: fc.constant('move' as const), at: fc.nat(30), startMs: fc.nat(DURATION_MS) }),
    fc.record({ type: fc.constant('forget' as const), at: fc.nat(30) }),
    fc.record({ type: fc.constant('replace' as const), moments: anyMoments }),
  ),
  { maxLength: 12 },
);
type Edit = typeof anyEdits extends fc.Arbitrary<(infer One)[]> ? One : never;

function change(moments: readonly Moment[], edit: Edit): readonly Moment[] {
  if (edit.type === 'replace') return edit.moments.toSorted(compareMoments);
  const place = moments.length === 0 ? 0 : edit.at % moments.length;
  const moment = moments[place];
  if (!moment) return moments;
  if (edit.type === 'remove') return moments.toSpliced(place, 1);
  return moments.with(place, changed(moment, edit)).toSorted(compareMoments);
}

function changed(moment: Moment, edit: Exclude<Edit, { type: 'replace' | 'remove' }>): Moment {
  switch (edit.type) {
    case 'write':
      return { ...moment, note: edit.words, quote: edit.words };
    case 'turn':
      return { ...moment, polarity: edit.polarity as Moment['polarity'] };
    case 'move': {
      const { endMs: _endMs, ...point } = moment;
      return { ...point, startMs: edit.startMs };
    }
    case 'forget': {
      const { details: _details, ...bare } = moment;
      return bare;
    }
  }
}

it('is after every edit the trail that is computed from nothing', () => {
  fc.assert(
    fc.property(anyMoments, anyEdits, (first, edits) => {
      const inStep = new TrailInStep(DURATION_MS);
      let moments: readonly Moment[] = first.toSorted(compareMoments);
      for (const edit of [undefined, ...edits]) {
        if (edit) moments = change(moments, edit);
        expect(inStep.of(moments)).toEqual(agreementTrail(moments, DURATION_MS));
      }
    }),
    { numRuns: 500 },
  );
});

it('is the very same after a note or a quote was written, and another after a polarity was turned', () => {
  fc.assert(
    fc.property(
      anyMoments.filter(({ length }) => length > 0),
      fc.nat(30),
      (first, at) => {
        const inStep = new TrailInStep(DURATION_MS);
        const moments = first.toSorted(compareMoments);
        const before = inStep.of(moments);
        const written = change(moments, { type: 'write', at, words: 'She waited.' });
        expect(inStep.of(written)).toBe(before);
        const turned = change(written, {
          type: 'turn',
          at,
          polarity: moments[at % moments.length]?.polarity === 'shown' ? 'missed' : 'shown',
        });
        expect(inStep.of(turned)).not.toBe(before);
      },
    ),
  );
});

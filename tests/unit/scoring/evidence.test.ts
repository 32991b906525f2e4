import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareMoments } from '#shared/model/moment';
import { evidenceFor, evidenceForIndicator } from '#shared/scoring/evidence';
import { anyMoments, content, FRAMEWORK, moment } from './contents';

const [A, B] = FRAMEWORK.domains.flatMap((domain) => domain.competencies);
if (!A || !B) throw new Error('The small framework has two competencies');

test('a moment counts through its indicators or as a whole, once, in the order of the recording', () => {
  const late = moment(1, { startMs: 9_000, indicators: ['A.1', 'A.2'], competencies: ['A'] });
  const early = moment(2, { startMs: 3_000, competencies: ['A', 'B'] });
  const other = moment(3, { startMs: 1_000, indicators: ['B.1'] });
  const loose = moment(4, { startMs: 2_000 });
  const all = content({}, [late, early, other, loose]);
  expect(evidenceFor(all, A)).toEqual([early, late]);
  expect(evidenceFor(all, B)).toEqual([other, early]);
  expect(evidenceForIndicator(all, 'A.2')).toEqual([late]);
  expect(evidenceForIndicator(all, 'A.9')).toEqual([]);
});

test('whatever is linked is found exactly once and sorted; nothing else is', () => {
  fc.assert(
    fc.property(anyMoments, (moments) => {
      for (const competency of [A, B]) {
        const found = evidenceFor(content({}, moments), competency);
        expect(found).toEqual([...new Set(found)].sort(compareMoments));
        const isLinked = (codes: string[]) =>
          codes.some((code) => code === competency.code || code.startsWith(`${competency.code}.`));
        expect(new Set(found)).toEqual(
          new Set(moments.filter((each) => isLinked([...each.indicators, ...each.competencies]))),
        );
      }
    }),
  );
});

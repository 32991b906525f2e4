import { describe, expect, test } from 'vitest';
import { evidenceForIndicator } from '#shared/scoring/evidence';
import { indexEvidence } from '../../../../renderer/features/review/evidence-index';
import { momentsById, someMoment } from './some-moment';

describe('the index of evidence', () => {
  test('lists the moments of each indicator in the order of the recording', () => {
    const late = someMoment(1, { startMs: 9_000, indicators: ['SA.1', 'SA.2'] });
    const early = someMoment(2, { startMs: 1_000, indicators: ['SA.1'] });
    const index = indexEvidence([late, early]);

    expect(index.get('SA.1')).toEqual([early, late]);
    expect(index.get('SA.2')).toEqual([late]);
    expect(index.has('SA.3')).toBe(false);
  });

  test('lists a moment once though it names the indicator twice', () => {
    const moment = someMoment(1, { indicators: ['SA.1', 'SA.1'] });
    expect(indexEvidence([moment]).get('SA.1')).toEqual([moment]);
  });

  test('says the same as the search through all moments', () => {
    const codes = ['SA.1', 'SA.2', 'SA.3', 'RC.1'];
    const all = Array.from({ length: 200 }, (_, number) =>
      someMoment(number, {
        startMs: (number * 7_919) % 5_000,
        indicators: codes.filter((_code, position) => (number >> position) % 2 === 1),
      }),
    );
    const index = indexEvidence(all);
    for (const code of codes)
      expect(index.get(code)).toEqual(evidenceForIndicator({ moments: momentsById(...all) }, code));
  });

  test('keeps the lists that did not change, so that their rows are not drawn again', () => {
    const first = someMoment(1, { indicators: ['SA.1'] });
    const second = someMoment(2, { indicators: ['SA.2'] });
    const before = indexEvidence([first, second]);
    const after = indexEvidence([first, { ...second, note: 'heard twice' }], before);

    expect(after.get('SA.1')).toBe(before.get('SA.1'));
    expect(after.get('SA.2')).not.toBe(before.get('SA.2'));
  });

  test('forgets an indicator whose last link is taken away', () => {
    const moment = someMoment(1, { indicators: ['SA.1'] });
    const before = indexEvidence([moment]);
    expect(indexEvidence([{ ...moment, indicators: [] }], before).size).toBe(0);
  });
});

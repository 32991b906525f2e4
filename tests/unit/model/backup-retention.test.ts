import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupsToRemove } from '#shared/model/backup-retention';

/** The day that is so many days after the first of June 2026. */
function day(offset: number): string {
  return new Date(Date.UTC(2026, 5, 1 + offset)).toISOString().slice(0, 10);
}

function days(count: number): string[] {
  return Array.from({ length: count }, (_, offset) => day(offset));
}

function kept(names: readonly string[]): string[] {
  const removed = new Set(backupsToRemove(names));
  return names.filter((name) => !removed.has(name));
}

describe('of the backups of many days', () => {
  it('the last seven days and the newest of each of the four weeks before stay', () => {
    // The first of June 2026 is a Monday; day 62 a Sunday.
    expect(kept(days(63))).toEqual([
      ...[day(34), day(41), day(48), day(55)],
      ...[day(56), day(57), day(58), day(59), day(60), day(61), day(62)],
    ]);
  });

  it('all of a few stay', () => {
    expect(backupsToRemove(days(7))).toEqual([]);
    expect(backupsToRemove([])).toEqual([]);
  });

  it('every one of the last days stays, and the newest of an older day', () => {
    const names = [`${day(0)}`, `${day(0)}_120000`, ...days(8).slice(1), `${day(7)}_090000`];
    expect(backupsToRemove(names)).toEqual([day(0)]);
  });

  it('none goes since the clock stood wrong or the program was not used for long', () => {
    const before = kept(days(63));
    const year = `2036-06-01`;
    expect(backupsToRemove([...before, year])).toEqual([day(34), day(56)].filter((name) => name !== day(56)));
    expect(kept([...days(7), '2020-01-01'])).toContain('2020-01-01');
  });

  it('at least the newest eleven that lie in different weeks stay, however they are made', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (offsets) => {
        const names = offsets.map(day).sort();
        const staying = kept(names);
        expect(staying.slice(-7)).toEqual(names.slice(-7));
        expect(staying.length).toBeLessThanOrEqual(11);
        // One more day makes at most one go.
        expect(backupsToRemove([...staying, day(500)]).length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

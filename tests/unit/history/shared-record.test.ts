import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SharedRecord } from '#shared/history/shared-record';

/** More keys than a chunk has places, so that changes fall into several. */
const keys = fc.integer({ min: 0, max: 900 }).map((number) => `key ${number}`);

type Change = { key: string; value: number | undefined };
const changes = fc.array(
  fc.record({ key: keys, value: fc.option(fc.integer(), { nil: undefined, freq: 4 }) }),
  { maxLength: 30, size: 'max' },
);
const start = fc
  .integer({ min: 0, max: 700 })
  .map(
    (size): Record<string, number> =>
      Object.fromEntries(Array.from({ length: size }, (_, number) => [`key ${number}`, number])),
  );

function change(record: SharedRecord<number>, { key, value }: Change): SharedRecord<number> {
  return value === undefined ? record.without(key) : record.with(key, value);
}

function changePlain(record: Readonly<Record<string, number>>, { key, value }: Change) {
  const { [key]: _before, ...others } = record;
  return value === undefined ? others : { ...others, [key]: value };
}

describe('a shared record', () => {
  it('holds what a plain one holds after the same changes', () => {
    fc.assert(
      fc.property(start, changes, (from, edits) => {
        const record = edits.reduce(change, SharedRecord.of(from));
        const plain = edits.reduce(changePlain, from);
        expect(record.toRecord()).toEqual(plain);
        expect(record.size).toBe(Object.keys(plain).length);
        expect(record.values().toSorted()).toEqual(Object.values(plain).toSorted());
        for (const { key } of edits) expect(record.get(key)).toBe(plain[key]);
      }),
    );
  });

  it('leaves every version as it was, whatever is made of it, and tells exactly where two differ', () => {
    fc.assert(
      fc.property(start, changes, changes, changes, (from, first, left, right) => {
        const common = first.reduce(change, SharedRecord.of(from));
        const [one, other] = [left.reduce(change, common), right.reduce(change, common)];
        const plain = first.reduce(changePlain, from);
        const [plainOne, plainOther] = [left.reduce(changePlain, plain), right.reduce(changePlain, plain)];
        expect([common, one, other].map((record) => record.toRecord())).toEqual([
          plain,
          plainOne,
          plainOther,
        ]);
        const all = new Set([...Object.keys(plainOne), ...Object.keys(plainOther)]);
        const differing = [...all].filter((key) => plainOne[key] !== plainOther[key]).toSorted();
        expect(one.keysThatDiffer(other).toSorted()).toEqual(differing);
        expect(SharedRecord.of(plainOne).keysThatDiffer(other).toSorted()).toEqual(differing);
      }),
    );
  });

  it('is the very same where nothing was there to take out', () => {
    const record = SharedRecord.of({ a: 1 });
    expect(record.without('b')).toBe(record);
    expect(record.with('b', 2).without('b').toRecord()).toEqual({ a: 1 });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRange, resolveRange } from '../../../../electron/backend/media/serving/byte-range';

const whole = { type: 'whole' };
const unsatisfiable = { type: 'unsatisfiable' };
const part = (startByte: number, endByte: number) => ({ type: 'part', startByte, endByte });

describe('a range header, for a file of 100 bytes', () => {
  it.each([
    // The forms that players send.
    ['bytes=0-', part(0, 100)],
    ['bytes=0-99', part(0, 100)],
    ['bytes=0-0', part(0, 1)],
    ['bytes=10-19', part(10, 20)],
    ['bytes=99-', part(99, 100)],
    ['bytes=99-99', part(99, 100)],
    ['bytes=-1', part(99, 100)],
    ['bytes=-100', part(0, 100)],
    ['BYTES=10-19', part(10, 20)],
    ['bytes= 10-19 ', part(10, 20)],
    ['bytes=007-009', part(7, 10)],
    // Beyond the end: cut where it starts inside, unsatisfiable where it does not.
    ['bytes=90-200', part(90, 100)],
    ['bytes=0-99999999999999999999', part(0, 100)],
    ['bytes=-200', part(0, 100)],
    ['bytes=100-', unsatisfiable],
    ['bytes=100-200', unsatisfiable],
    ['bytes=99999999999999999999-', unsatisfiable],
    ['bytes=-0', unsatisfiable],
    // Not a range that we read: the whole file.
    [undefined, whole],
    [null, whole],
    ['', whole],
    ['bytes', whole],
    ['bytes=', whole],
    ['bytes=-', whole],
    ['bytes=--1', whole],
    ['bytes=20-10', whole],
    ['bytes=9007199254740993-9007199254740992', whole],
    ['bytes=a-b', whole],
    ['bytes=0x1-0x2', whole],
    ['bytes=1.5-2', whole],
    ['bytes=1e1-20', whole],
    ['bytes=+1-2', whole],
    ['bytes=NaN-', whole],
    ['bytes=1-2-3', whole],
    ['bytes=1 -2', whole],
    ['bytes=0-1,5-6', whole],
    ['bytes=0-1,', whole],
    ['bytes:0-1', whole],
    ['items=0-1', whole],
    ['0-1', whole],
    ['bytes=0-1\nbytes=2-3', whole],
  ])('%j is %j', (header, expected) => {
    expect(resolveRange(header, 100)).toEqual(expected);
  });

  it.each(['bytes=0-', 'bytes=0-0', 'bytes=-1', 'bytes=-0'])(
    '%s of an empty file is unsatisfiable',
    (header) => {
      expect(resolveRange(header, 0)).toEqual(unsatisfiable);
    },
  );

  it('is the whole of an empty file when there is none', () => {
    expect(resolveRange(undefined, 0)).toEqual(whole);
  });
});

describe('any range', () => {
  const size = fc.integer({ min: 0, max: 2 ** 40 });
  const position = fc.integer({ min: 0, max: 2 ** 41 });

  it('covers exactly the bytes that lie both in it and in the file', () => {
    fc.assert(
      fc.property(size, position, position, (sizeBytes, a, b) => {
        const [first, last] = a <= b ? [a, b] : [b, a];
        const resolved = resolveRange(`bytes=${first}-${last}`, sizeBytes);
        if (first >= sizeBytes) expect(resolved).toEqual(unsatisfiable);
        else expect(resolved).toEqual(part(first, Math.min(last, sizeBytes - 1) + 1));
      }),
    );
  });

  it('of a suffix ends at the end of the file', () => {
    fc.assert(
      fc.property(size, position, (sizeBytes, lengthBytes) => {
        const resolved = resolveRange(`bytes=-${lengthBytes}`, sizeBytes);
        if (resolved.type !== 'part') {
          expect(Math.min(lengthBytes, sizeBytes)).toBe(0);
          return;
        }
        expect(resolved.endByte).toBe(sizeBytes);
        expect(resolved.endByte - resolved.startByte).toBe(Math.min(lengthBytes, sizeBytes));
      }),
    );
  });

  it('whatever the header says, is never empty and never leaves the file', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^bytes=[0-9,\- ]*$/)),
        size,
        (header, sizeBytes) => {
          const resolved = resolveRange(header, sizeBytes);
          if (resolved.type !== 'part') return;
          expect(resolved.startByte).toBeGreaterThanOrEqual(0);
          expect(resolved.endByte).toBeGreaterThan(resolved.startByte);
          expect(resolved.endByte).toBeLessThanOrEqual(sizeBytes);
        },
      ),
    );
  });

  it('is read back as it was asked', () => {
    expect(parseRange('bytes=5-9')).toEqual({ type: 'bounded', firstByte: 5, lastByte: 9 });
    expect(parseRange('bytes=5-')).toEqual({ type: 'open-ended', firstByte: 5 });
    expect(parseRange('bytes=-5')).toEqual({ type: 'suffix', lengthBytes: 5 });
  });
});

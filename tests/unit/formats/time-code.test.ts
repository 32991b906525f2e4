import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, formatTimeCode, parseTimeCode } from '#shared/formats/time-code';

const anyTime = fc.integer({ min: 0, max: 100 * 3_600_000 });

describe('a time code', () => {
  it('written to the millisecond is read as the same time', () => {
    fc.assert(
      fc.property(anyTime, (ms) => {
        expect(parseTimeCode(formatTimeCode(ms, 'milliseconds'))).toBe(ms);
      }),
    );
  });

  it.each([
    ['seconds' as const, 1_000],
    ['tenths' as const, 100],
  ])('written to %s never lies after the time, nor a whole unit before it', (precision, unitMs) => {
    fc.assert(
      fc.property(anyTime, (ms) => {
        const read = parseTimeCode(formatTimeCode(ms, precision)) ?? Number.NaN;
        expect(read).toBe(ms - (ms % unitMs));
      }),
    );
  });

  it.each([
    [0, 'seconds', '0:00'],
    [59_999, 'seconds', '0:59'],
    [60_000, 'seconds', '1:00'],
    [3_599_999, 'tenths', '59:59.9'],
    [3_600_000, 'milliseconds', '1:00:00.000'],
    [75_250, 'milliseconds', '1:15.250'],
    [-5, 'seconds', '0:00'],
    [1_000.9, 'milliseconds', '0:01.000'],
  ] as const)('%d in %s is %s', (ms, precision, text) => {
    expect(formatTimeCode(ms, precision)).toBe(text);
  });

  it.each([
    ['75', 75_000],
    ['75.5', 75_500],
    ['75,5', 75_500],
    ['1:15', 75_000],
    [' 1:15.25 ', 75_250],
    ['0:01:15', 75_000],
    ['90:00', 5_400_000],
    ['0', 0],
  ])('%j is read as %d ms', (text, ms) => {
    expect(parseTimeCode(text)).toBe(ms);
  });

  it.each([
    '',
    ' ',
    'soon',
    '-1',
    '1:60',
    '1:60:00',
    '1:2:3:4',
    '1:',
    ':15',
    '1.2.3',
    '1:15.2505',
    '1e3',
    '٣',
  ])('%j is no time', (text) => {
    expect(parseTimeCode(text)).toBeUndefined();
  });
});

describe('a length', () => {
  it.each([
    [0, '0 s'],
    [48_400, '48 s'],
    [59_600, '1 min'],
    [3_569_000, '59 min'],
    [3_590_000, '1 h 00 min'],
    [3_900_000, '1 h 05 min'],
  ])('of %d ms is said as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

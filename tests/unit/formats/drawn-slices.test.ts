import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  DrawnSliceReader,
  encodeDrawnSlice,
  readSliceList,
  writeSliceList,
} from '#shared/formats/drawn-slices';

it('numbers of slices come back from their short form', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(400), { minLength: 1 }), (numbers) => {
      const slices = numbers.toSorted((one, other) => one - other);
      expect(readSliceList(writeSliceList(slices))).toEqual(slices);
    }),
  );
});

it.each(['', '5', '3-1', '0-99999', '0-2,1-4', '4-5,0-1', '-1-2', '0-1;2-3', ' 0-1', '0x1-2'])(
  'is no list of slices: “%s”',
  (text) => {
    expect(readSliceList(text)).toBeUndefined();
  },
);

it('slices come back from bytes that come in pieces of any length', () => {
  const slices = fc.array(
    fc.record({
      slice: fc.nat(10_000),
      values: fc.int16Array({ maxLength: 40 }).filter((values) => values.length % 2 === 0),
    }),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(slices, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (drawn, lengths) => {
      const bytes = Buffer.concat(drawn.map(encodeDrawnSlice));
      const reader = new DrawnSliceReader();
      const read = [];
      for (let at = 0, piece = 0; at < bytes.byteLength; piece += 1) {
        const length = lengths[piece % lengths.length] ?? 1;
        read.push(...reader.push(bytes.subarray(at, at + length)));
        at += length;
      }
      expect(read).toEqual(drawn);
    }),
  );
});

it('bytes that are no slices are refused, however many they announce', () => {
  const bytes = new Uint8Array(8).fill(0xff);
  expect(() => new DrawnSliceReader().push(bytes)).toThrow(RangeError);
});

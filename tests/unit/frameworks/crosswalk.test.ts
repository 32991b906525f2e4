import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkCrosswalks } from '#shared/model/check-crosswalks';
import type { CrosswalkLine } from '#shared/model/crosswalk';
import { codesOf, frameworkSchema } from '#shared/model/framework';
import { crosswalkBetween, newSince, whatBecameOf } from '#shared/scoring/crosswalk';
import { shipped } from '../resources/shipped-frameworks';
import { FRAMEWORK } from '../scoring/contents';
import { anyPair } from './random-frameworks';

const later = frameworkSchema.parse({ ...FRAMEWORK, edition: '2' });

function leading(...lines: Omit<CrosswalkLine, 'note'>[]) {
  return frameworkSchema.parse({ ...FRAMEWORK, crosswalks: [{ to: { id: 'small', edition: '2' }, lines }] });
}

it('says what became of an item, and what is new', () => {
  const before = shipped('core-competencies@2019');
  const after = shipped('core-competencies@2025');
  expect(whatBecameOf('5.3', before, after)).toMatchObject({ to: ['5.04'], relation: 'moved' });
  expect(whatBecameOf('3.12', after, before)).toMatchObject({ to: [], relation: 'dropped' });
  expect(newSince(after, before)).toEqual(['2.09', '2.10', '3.12', '5.03', '8.07']);
  expect(newSince(before, after)).toEqual([]);
  expect(newSince(after, shipped('role-shifts@1'))).toBeUndefined();
});

it('takes a line to a code that is not there for one that leads nowhere', () => {
  const from = leading(
    { from: 'A.1', to: ['Z'], relation: 'moved' },
    { from: 'A.2', to: ['A.1', 'Z'], relation: 'split' },
  );
  expect(crosswalkBetween(from, later)?.lines).toMatchObject([
    { from: 'A.1', to: [], relation: 'dropped' },
    { from: 'A.2', to: ['A.1'], relation: 'merged' },
  ]);
  expect(checkCrosswalks([from, later]).map(({ from: code, code: to }) => [code, to])).toEqual([
    ['A.1', 'Z'],
    ['A.2', 'Z'],
  ]);
  expect(checkCrosswalks([from])).toEqual([]);
  expect(checkCrosswalks([from, later], [later])).toEqual([]);
});

it('reads a division backwards as joining, and joining as a division', () => {
  const from = leading(
    { from: 'A.1', to: ['A.1', 'A.2'], relation: 'split' },
    { from: 'A', to: ['A'], relation: 'merged' },
    { from: 'B', to: ['A'], relation: 'merged' },
    { from: 'B.1', to: ['B.1'], relation: 'reworded', uncertain: 'One source.' },
  );
  expect(crosswalkBetween(later, from)?.lines).toEqual([
    { from: 'A', to: ['A', 'B'], relation: 'split', note: '' },
    { from: 'A.1', to: ['A.1'], relation: 'merged', note: '' },
    { from: 'A.2', to: ['A.1'], relation: 'merged', note: '' },
    { from: 'B', to: [], relation: 'dropped', note: '' },
    { from: 'B.1', to: ['B.1'], relation: 'reworded', note: '', uncertain: 'One source.' },
  ]);
});

it('tells the same pairs in both directions, leads only where there is something, and names what is new', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(anyPair, ([from, to]) => {
      const there = crosswalkBetween(from, to);
      const back = crosswalkBetween(to, from);
      expect(there === undefined).toBe(from.crosswalks.length === 0);
      expect(back === undefined).toBe(there === undefined);
      if (!there || !back) return;
      const pairs = there.lines.flatMap((line) => line.to.map((code) => `${line.from} > ${code}`));
      const reversed = back.lines.flatMap((line) => line.to.map((code) => `${code} > ${line.from}`));
      expect(reversed.toSorted()).toEqual(pairs.toSorted());
      const known = new Set(codesOf(to));
      for (const { to: codes, relation } of there.lines) {
        expect(codes.every((code) => known.has(code))).toBe(true);
        expect(codes.length === 0).toBe(relation === 'dropped');
      }
      const reached = new Set(there.lines.flatMap((line) => line.to));
      expect(newSince(to, from)).toEqual(codesOf(to).filter((code) => !reached.has(code)));
    }),
    { numRuns: 1_000 },
  );
});

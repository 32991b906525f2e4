import { expect, it } from 'vitest';
import { isSharedWhole } from '#shared/excerpts/plan-excerpts';

it.each([
  [true, [{ startMs: 0, endMs: 60_000 }]],
  [true, [{ startMs: 0, endMs: 59_950 }]],
  [false, [{ startMs: 0, endMs: 59_000 }]],
  [
    false,
    [
      { startMs: 0, endMs: 30_000 },
      { startMs: 30_000, endMs: 60_000 },
    ],
  ],
  [false, []],
])('says %s of what was shared of a minute as a whole: %j', (isWhole, stretches) => {
  expect(isSharedWhole(stretches, 60_000)).toBe(isWhole);
});

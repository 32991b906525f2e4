import { expect, it } from 'vitest';

it('runs on the Node that the program needs, not on the system’s older one', () => {
  expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(22);
});

import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Act, type Figures, runWithFaults } from './fault-runs';

/** A test for each act and each way of failing; prints what was tried when all are done. */
export function tellActs(acts: Readonly<Record<string, Act>>): void {
  vi.setConfig({ testTimeout: 600_000 });
  const lines: string[] = [];
  afterAll(() => console.log(lines.join('\n')));

  describe.each(Object.entries(acts))('%s', (name, act) => {
    it.each(['fails', 'dies'] as const)('that %s at any operation leaves the old or the new', async (way) => {
      const figures: Figures = await runWithFaults(act, way);
      lines.push(
        `${name} ${way}: ${figures.operations} operations, ${figures.runs} tried, ` +
          `old state ${figures.old}, new state ${figures.new}, other states 0, losses ${figures.losses}`,
      );
      expect(figures.runs).toBeGreaterThan(0);
      expect(figures.losses).toBe(0);
    });
  });
}

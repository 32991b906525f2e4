import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { '#shared': resolve(import.meta.dirname, 'shared') };

export default defineConfig({
  resolve: { alias },
  test: {
    // Many tests wait for disks, processes and clocks: several at a time even on a small machine.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // A busy machine takes its time; that alone is no failure.
    expect: { poll: { timeout: 20_000 } },
    projects: ['unit', 'contract', 'security', 'faults'].map((name) => ({
      extends: true as const,
      test: {
        name,
        include: [`tests/${name}/**/*.test.ts`],
        testTimeout: name === 'unit' ? 30_000 : 60_000,
        hookTimeout: 180_000,
      },
    })),
  },
});

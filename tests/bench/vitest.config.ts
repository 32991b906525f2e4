import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const project = resolve(import.meta.dirname, '../..');

/** The measurements of `npm run bench`: one after another, so that none disturbs the next. */
export default defineConfig({
  root: project,
  resolve: { alias: { '#shared': resolve(project, 'shared') } },
  test: {
    include: ['tests/bench/**/*.bench.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});

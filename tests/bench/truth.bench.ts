import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'vitest';
import { projectFolder } from '../helpers/ensure-built';
import { type BenchRow, reportRows } from './report';

const ALLOWED_MS = 30;

/** What tests/e2e/exact-time.spec.ts found when it was last run in full; it is not run for the table. */
it('audible position after a seek', async () => {
  const folder = join(projectFolder, 'test-results/truth');
  const names = await readdir(folder).catch(() => []);
  const rows = await Promise.all(
    names.sort().map(async (file, index): Promise<BenchRow> => {
      const { name, seeks, medianMs, worstMs } = JSON.parse(await readFile(join(folder, file), 'utf8'));
      return {
        order: 80 + index,
        what: `Audible position after a seek, ${name}: the worst / the most that is allowed; median ${medianMs.toFixed(1)} ms`,
        count: seeks,
        measured: `${worstMs.toFixed(1)} ms`,
        against: `${ALLOWED_MS} ms`,
        ratio: `${(worstMs / ALLOWED_MS).toFixed(2)} ×`,
      };
    }),
  );
  await reportRows('truth', rows);
});

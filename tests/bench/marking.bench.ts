import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'vitest';
import { call } from '../helpers/page-api';
import { type FilledReview, markingWithNote, openFilledReview } from './filled-review';
import { compareSeries, reportRows } from './report';

const [FEW, MANY] = [1_000, 10_000];
const EDITS = 300;
const WARMING = 50;

it('a marked moment to saved, with many moments in the review, with few, and a bare write', async () => {
  const [few, many] = [await openFilledReview(FEW), await openFilledReview(MANY)];
  const bare = await open(join(few.program.libraryFolder, 'bare-write'), 'a');
  const series = { few: [] as number[], many: [] as number[], bare: [] as number[] };
  try {
    for (let edit = 1; edit <= EDITS; edit += 1) {
      const bytes = `${JSON.stringify(markingWithNote(FEW + edit))}\n`;
      const ms = {
        few: await timed(() => markIn(few, FEW + edit)),
        many: await timed(() => markIn(many, MANY + edit)),
        bare: await timed(async () => {
          await bare.appendFile(bytes);
          await bare.datasync();
        }),
      };
      if (edit <= WARMING) continue;
      for (const name of ['few', 'many', 'bare'] as const) series[name].push(ms[name]);
    }
  } finally {
    await bare.close();
    await few.close();
    await many.close();
  }
  const saved = (count: number) =>
    `A marked moment to saved, ${count.toLocaleString('en')} moments in the review`;
  await reportRows('marking', [
    compareSeries(
      { order: 3, what: `${saved(FEW)} / a bare write and fsync of the same bytes` },
      series.few,
      series.bare,
    ),
    compareSeries({ order: 4, what: 'The same, 95th percentiles' }, series.few, series.bare, 0.95),
    compareSeries(
      { order: 4.5, what: `${saved(MANY)} / ${FEW.toLocaleString('en')}` },
      series.many,
      series.few,
    ),
  ]);
});

function markIn({ program, reviewId }: FilledReview, seq: number): Promise<unknown> {
  return call(program, 'reviews', 'append', { reviewId, entries: [markingWithNote(seq)] });
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await task();
  return performance.now() - startedAt;
}

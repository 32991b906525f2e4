import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'vitest';
import { call } from '../helpers/page-api';
import { markingWithNote, openFilledReview } from './filled-review';
import { compareSeries, reportRows } from './report';

const MOMENTS = 1_000;
const EDITS = 400;
const WARMING = 50;

it(`a marked moment to saved, with ${MOMENTS} moments in the review`, async () => {
  const { program, reviewId, close } = await openFilledReview(MOMENTS);
  const bare = await open(join(program.libraryFolder, 'bare-write'), 'a');
  const saved: number[] = [];
  const written: number[] = [];
  try {
    for (let edit = 1; edit <= EDITS; edit += 1) {
      const entry = markingWithNote(MOMENTS + edit);
      const bytes = `${JSON.stringify(entry)}\n`;
      const savedMs = await timed(() => call(program, 'reviews', 'append', { reviewId, entries: [entry] }));
      const writtenMs = await timed(async () => {
        await bare.appendFile(bytes);
        await bare.datasync();
      });
      if (edit <= WARMING) continue;
      saved.push(savedMs);
      written.push(writtenMs);
    }
  } finally {
    await bare.close();
    await close();
  }
  const what = `A marked moment to saved, ${MOMENTS} moments in the review / a bare write and fsync of the same bytes`;
  await reportRows('marking', [
    compareSeries({ order: 3, what }, saved, written),
    compareSeries({ order: 4, what: 'The same, 95th percentiles' }, saved, written, 0.95),
  ]);
});

async function timed(task: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await task();
  return performance.now() - startedAt;
}

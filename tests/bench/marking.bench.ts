import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { it } from 'vitest';
import type { JournalEntry } from '#shared/history/review-history';
import { frameworkSchema } from '#shared/model/framework';
import { newReviewDocument } from '#shared/model/review-document';
import type { OpenReview } from '../../electron/backend/library/open-review';
import framework from '../../resources/frameworks/agreements-and-partnering@1.json' with { type: 'json' };
import { call } from '../helpers/page-api';
import { DRAFT, openReview } from '../unit/backend/library/review-files';
import { type FilledReview, markingWithNote, openFilledReview, someMoments } from './filled-review';
import { compareSeries, reportRows } from './report';

const COUNTS = [1_000, 10_000, 50_000] as const;
const [FEW] = COUNTS;
const EDITS = 300;
const WARMING = 50;
const SAMPLE_MS = 180_000;

const said = (count: number) => count.toLocaleString('en');

it('a marked moment to saved, with many moments in the review, with few, and a bare write', async () => {
  const reviews: FilledReview[] = [];
  for (const count of COUNTS) reviews.push(await openFilledReview(count));
  const folder = await mkdtemp(join(tmpdir(), 'concordance-bench-'));
  const bare = await open(join(folder, 'bare-write'), 'a');
  const series = { bare: [] as number[], reviews: COUNTS.map(() => [] as number[]) };
  try {
    for (let edit = 1; edit <= EDITS; edit += 1) {
      for (const [place, { program, reviewId }] of reviews.entries()) {
        const entries = [markingWithNote((COUNTS[place] ?? 0) + edit)];
        const ms = await timed(() => call(program, 'reviews', 'append', { reviewId, entries }));
        if (edit > WARMING) series.reviews[place]?.push(ms);
      }
      const bytes = lineOf(markingWithNote(FEW + edit));
      const ms = await timed(() => writeBare(bare, bytes));
      if (edit > WARMING) series.bare.push(ms);
    }
  } finally {
    await bare.close();
    await rm(folder, { recursive: true, force: true });
    for (const review of reviews) await review.close();
  }
  const saved = (count: number) => `A marked moment to saved, ${said(count)} moments in the review`;
  const [few = [], ...more] = series.reviews;
  await reportRows('marking', [
    compareSeries(
      { order: 3, what: `${saved(FEW)} / a bare write and fsync of the same bytes` },
      few,
      series.bare,
    ),
    compareSeries({ order: 4, what: 'The same, 95th percentiles' }, few, series.bare, 0.95),
    ...more.map((many, place) =>
      compareSeries(
        { order: 4.5 + place / 10, what: `${saved(COUNTS[place + 1] ?? 0)} / ${said(FEW)}` },
        many,
        few,
      ),
    ),
  ]);
});

it('how long an edit holds up the backend, with many moments in the review, with few, and a bare write', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'concordance-bench-'));
  const bare = await open(join(folder, 'bare-write'), 'a');
  const reviews: OpenReview[] = [];
  const series = { bare: [] as number[], reviews: COUNTS.map(() => [] as number[]) };
  try {
    for (const count of COUNTS) reviews.push(await makeReview(join(folder, `${count}.json`), count));
    for (let edit = 1; edit <= EDITS; edit += 1) {
      for (const [place, review] of reviews.entries()) {
        const entry = markingWithNote((COUNTS[place] ?? 0) + edit);
        const ms = await blocking(() => review.append([entry], FRAMEWORK, SAMPLE_MS + 10_000));
        if (edit > WARMING) series.reviews[place]?.push(ms);
      }
      const bytes = lineOf(markingWithNote(FEW + edit));
      const ms = await blocking(() => writeBare(bare, bytes));
      if (edit > WARMING) series.bare.push(ms);
    }
  } finally {
    await bare.close();
    for (const review of reviews) await review.close();
    await rm(folder, { recursive: true, force: true });
  }
  await reportRows(
    'marking-blocking',
    series.reviews.map((many, place) =>
      compareSeries(
        {
          order: 4.8 + place / 100,
          what: `Time for which an edit holds up the backend’s thread, ${said(COUNTS[place] ?? 0)} moments / a bare write and fsync`,
        },
        many,
        series.bare,
      ),
    ),
  );
});

const FRAMEWORK = frameworkSchema.parse(framework);

/** A review at rest with so many moments, opened. */
async function makeReview(path: string, count: number): Promise<OpenReview> {
  const content = { ...DRAFT.content, moments: someMoments(count) };
  const document = { ...newReviewDocument({ ...DRAFT, content }), lastSeq: count };
  await writeFile(path, JSON.stringify(document));
  return openReview(path);
}

function lineOf(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

async function writeBare(file: Awaited<ReturnType<typeof open>>, bytes: string): Promise<void> {
  await file.appendFile(bytes);
  await file.datasync();
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await task();
  return performance.now() - startedAt;
}

/** The milliseconds of a task in which this thread could do nothing else: those in which it did not wait for events. */
async function blocking(task: () => Promise<unknown>): Promise<number> {
  // Into a turn of the event loop of its own, so that what was before is not counted.
  await new Promise((resolve) => setTimeout(resolve, 1));
  const before = performance.eventLoopUtilization();
  await task();
  return performance.eventLoopUtilization(before).active;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Moment } from '#shared/model/moment';
import {
  filterListed,
  listMoments,
  placeAfterKey,
} from '../../../renderer/features/debrief/timeline/listed-moments';
import { layOutBands, markAlone } from '../../../renderer/features/debrief/timeline/reviewer-bands';
import { gripAt, layOutLanes } from '../../../renderer/media/timeline/lane-layout';
import { fitViewport } from '../../../renderer/media/timeline/viewport';
import { reviewerWho, someMoment } from './some-reviewer';

const DURATION_MS = 1_200_000;

const someReviewers = fc
  .array(
    fc.array(
      fc.record({
        startMs: fc.integer({ min: 0, max: DURATION_MS }),
        lengthMs: fc.option(fc.integer({ min: 0, max: 60_000 })),
      }),
      { maxLength: 60 },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((reviews) =>
    reviews.map((spans, index) =>
      reviewerWho(
        index,
        spans.map(({ startMs, lengthMs }, place) =>
          someMoment(
            `${index}-${place}`,
            startMs,
            lengthMs === null ? undefined : Math.min(DURATION_MS, startMs + lengthMs),
          ),
        ),
      ),
    ),
  );

describe('the bands of reviewers', () => {
  it('hold every moment once, in the lanes of whoever marked it', () => {
    fc.assert(
      fc.property(someReviewers, (reviewers) => {
        const { index, bandOfLane, laneOf } = layOutBands(reviewers, DURATION_MS);
        const held = index.lanes.flatMap(({ moments }, lane) =>
          moments.map(({ id }) => `${bandOfLane[lane]?.reviewer.id} ${id}`),
        );
        const marked = reviewers.flatMap(({ id, review }) =>
          Object.keys(review.content.moments).map((momentId) => `${id} ${momentId}`),
        );
        expect(held.sort()).toEqual(marked.sort());
        expect(index.count).toBe(marked.length);
        for (const { id, review } of reviewers) {
          for (const moment of Object.values(review.content.moments)) {
            expect(index.lanes[laneOf(id, moment.id)]?.moments).toContain(moment);
          }
        }
        expect(laneOf(reviewers[0]?.id ?? '', 'of nobody')).toBe(-1);
      }),
      { numRuns: 30 },
    );
  });

  it('lie below each other without a gap, and their rows within them', () => {
    fc.assert(
      fc.property(someReviewers, (reviewers) => {
        const { bands, places, bandOfLane, rulesPx, heightPx } = layOutBands(reviewers, DURATION_MS);
        let topPx = 0;
        for (const band of bands) {
          expect(band.topPx).toBe(topPx);
          topPx += band.heightPx;
        }
        expect(rulesPx.at(-1)).toBe(topPx);
        expect(heightPx).toBe(topPx + 1);
        for (const [lane, place] of places.entries()) {
          const band = bandOfLane[lane];
          expect(place.topPx).toBeGreaterThanOrEqual(band?.topPx ?? 0);
          expect(place.topPx + place.heightPx).toBeLessThanOrEqual(
            (band?.topPx ?? 0) + (band?.heightPx ?? 0),
          );
          const before = places[lane - 1];
          if (before) expect(place.topPx).toBeGreaterThanOrEqual(before.topPx + before.heightPx);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('leave ten crowded reviewers room on one screen', () => {
    const crowded = Array.from({ length: 10 }, (_, index) =>
      reviewerWho(
        index,
        Array.from({ length: 2_000 }, (__, place) =>
          someMoment(`${index}-${place}`, place * 550, place * 550 + 9_000),
        ),
      ),
    );
    expect(layOutBands(crowded, DURATION_MS).heightPx).toBeLessThan(900);
  });

  it('give a press to the moment of the reviewer in whose band it is', () => {
    const reviewers = ['one', 'two', 'three'].map((id, index) =>
      reviewerWho(index, [someMoment(id, 600_000, 660_000)]),
    );
    const { bands, index, places, bandOfLane } = layOutBands(reviewers, DURATION_MS);
    const viewport = fitViewport(DURATION_MS, 1_200);
    const layout = layOutLanes(index, viewport);
    for (const { reviewer, topPx, heightPx } of bands) {
      const grip = gripAt(layout, index, viewport, { xPx: 630, yPx: topPx + heightPx / 2, places });
      expect(grip && bandOfLane[grip.lane]?.reviewer).toBe(reviewer);
      expect(grip?.moment).toBe(Object.values(reviewer.review.content.moments)[0]);
    }
  });

  it('count who was alone in any run of a lane as counting one by one does', () => {
    fc.assert(
      fc.property(someReviewers, fc.integer({ min: 2, max: 5 }), (reviewers, every) => {
        const { index } = layOutBands(reviewers, DURATION_MS);
        const ids = index.lanes.flatMap(({ moments }) => moments.map(({ id }) => id));
        const aloneIds = new Set(ids.filter((_, place) => place % every === 0));
        const alone = markAlone(index, aloneIds);
        for (const [lane, { moments }] of index.lanes.entries()) {
          const first = Math.floor(moments.length / 3);
          const counted = moments.slice(first).filter(({ id }) => aloneIds.has(id)).length;
          expect(alone.countOf({ lane, first, end: moments.length })).toBe(counted);
        }
      }),
    );
  });
});

describe('the list of everyone’s moments', () => {
  it('has each once, in time, and narrows to what is asked for', () => {
    fc.assert(
      fc.property(someReviewers, (reviewers) => {
        const { bands, index } = layOutBands(reviewers, DURATION_MS);
        const listed = listMoments(bands);
        expect(listed).toHaveLength(index.count);
        const starts = listed.map(({ moment }) => moment.startMs);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        const everything = { reviewerId: null, kind: null, isAloneOnly: false };
        expect(filterListed(listed, everything, undefined)).toBe(listed);
        const [first] = reviewers;
        expect(filterListed(listed, { ...everything, reviewerId: first?.id ?? '' }, undefined)).toHaveLength(
          Object.keys(first?.review.content.moments ?? {}).length,
        );
        const alone = markAlone(index, new Set(listed.slice(0, 3).map(({ moment }) => moment.id)));
        expect(filterListed(listed, { ...everything, isAloneOnly: true }, alone)).toEqual(listed.slice(0, 3));
      }),
    );
  });

  it('is gone through in time, and along one reviewer', () => {
    const mine: Moment[] = [someMoment('a', 1_000), someMoment('c', 3_000), someMoment('d', 4_000)];
    const hers: Moment[] = [someMoment('b', 2_000), someMoment('e', 5_000)];
    const { bands } = layOutBands([reviewerWho(0, mine), reviewerWho(1, hers)], DURATION_MS);
    const listed = listMoments(bands);
    const reached = (key: string, place: number) => {
      const next = placeAfterKey(key, listed, place, 2);
      return next === undefined ? undefined : listed[next]?.moment.id;
    };
    expect(
      ['ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowLeft', 'PageDown', 'PageUp', 'Home', 'End'].map((key) =>
        reached(key, 2),
      ),
    ).toEqual(['d', 'b', 'd', 'a', 'e', 'a', 'a', 'e']);
    expect(reached('ArrowRight', 1)).toBe('e');
    expect(reached('ArrowRight', 4)).toBe('e');
    expect(reached('ArrowLeft', 0)).toBe('a');
    expect(reached('ArrowDown', -1)).toBe('a');
    expect(reached('ArrowRight', -1)).toBe('a');
    expect(reached('q', 2)).toBeUndefined();
    expect(placeAfterKey('End', [], -1, 2)).toBe(-1);
  });
});

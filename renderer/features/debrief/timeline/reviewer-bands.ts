import { compareMoments, type Moment, momentEndMs } from '#shared/model/moment';
import type { LanePlace } from '../../../media/timeline/lane-layout';
import { indexLanes, type MomentIndex } from '../../../media/timeline/moment-index';
import type { Reviewer } from '../reviewers';
import { packRows } from './lane-rows';

/** The lanes of one reviewer: as many as keep her moments apart, within limits. */
export type Band = {
  reviewer: Reviewer;
  /** In the order of time. */
  moments: readonly Moment[];
  topPx: number;
  heightPx: number;
};

/** Everyone's moments on one canvas, a band of lanes a reviewer. */
export type Bands = {
  bands: readonly Band[];
  index: MomentIndex;
  places: readonly LanePlace[];
  /** The band of each lane. */
  bandOfLane: readonly Band[];
  /** Where bands begin and the last one ends. */
  rulesPx: readonly number[];
  heightPx: number;
  /** The lane of a reviewer's moment; -1 where she has none of that id. */
  laneOf: (reviewerId: string, momentId: string) => number;
};

const ROW_HEIGHT_PX = 25;
/** A name and a number fit beside it. */
const LEAST_BAND_PX = 46;
const BAND_PADDING_PX = 3;

/** Room for so many rows in all, so that ten reviewers can still be seen together. */
const MOST_ROWS = 30;
const MOST_ROWS_IN_BAND = 6;

/** What a moment takes at the least where the whole session is in view, in parts of its length. */
const LEAST_PART = 14 / 1_200;
const GAP_PART = 2 / 1_200;

/**
 * Divides the moments of everyone into lanes. Rows depend on times alone: nothing jumps to another row while one zooms.
 */
export function layOutBands(reviewers: readonly Reviewer[], durationMs: number): Bands {
  const mostRows = Math.max(2, Math.min(MOST_ROWS_IN_BAND, Math.floor(MOST_ROWS / reviewers.length)));
  const bands: Band[] = [];
  const byLane: Moment[][] = [];
  const places: LanePlace[] = [];
  const bandOfLane: Band[] = [];
  const laneOfMoment = new Map<string, { firstLane: number; rows: readonly number[] }>();
  let topPx = 0;
  for (const reviewer of reviewers) {
    const moments = Object.values(reviewer.review.content.moments).sort(compareMoments);
    const spans = moments.map((moment) => ({
      startMs: moment.startMs,
      endMs: Math.max(momentEndMs(moment), moment.startMs + durationMs * LEAST_PART),
    }));
    const { rows, rowCount } = packRows(spans, durationMs * GAP_PART, mostRows);
    const rowsPx = rowCount * ROW_HEIGHT_PX;
    const heightPx = Math.max(LEAST_BAND_PX, rowsPx + 2 * BAND_PADDING_PX);
    const band: Band = { reviewer, moments, topPx, heightPx };
    const firstLane = places.length;
    const firstTopPx = topPx + Math.round((heightPx - rowsPx) / 2);
    for (let row = 0; row < rowCount; row += 1) {
      places.push({ topPx: firstTopPx + row * ROW_HEIGHT_PX, heightPx: ROW_HEIGHT_PX });
      bandOfLane.push(band);
      byLane.push([]);
    }
    for (const [place, moment] of moments.entries()) byLane[firstLane + (rows[place] ?? 0)]?.push(moment);
    laneOfMoment.set(reviewer.id, { firstLane, rows });
    bands.push(band);
    topPx += heightPx;
  }
  return {
    bands,
    index: indexLanes(byLane),
    places,
    bandOfLane,
    rulesPx: [...bands.map((band) => band.topPx), topPx],
    heightPx: topPx + 1,
    laneOf: (reviewerId, momentId) => {
      const place = bands
        .find(({ reviewer }) => reviewer.id === reviewerId)
        ?.moments.findIndex(({ id }) => id === momentId);
      const lanes = laneOfMoment.get(reviewerId);
      return !lanes || place === undefined || place < 0 ? -1 : lanes.firstLane + (lanes.rows[place] ?? 0);
    },
  };
}

/** Which moments were marked by one reviewer alone, and how many of any run of a lane, found at once. */
export type AloneMarks = {
  has: (moment: Moment) => boolean;
  countOf: (run: { lane: number; first: number; end: number }) => number;
};

export function markAlone({ lanes }: MomentIndex, aloneIds: ReadonlySet<string>): AloneMarks {
  const before = lanes.map(({ moments }) => {
    const counts = new Uint32Array(moments.length + 1);
    for (const [place, { id }] of moments.entries()) {
      counts[place + 1] = (counts[place] as number) + Number(aloneIds.has(id));
    }
    return counts;
  });
  return {
    has: ({ id }) => aloneIds.has(id),
    countOf: ({ lane, first, end }) => (before[lane]?.[end] ?? 0) - (before[lane]?.[first] ?? 0),
  };
}

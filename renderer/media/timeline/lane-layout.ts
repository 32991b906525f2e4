import type { Moment } from '#shared/model/moment';
import { type MomentIndex, nearestIn, placesIn } from './moment-index';
import { timeAt, type Viewport, xOf } from './viewport';

/** A moment as it lies on the lanes. `rightPx` is exclusive; a point has a width of its own, around its place. */
export type LaneItem = {
  type: 'moment';
  moment: Moment;
  lane: number;
  leftPx: number;
  rightPx: number;
  isPoint: boolean;
  /** Where what is written in it or after it must end. */
  labelEndPx: number;
};

/** Moments so close to each other that only their number can be told; `first` to `end` (exclusive) are their places. */
export type LaneCrowd = {
  type: 'crowd';
  lane: number;
  leftPx: number;
  rightPx: number;
  count: number;
  first: number;
  end: number;
};

/** What is in view, lane by lane, in the order of drawing. */
export type LaneLayout = readonly (LaneItem | LaneCrowd)[];

/** Where a lane lies on the canvas, from its top. */
export type LanePlace = { topPx: number; heightPx: number };

/** What a press on the lanes takes hold of; of a crowd the moment nearest in time. */
export type Grip = { moment: Moment; lane: number } & (
  | { part: 'start' | 'end' | 'whole' }
  | { part: 'one of many'; crowd: LaneCrowd }
);

const POINT_WIDTH_PX = 10;
const NARROWEST_INTERVAL_PX = 4;
const EDGE_PX = 6;

/** Narrower than this a moment may disappear in a crowd. */
const SMALL_PX = 12;
/** Small moments whose starts are closer than this hide each other. */
const CROWDED_PX = 4;
/** From so many in view of one lane on, wide ones crowd too: nobody tells hundreds of bars on each other apart. */
const MANY_IN_LANE = 400;
/** Two that overlap can still be told apart. */
const SMALLEST_CROWD = 3;

/**
 * Places the moments in view on their lanes.
 *
 * @param apart - a moment that is drawn on top and never in a crowd: the selected one, with the times of a drag
 */
export function layOutLanes(
  index: MomentIndex,
  viewport: Viewport,
  apart?: Moment,
  apartLane = -1,
): LaneLayout {
  const layout: (LaneItem | LaneCrowd)[] = [];
  for (const lane of index.lanes.keys()) {
    layOutLane(index, lane, viewport, lane === apartLane ? apart?.id : undefined, layout);
  }
  if (apart && apartLane >= 0) {
    const { leftPx, rightPx } = placeOf(apart, viewport);
    if (rightPx >= 0 && leftPx <= viewport.widthPx) layout.push(itemOf(apart, apartLane, viewport));
  }
  return layout;
}

function layOutLane(
  index: MomentIndex,
  lane: number,
  viewport: Viewport,
  apartId: string | undefined,
  layout: (LaneItem | LaneCrowd)[],
): void {
  const inLane = index.lanes[lane];
  if (!inLane) return;
  const marginMs = POINT_WIDTH_PX * viewport.msPerPx;
  const { first, end } = placesIn(
    inLane,
    viewport.startMs - marginMs,
    timeAt(viewport, viewport.widthPx) + marginMs,
  );
  const smallPx = end - first > MANY_IN_LANE ? Number.POSITIVE_INFINITY : SMALL_PX;
  const begin = layout.length;
  // A run of small moments, each close to the one before it.
  const run = { first: 0, end: 0, count: 0, leftPx: 0, rightPx: 0, lastPx: 0 };

  for (let place = first; place < end; place += 1) {
    const moment = inLane.moments[place];
    if (!moment || moment.id === apartId) continue;
    const { leftPx, rightPx, isPoint } = placeOf(moment, viewport);
    if (rightPx < 0) continue;
    const startPx = isPoint ? (leftPx + rightPx) / 2 : leftPx;
    if (rightPx - leftPx >= smallPx) {
      endRun();
      layout.push(itemOf(moment, lane, viewport));
      continue;
    }
    if (run.count > 0 && startPx - run.lastPx >= CROWDED_PX) endRun();
    if (run.count === 0) Object.assign(run, { first: place, leftPx, rightPx });
    run.count += 1;
    run.end = place + 1;
    run.lastPx = startPx;
    run.rightPx = Math.max(run.rightPx, rightPx);
  }
  endRun();
  limitLabels(layout, begin, viewport.widthPx);

  function endRun(): void {
    if (run.count >= SMALLEST_CROWD) {
      const { leftPx, rightPx, count, first: from, end: to } = run;
      layout.push({ type: 'crowd', lane, leftPx, rightPx, count, first: from, end: to });
    } else if (run.count > 0) {
      for (let place = run.first; place < run.end; place += 1) {
        const moment = inLane?.moments[place];
        if (!moment || moment.id === apartId) continue;
        const item = itemOf(moment, lane, viewport);
        if (item.rightPx >= 0 && item.rightPx - item.leftPx < smallPx) layout.push(item);
      }
    }
    run.count = 0;
  }
}

/** Ends what is written at each moment before the next one begins; beside one that lies within another there is no room. */
function limitLabels(layout: (LaneItem | LaneCrowd)[], begin: number, widthPx: number): void {
  let reachPx = Number.NEGATIVE_INFINITY;
  for (let place = begin; place < layout.length; place += 1) {
    const mark = layout[place] as LaneItem | LaneCrowd;
    const nextPx = layout[place + 1]?.leftPx ?? widthPx;
    if (mark.type === 'moment') {
      const isWithin = mark.rightPx < reachPx;
      mark.labelEndPx = isWithin ? Math.min(mark.rightPx, nextPx) : nextPx;
    }
    reachPx = Math.max(reachPx, mark.rightPx);
  }
}

function itemOf(moment: Moment, lane: number, viewport: Viewport): LaneItem {
  const place = placeOf(moment, viewport);
  return { type: 'moment', moment, lane, ...place, labelEndPx: place.rightPx };
}

function placeOf(moment: Moment, viewport: Viewport): { leftPx: number; rightPx: number; isPoint: boolean } {
  const startPx = xOf(viewport, moment.startMs);
  if (moment.endMs === undefined) {
    return { leftPx: startPx - POINT_WIDTH_PX / 2, rightPx: startPx + POINT_WIDTH_PX / 2, isPoint: true };
  }
  const rightPx = Math.max(startPx + NARROWEST_INTERVAL_PX, xOf(viewport, moment.endMs));
  return { leftPx: startPx, rightPx, isPoint: false };
}

/** Finds what lies under a place on the lanes; the last drawn is on top. Of a crowd it is the moment nearest in time. */
export function gripAt(
  layout: LaneLayout,
  index: MomentIndex,
  viewport: Viewport,
  { xPx, yPx, places }: { xPx: number; yPx: number; places: readonly LanePlace[] },
): Grip | undefined {
  const lane = places.findIndex(({ topPx, heightPx }) => yPx >= topPx && yPx < topPx + heightPx);
  for (let place = layout.length - 1; place >= 0; place -= 1) {
    const mark = layout[place] as LaneItem | LaneCrowd;
    if (mark.lane !== lane || xPx < mark.leftPx - 2 || xPx >= mark.rightPx + 2) continue;
    if (mark.type === 'crowd') {
      const inLane = index.lanes[lane];
      const nearest = inLane && nearestIn(inLane, mark.first, mark.end, timeAt(viewport, xPx));
      return nearest && { moment: nearest, lane, part: 'one of many', crowd: mark };
    }
    const { moment } = mark;
    // Edges only where enough of the middle is left to hold it by.
    if (mark.isPoint || mark.rightPx - mark.leftPx < EDGE_PX * 3) return { moment, lane, part: 'whole' };
    if (xPx < mark.leftPx + EDGE_PX) return { moment, lane, part: 'start' };
    if (xPx >= mark.rightPx - EDGE_PX) return { moment, lane, part: 'end' };
    return { moment, lane, part: 'whole' };
  }
  return undefined;
}

import { type Viewport, xOf } from './viewport';

/** Drawn on each side of the view for one who moves along, in widths of the view. */
const MARGIN = 0.5;

/** Less than what a screen shows. */
const ROUNDING_PX = 0.01;

/**
 * What of the waveform to draw, so that a view lies on it: what was drawn last as long as it does. One who moves along gets
 * more than is in view, and then what is drawn is moved, not drawn anew; one who zooms sees no place twice, and gets no
 * more than the view.
 *
 * @param last - `undefined` where nothing is drawn, or something else
 * @returns a part that may begin before the recording and end after it
 */
export function stripFor(view: Viewport, last: Viewport | undefined): Viewport {
  if (last?.msPerPx !== view.msPerPx) return view;
  const leftPx = xOf(last, view.startMs);
  const isDrawn = leftPx >= -ROUNDING_PX && leftPx + view.widthPx <= last.widthPx + ROUNDING_PX;
  if (isDrawn) return last;
  const marginPx = view.widthPx * MARGIN;
  return {
    startMs: view.startMs - marginPx * view.msPerPx,
    msPerPx: view.msPerPx,
    widthPx: view.widthPx + 2 * marginPx,
  };
}

import type { Moment, Polarity } from '#shared/model/moment';
import type { LaneCrowd, LaneItem, LanePlace } from './lane-layout';

const FONT = '11px "Figtree Variable", system-ui, sans-serif';

/** Less room than this is not written in. */
const LEAST_LABEL_PX = 46;

/** What is written in the bar of a moment, or beside it; empty for nothing. */
export type MomentWords = (moment: Moment, isInside: boolean) => string;

/** The colours that all moments of a canvas share. */
export type Inks = { ink: string; faintInk: string; foot: string };

export type MomentStyle = Inks & { colour: string; place: LanePlace };

type Box = { left: number; top: number; width: number; height: number };

function boxOf({ leftPx, rightPx }: LaneItem | LaneCrowd, { topPx, heightPx }: LanePlace): Box {
  return { left: leftPx, top: topPx + 4, width: rightPx - leftPx, height: heightPx - 7 };
}

/** A moment on its lane: a bar for an interval, a diamond for a point, with its words where there is room. */
export function drawMoment(
  context: CanvasRenderingContext2D,
  item: LaneItem,
  style: MomentStyle & { isSelected: boolean; hasFoot: boolean; words: MomentWords },
): void {
  const box = boxOf(item, style.place);
  drawShape(context, item.isPoint ? diamondIn(box) : barIn(box), item.moment.polarity, style.colour, box);
  if (style.hasFoot) drawFoot(context, box, box.width, style.foot);
  if (style.isSelected) {
    context.strokeStyle = style.ink;
    context.lineWidth = 2;
    context.strokeRect(box.left - 2, box.top - 2, box.width + 4, box.height + 4);
  }
  drawLabel(context, item, box, style);
}

/**
 * Many moments as one bar with their number.
 *
 * @param style.footShare - how many of them have a foot, from 0 to 1: the foot is as long
 */
export function drawCrowd(
  context: CanvasRenderingContext2D,
  crowd: LaneCrowd,
  style: MomentStyle & { footShare: number },
): void {
  const box = boxOf(crowd, style.place);
  const { left, top, width, height } = box;
  context.fillStyle = style.colour;
  context.globalAlpha = 0.62;
  context.fillRect(left, top + 3, width, height - 6);
  context.globalAlpha = 1;
  if (style.footShare > 0) drawFoot(context, box, Math.max(2, width * style.footShare), style.foot);
  const words = String(crowd.count);
  context.font = FONT;
  if (context.measureText(words).width + 4 > width) return;
  context.fillStyle = style.ink;
  context.textBaseline = 'middle';
  context.fillText(words, Math.max(left, 0) + 2, top + height / 2 + 0.5);
}

/** A line under a moment, beside whatever colour and pattern it has. */
function drawFoot(
  context: CanvasRenderingContext2D,
  { left, top, height }: Box,
  width: number,
  colour: string,
): void {
  context.fillStyle = colour;
  context.fillRect(left, top + height - 3, width, 4);
}

/** The form of a moment: how it is filled, outlined and kept to. */
type Shape = {
  fill: (context: CanvasRenderingContext2D) => void;
  outline: (context: CanvasRenderingContext2D) => void;
  clip: (context: CanvasRenderingContext2D) => void;
};

/** Rectangles by the calls of their own: hundreds of paths in view would take longer than a frame. */
function barIn({ left, top, width, height }: Box): Shape {
  return {
    fill: (context) => context.fillRect(left, top, width, height),
    outline: (context) => context.strokeRect(left, top, width, height),
    clip: (context) => {
      context.beginPath();
      context.rect(left, top, width, height);
      context.clip();
    },
  };
}

function diamondIn({ left, top, width, height }: Box): Shape {
  const [x, y, radius] = [left + width / 2, top + height / 2, height / 2];
  const path = new Path2D();
  path.moveTo(x, y - radius);
  path.lineTo(x + radius * 0.7, y);
  path.lineTo(x, y + radius);
  path.lineTo(x - radius * 0.7, y);
  path.closePath();
  return {
    fill: (context) => context.fill(path),
    outline: (context) => context.stroke(path),
    clip: (context) => context.clip(path),
  };
}

/** Shown is filled, missed is an empty dashed outline, against is hatched: form tells it, not colour alone. */
function drawShape(
  context: CanvasRenderingContext2D,
  shape: Shape,
  polarity: Polarity,
  colour: string,
  box: Box,
): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  if (polarity === 'missed') {
    context.setLineDash([4, 3]);
    shape.outline(context);
    context.setLineDash([]);
    return;
  }
  context.fillStyle = colour;
  context.globalAlpha = polarity === 'shown' ? 0.42 : 0.14;
  shape.fill(context);
  context.globalAlpha = 1;
  if (polarity === 'shown') {
    shape.outline(context);
    return;
  }
  context.save();
  shape.clip(context);
  context.beginPath();
  for (let x = box.left - box.height; x < box.left + box.width; x += 6) {
    context.moveTo(x, box.top + box.height);
    context.lineTo(x + box.height, box.top);
  }
  context.stroke();
  context.restore();
}

/** Within a wide bar its time and words; after a narrow one its words, as far as the next one leaves room. */
function drawLabel(
  context: CanvasRenderingContext2D,
  item: LaneItem,
  box: Box,
  style: MomentStyle & { words: MomentWords },
): void {
  const isInside = !item.isPoint && box.width > LEAST_LABEL_PX;
  const left = Math.max(0, isInside ? box.left : box.left + box.width);
  const right = isInside ? Math.min(box.left + box.width, item.labelEndPx) : item.labelEndPx;
  if (right - left < LEAST_LABEL_PX) return;
  const text = style.words(item.moment, isInside);
  if (text === '') return;
  context.fillStyle = isInside ? style.ink : style.faintInk;
  context.font = FONT;
  context.textBaseline = 'middle';
  context.fillText(shortened(context, text, right - left - 10), left + 5, box.top + box.height / 2 + 0.5);
}

/** A text that fits, cut off with an ellipsis where it is longer. */
function shortened(context: CanvasRenderingContext2D, text: string, widthPx: number): string {
  // Longer ones are never seen whole, and cost to measure.
  const most = text.slice(0, 200);
  const fullPx = context.measureText(most).width;
  if (fullPx <= widthPx) return most;
  let kept = Math.floor((most.length * widthPx) / fullPx);
  while (kept > 0 && context.measureText(`${most.slice(0, kept)}…`).width > widthPx) kept -= 1;
  return `${most.slice(0, kept).trimEnd()}…`;
}

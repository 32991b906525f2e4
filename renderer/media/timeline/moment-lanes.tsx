import { useComputedColorScheme } from '@mantine/core';
import { type PointerEvent, useCallback, useMemo, useRef, useState } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import type { Moment, MomentKind, Polarity } from '#shared/model/moment';
import { kindColour } from '../../ui/moment-colours';
import { cssVariable, useCanvas } from './canvas';
import { dragTimes, type Grip, gripAt, type LaneItem, layOutItems } from './lane-layout';
import type { Viewport } from './viewport';

type MomentLanesProps = {
  moments: readonly Moment[];
  kinds: readonly MomentKind[];
  viewport: Viewport;
  durationMs: number;
  laneHeightPx: number;
  selectedMomentId: string | undefined;
  isReadOnly: boolean;
  onSelect: (momentId: string | undefined) => void;
  onSeek: (ms: number) => void;
  onOpen: (momentId: string) => void;
  /** Told once, when a drag ends somewhere else than it began. */
  onChangeTimes: (momentId: string, times: Pick<Moment, 'startMs' | 'endMs'>) => void;
  /** Told when a drag begins; returns what to call when it ends. */
  onDragStart: () => () => void;
};

type Drag = { grip: Grip; startX: number; times: Pick<Moment, 'startMs' | 'endMs'>; end: () => void };

/** Movement below this is a click with an unsteady hand. */
const DRAG_THRESHOLD_PX = 3;

/** The moments on a lane a kind: drawn on one canvas, moved and resized by pointer. The list beside it is for keys. */
export function MomentLanes(props: MomentLanesProps) {
  const { moments, kinds, viewport, durationMs, laneHeightPx, selectedMomentId, isReadOnly } = props;
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const [drag, setDrag] = useState<Drag>();
  const [hoverCursor, setHoverCursor] = useState('default');

  const laneOf = useMemo(() => {
    const lanes = new Map(kinds.map((kind, index) => [kind.id, index]));
    return (kind: string) => lanes.get(kind) ?? -1;
  }, [kinds]);

  const items = useMemo(() => {
    const shown = drag
      ? moments.map((moment) => (moment.id === drag.grip.momentId ? { ...moment, ...drag.times } : moment))
      : moments;
    return layOutItems(shown, viewport, laneOf);
  }, [moments, viewport, laneOf, drag]);

  const draw = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number) => {
      const rule = cssVariable(context.canvas, '--rule');
      const ink = cssVariable(context.canvas, '--mantine-color-text');
      context.fillStyle = rule;
      for (let lane = 0; lane <= kinds.length; lane += 1)
        context.fillRect(0, lane * laneHeightPx, widthPx, 1);
      for (const item of items) {
        drawItem(context, item, {
          colour: kindColour(item.lane, scheme),
          ink,
          laneHeightPx,
          isSelected: item.moment.id === selectedMomentId,
        });
      }
    },
    [items, kinds.length, laneHeightPx, scheme, selectedMomentId],
  );
  useCanvas(canvasRef, draw);

  function place(event: PointerEvent): { xPx: number; yPx: number } {
    const box = event.currentTarget.getBoundingClientRect();
    return { xPx: event.clientX - box.left, yPx: event.clientY - box.top };
  }

  function press(event: PointerEvent): void {
    if (event.button !== 0) return;
    const { xPx, yPx } = place(event);
    const grip = gripAt(items, xPx, yPx, laneHeightPx);
    if (!grip) {
      props.onSelect(undefined);
      props.onSeek(viewport.startMs + xPx * viewport.msPerPx);
      return;
    }
    props.onSelect(grip.momentId);
    const moment = moments.find((candidate) => candidate.id === grip.momentId);
    if (isReadOnly || !moment) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const times = { startMs: moment.startMs, ...(moment.endMs !== undefined && { endMs: moment.endMs }) };
    setDrag({ grip, startX: event.clientX, times, end: props.onDragStart() });
  }

  function move(event: PointerEvent): void {
    if (!drag) {
      const { xPx, yPx } = place(event);
      const grip = gripAt(items, xPx, yPx, laneHeightPx);
      setHoverCursor(!grip || isReadOnly ? 'default' : grip.part === 'whole' ? 'grab' : 'ew-resize');
      return;
    }
    const moment = moments.find((candidate) => candidate.id === drag.grip.momentId);
    const deltaPx = event.clientX - drag.startX;
    if (!moment) return;
    const deltaMs = Math.abs(deltaPx) < DRAG_THRESHOLD_PX ? 0 : deltaPx * viewport.msPerPx;
    setDrag({ ...drag, times: dragTimes(moment, drag.grip.part, deltaMs, durationMs) });
  }

  function release(isKept: boolean): void {
    if (!drag) return;
    drag.end();
    setDrag(undefined);
    const moment = moments.find((candidate) => candidate.id === drag.grip.momentId);
    const isMoved = moment && (moment.startMs !== drag.times.startMs || moment.endMs !== drag.times.endMs);
    if (isKept && isMoved) props.onChangeTimes(drag.grip.momentId, drag.times);
  }

  return (
    <canvas
      ref={canvasRef}
      role="img"
      aria-label={`${moments.length} moments on ${kinds.length} lanes; the list of moments holds the same for the keyboard`}
      style={{
        display: 'block',
        width: '100%',
        height: laneHeightPx * kinds.length + 1,
        cursor: drag ? (drag.grip.part === 'whole' ? 'grabbing' : 'ew-resize') : hoverCursor,
        touchAction: 'none',
      }}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={() => release(true)}
      onPointerCancel={() => release(false)}
      onDoubleClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const grip = gripAt(items, event.clientX - box.left, event.clientY - box.top, laneHeightPx);
        if (grip) props.onOpen(grip.momentId);
      }}
    />
  );
}

type ItemStyle = { colour: string; ink: string; laneHeightPx: number; isSelected: boolean };

function drawItem(context: CanvasRenderingContext2D, item: LaneItem, style: ItemStyle): void {
  const { colour, ink, laneHeightPx, isSelected } = style;
  const top = item.lane * laneHeightPx + 4;
  const height = laneHeightPx - 7;
  const left = item.leftPx;
  const width = item.rightPx - item.leftPx;
  context.save();
  context.beginPath();
  if (item.isPoint) drawDiamond(context, left + width / 2, top + height / 2, height / 2);
  else context.roundRect(left, top, width, height, 3);
  fillByPolarity(context, item.moment.polarity, colour, { left, top, width, height });
  context.restore();
  if (isSelected) {
    context.strokeStyle = ink;
    context.lineWidth = 2;
    context.strokeRect(left - 2, top - 2, width + 4, height + 4);
  }
  if (!item.isPoint && width > 46) drawTime(context, item, { left, top, width, height, ink });
}

type Box = { left: number; top: number; width: number; height: number };

/** Shown is filled, missed is an empty dashed outline, against is hatched: form tells it, not colour alone. */
function fillByPolarity(
  context: CanvasRenderingContext2D,
  polarity: Polarity,
  colour: string,
  box: Box,
): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  if (polarity === 'missed') {
    context.setLineDash([4, 3]);
    context.stroke();
    return;
  }
  context.fillStyle = colour;
  context.globalAlpha = polarity === 'shown' ? 0.42 : 0.14;
  context.fill();
  context.globalAlpha = 1;
  if (polarity === 'against') {
    context.save();
    context.clip();
    context.beginPath();
    for (let x = box.left - box.height; x < box.left + box.width; x += 6) {
      context.moveTo(x, box.top + box.height);
      context.lineTo(x + box.height, box.top);
    }
    context.stroke();
    context.restore();
    return;
  }
  context.stroke();
}

function drawDiamond(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.moveTo(x, y - radius);
  context.lineTo(x + radius * 0.7, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius * 0.7, y);
  context.closePath();
}

function drawTime(context: CanvasRenderingContext2D, item: LaneItem, box: Box & { ink: string }): void {
  const visibleLeft = Math.max(box.left, 0);
  if (box.left + box.width - visibleLeft < 46) return;
  context.save();
  context.beginPath();
  context.rect(visibleLeft, box.top, box.left + box.width - visibleLeft - 4, box.height);
  context.clip();
  context.fillStyle = box.ink;
  context.font = '11px "Figtree Variable", system-ui, sans-serif';
  context.textBaseline = 'middle';
  const quote = item.moment.quote || item.moment.note;
  const text = [formatTimeCode(item.moment.startMs), quote].filter(Boolean).join('  ');
  context.fillText(text, visibleLeft + 5, box.top + box.height / 2 + 0.5);
  context.restore();
}

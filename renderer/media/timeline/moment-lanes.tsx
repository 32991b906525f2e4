import { useComputedColorScheme } from '@mantine/core';
import { type MouseEvent, type PointerEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { Moment, MomentKind } from '#shared/model/moment';
import { kindColour } from '../../ui/moment-colours';
import { cssVariable, useCanvas } from './canvas';
import { drawCrowd, drawMoment } from './draw-moments';
import { dragTimes, type Grip, gripAt, layOutLanes } from './lane-layout';
import { indexMoments } from './moment-index';
import { timeAt, type Viewport } from './viewport';

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

type Drag = {
  moment: Moment;
  part: Parameters<typeof dragTimes>[1];
  startX: number;
  times: Pick<Moment, 'startMs' | 'endMs'>;
  end: () => void;
};

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

  const index = useMemo(() => indexMoments(moments, kinds.length, laneOf), [moments, kinds.length, laneOf]);
  const selected = useMemo(
    () => moments.find(({ id }) => id === selectedMomentId),
    [moments, selectedMomentId],
  );
  const layout = useMemo(() => {
    const apart = selected && drag?.moment.id === selected.id ? { ...selected, ...drag.times } : selected;
    return layOutLanes(index, viewport, apart, apart && laneOf(apart.kind));
  }, [index, viewport, laneOf, selected, drag]);

  const draw = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number) => {
      const rule = cssVariable(context.canvas, '--rule');
      const ink = cssVariable(context.canvas, '--mantine-color-text');
      const faintInk = cssVariable(context.canvas, '--mantine-color-dimmed');
      context.fillStyle = rule;
      for (let lane = 0; lane <= kinds.length; lane += 1)
        context.fillRect(0, lane * laneHeightPx, widthPx, 1);
      for (const mark of layout) {
        const style = { colour: kindColour(mark.lane, scheme), ink, faintInk, laneHeightPx };
        if (mark.type === 'crowd') drawCrowd(context, mark, style);
        else drawMoment(context, mark, { ...style, isSelected: mark.moment.id === selectedMomentId });
      }
    },
    [layout, kinds.length, laneHeightPx, scheme, selectedMomentId],
  );
  useCanvas(canvasRef, draw);

  function gripUnder(event: MouseEvent): { xPx: number; grip: Grip | undefined } {
    const box = event.currentTarget.getBoundingClientRect();
    const xPx = event.clientX - box.left;
    const yPx = event.clientY - box.top;
    return { xPx, grip: gripAt(layout, index, viewport, { xPx, yPx, laneHeightPx }) };
  }

  function press(event: PointerEvent): void {
    if (event.button !== 0) return;
    const { xPx, grip } = gripUnder(event);
    if (!grip) {
      props.onSelect(undefined);
      props.onSeek(timeAt(viewport, xPx));
      return;
    }
    props.onSelect(grip.momentId);
    const { momentId, part } = grip;
    const moment = moments.find(({ id }) => id === momentId);
    if (isReadOnly || !moment || part === 'one of many') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const times = { startMs: moment.startMs, ...(moment.endMs !== undefined && { endMs: moment.endMs }) };
    setDrag({ moment, part, startX: event.clientX, times, end: props.onDragStart() });
  }

  function move(event: PointerEvent): void {
    if (!drag) {
      setHoverCursor(cursorOver(gripUnder(event).grip, isReadOnly));
      return;
    }
    const deltaPx = event.clientX - drag.startX;
    const deltaMs = Math.abs(deltaPx) < DRAG_THRESHOLD_PX ? 0 : deltaPx * viewport.msPerPx;
    setDrag({ ...drag, times: dragTimes(drag.moment, drag.part, deltaMs, durationMs) });
  }

  function release(isKept: boolean): void {
    if (!drag) return;
    drag.end();
    setDrag(undefined);
    const { moment, times } = drag;
    const isMoved = moment.startMs !== times.startMs || moment.endMs !== times.endMs;
    if (isKept && isMoved) props.onChangeTimes(moment.id, times);
  }

  return (
    <canvas
      ref={canvasRef}
      role="img"
      aria-label={`${index.count} moments on ${kinds.length} lanes; the list of moments holds the same for the keyboard`}
      style={{
        display: 'block',
        width: '100%',
        height: laneHeightPx * kinds.length + 1,
        cursor: drag ? (drag.part === 'whole' ? 'grabbing' : 'ew-resize') : hoverCursor,
        touchAction: 'none',
      }}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={() => release(true)}
      onPointerCancel={() => release(false)}
      onDoubleClick={(event) => {
        const { grip } = gripUnder(event);
        if (grip) props.onOpen(grip.momentId);
      }}
    />
  );
}

function cursorOver(grip: Grip | undefined, isReadOnly: boolean): string {
  if (!grip) return 'default';
  if (isReadOnly || grip.part === 'one of many') return 'pointer';
  return grip.part === 'whole' ? 'grab' : 'ew-resize';
}

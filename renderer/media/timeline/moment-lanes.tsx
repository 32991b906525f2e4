import { useComputedColorScheme } from '@mantine/core';
import { type PointerEvent, useMemo, useState } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import type { Moment, MomentKind } from '#shared/model/moment';
import { kindColour } from '../../ui/moment-colours';
import { type DragPart, dragTimes } from './drag-times';
import { type Grip, layOutLanes } from './lane-layout';
import { MomentCanvas, type MomentLook, type Pointed } from './moment-canvas';
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
  part: DragPart;
  startX: number;
  times: Pick<Moment, 'startMs' | 'endMs'>;
  end: () => void;
};

/** Movement below this is a click with an unsteady hand. */
const DRAG_THRESHOLD_PX = 3;

/** The moments on a lane a kind: drawn on one canvas, moved and resized by pointer. The list beside it is for keys. */
export function MomentLanes(props: MomentLanesProps) {
  const { moments, kinds, viewport, durationMs, laneHeightPx, selectedMomentId, isReadOnly } = props;
  const scheme = useComputedColorScheme('light');
  const [drag, setDrag] = useState<Drag>();
  const [hoverCursor, setHoverCursor] = useState('default');

  const laneOf = useMemo(() => {
    const lanes = new Map(kinds.map((kind, index) => [kind.id, index]));
    return (kind: string) => lanes.get(kind) ?? -1;
  }, [kinds]);
  const { places, rulesPx } = useMemo(() => {
    const tops = Array.from({ length: kinds.length + 1 }, (_, lane) => lane * laneHeightPx);
    return {
      places: tops.slice(0, -1).map((topPx) => ({ topPx, heightPx: laneHeightPx })),
      rulesPx: tops,
    };
  }, [kinds.length, laneHeightPx]);
  const momentLook = useMemo<MomentLook>(
    () => ({
      colourOf: ({ kind }) => kindColour(laneOf(kind), scheme),
      crowdColourOf: (lane) => kindColour(lane, scheme),
      words: ({ quote, note, startMs }, isInside) => {
        const words = quote || note;
        return isInside ? [formatTimeCode(startMs), words].filter(Boolean).join('  ') : words;
      },
    }),
    [laneOf, scheme],
  );

  const index = useMemo(() => indexMoments(moments, kinds.length, laneOf), [moments, kinds.length, laneOf]);
  const selected = useMemo(
    () => moments.find(({ id }) => id === selectedMomentId),
    [moments, selectedMomentId],
  );
  const layout = useMemo(() => {
    const apart = selected && drag?.moment.id === selected.id ? { ...selected, ...drag.times } : selected;
    return layOutLanes(index, viewport, apart, apart && laneOf(apart.kind));
  }, [index, viewport, laneOf, selected, drag]);

  function press({ grip, xPx }: Pointed, event: PointerEvent): void {
    if (!grip) {
      props.onSelect(undefined);
      props.onSeek(timeAt(viewport, xPx));
      return;
    }
    const { moment, part } = grip;
    props.onSelect(moment.id);
    if (isReadOnly || part === 'one of many') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const times = { startMs: moment.startMs, ...(moment.endMs !== undefined && { endMs: moment.endMs }) };
    setDrag({ moment, part, startX: event.clientX, times, end: props.onDragStart() });
  }

  function move({ grip }: Pointed, event: PointerEvent): void {
    if (!drag) {
      setHoverCursor(cursorOver(grip, isReadOnly));
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
    <MomentCanvas
      index={index}
      layout={layout}
      places={places}
      rulesPx={rulesPx}
      heightPx={laneHeightPx * kinds.length + 1}
      viewport={viewport}
      look={momentLook}
      selected={selected && { momentId: selected.id, lane: laneOf(selected.kind) }}
      label={`${index.count} moments on ${kinds.length} lanes; the list of moments holds the same for the keyboard`}
      cursor={drag ? (drag.part === 'whole' ? 'grabbing' : 'ew-resize') : hoverCursor}
      onPress={press}
      onMove={move}
      onRelease={release}
      onDoublePress={({ grip }) => grip && props.onOpen(grip.moment.id)}
    />
  );
}

function cursorOver(grip: Grip | undefined, isReadOnly: boolean): string {
  if (!grip) return 'default';
  if (isReadOnly || grip.part === 'one of many') return 'pointer';
  return grip.part === 'whole' ? 'grab' : 'ew-resize';
}

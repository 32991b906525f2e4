import { useComputedColorScheme } from '@mantine/core';
import { type CSSProperties, type MouseEvent, type PointerEvent, useCallback, useRef } from 'react';
import type { Moment } from '#shared/model/moment';
import type { Stretch } from '#shared/scoring/stretch';
import { drawHatch } from './absent-stretches';
import { cssVariable, ownColour, useCanvas } from './canvas';
import { drawCrowd, drawMoment, type MomentWords } from './draw-moments';
import { type Grip, gripAt, type LaneCrowd, type LaneLayout, type LanePlace } from './lane-layout';
import type { MomentIndex } from './moment-index';
import { type Viewport, xOf } from './viewport';

/** How the moments of a canvas look; the same object as long as nothing of it changed. */
export type MomentLook = {
  colourOf: (moment: Moment) => string;
  /** The colour of the crowds of a lane; faint ink where its moments differ in colour. */
  crowdColourOf: (lane: number) => string | undefined;
  words: MomentWords;
  /** Which moments have a line under them, and how many of a crowd, from 0 to 1. */
  feet?: { has: (moment: Moment) => boolean; shareOf: (crowd: LaneCrowd) => number };
};

/** What the pointer is over, and where on the canvas. */
export type Pointed = { grip: Grip | undefined; xPx: number; yPx: number };

type MomentCanvasProps = {
  index: MomentIndex;
  layout: LaneLayout;
  places: readonly LanePlace[];
  /** Where lines are drawn over the whole width, from the top. */
  rulesPx: readonly number[];
  heightPx: number;
  viewport: Viewport;
  look: MomentLook;
  selected: { momentId: string; lane: number } | undefined;
  /** What was not shared, hatched behind the moments. */
  absent?: readonly Stretch[];
  label: string;
  cursor: CSSProperties['cursor'];
  onPress: (pointed: Pointed, event: PointerEvent) => void;
  onMove: (pointed: Pointed, event: PointerEvent) => void;
  onRelease?: (isKept: boolean) => void;
  onLeave?: () => void;
  onDoublePress?: (pointed: Pointed) => void;
};

/** Moments on lanes, drawn on one canvas that finds what is under the pointer. A list beside it is for keys. */
export function MomentCanvas(props: MomentCanvasProps) {
  const { index, layout, places, rulesPx, heightPx, viewport, look, selected, absent } = props;
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours it reads change with the scheme
  const draw = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, height: number) => {
      for (const { startMs, endMs } of absent ?? []) {
        const left = Math.max(0, xOf(viewport, startMs));
        const right = Math.min(widthPx, xOf(viewport, endMs));
        if (right > left) drawHatch(context, left, right - left, height);
      }
      context.fillStyle = cssVariable(context.canvas, '--rule');
      for (const rulePx of rulesPx) context.fillRect(0, rulePx, widthPx, 1);
      const inks = {
        ink: cssVariable(context.canvas, '--mantine-color-text'),
        faintInk: cssVariable(context.canvas, '--mantine-color-dimmed'),
        foot: cssVariable(context.canvas, '--caution'),
      };
      for (const mark of layout) {
        const place = places[mark.lane];
        if (!place) continue;
        if (mark.type === 'crowd') {
          const colour = look.crowdColourOf(mark.lane);
          drawCrowd(context, mark, {
            ...inks,
            place,
            colour: colour ? ownColour(colour) : inks.faintInk,
            footShare: look.feet?.shareOf(mark) ?? 0,
          });
          continue;
        }
        drawMoment(context, mark, {
          ...inks,
          place,
          colour: ownColour(look.colourOf(mark.moment)),
          words: look.words,
          hasFoot: look.feet?.has(mark.moment) ?? false,
          isSelected: mark.lane === selected?.lane && mark.moment.id === selected.momentId,
        });
      }
    },
    [layout, places, rulesPx, viewport, look, selected?.momentId, selected?.lane, absent, scheme],
  );
  useCanvas(canvasRef, draw);

  function pointedAt(event: MouseEvent): Pointed {
    const box = event.currentTarget.getBoundingClientRect();
    const xPx = event.clientX - box.left;
    const yPx = event.clientY - box.top;
    return { xPx, yPx, grip: gripAt(layout, index, viewport, { xPx, yPx, places }) };
  }

  return (
    <canvas
      ref={canvasRef}
      role="img"
      aria-label={props.label}
      style={{
        display: 'block',
        width: '100%',
        height: heightPx,
        cursor: props.cursor,
        touchAction: 'none',
      }}
      onPointerDown={(event) => {
        if (event.button === 0) props.onPress(pointedAt(event), event);
      }}
      onPointerMove={(event) => props.onMove(pointedAt(event), event)}
      onPointerUp={() => props.onRelease?.(true)}
      onPointerCancel={() => props.onRelease?.(false)}
      onPointerLeave={props.onLeave}
      onDoubleClick={(event) => props.onDoublePress?.(pointedAt(event))}
    />
  );
}

import { useMemo } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import { DIRECTION_LABELS } from '#shared/trail/story';
import type { Stretch } from '#shared/trail/stretches';
import { type Viewport, xOf } from '../media/timeline/viewport';
import classes from './trail-band.module.css';

export const TRAIL_BAND_HEIGHT_PX = 24;

/** Narrower than this a stretch has no room for words; its name stands in its tooltip and in the story. */
const LEAST_PX_FOR_WORDS = 40;

/** Nothing narrower can be seen. */
const LEAST_BLOCK_PX = 1;

type TrailBandProps = {
  stretches: readonly Stretch[];
  viewport: Viewport;
  /** Whose trail it is, or simply what. */
  label: string;
};

/** More than so many are not read out one by one; the story has them all. */
const MOST_DESCRIBED = 60;

/** Where the session's direction stood, over time; the story says the same in words. */
export function TrailBand({ stretches, viewport, label }: TrailBandProps) {
  const description = useMemo(() => describe(stretches), [stretches]);
  return (
    <div
      role="img"
      aria-label={`${label}: ${description}`}
      className={classes.band}
      style={{ height: TRAIL_BAND_HEIGHT_PX }}
    >
      {blocksInView(stretches, viewport).map(({ stretch, left, right }) => (
        <div
          key={stretch.startMs}
          className={classes.stretch}
          data-direction={stretch.direction}
          title={`${nameOf(stretch)}, ${formatTimeCode(stretch.startMs)}–${formatTimeCode(stretch.endMs)}`}
          style={{ left, width: right - left }}
        >
          {right - left >= LEAST_PX_FOR_WORDS && <span>{nameOf(stretch)}</span>}
        </div>
      ))}
    </div>
  );
}

/** The stretches that can be seen; of several on the same pixels the first stands for all. */
function blocksInView(
  stretches: readonly Stretch[],
  viewport: Viewport,
): { stretch: Stretch; left: number; right: number }[] {
  const blocks: { stretch: Stretch; left: number; right: number }[] = [];
  let drawnPx = 0;
  for (const stretch of stretches) {
    const left = Math.max(drawnPx, xOf(viewport, stretch.startMs));
    const right = Math.min(viewport.widthPx, xOf(viewport, stretch.endMs));
    if (left >= viewport.widthPx) break;
    if (right - left < (right === viewport.widthPx ? Number.MIN_VALUE : LEAST_BLOCK_PX)) continue;
    blocks.push({ stretch, left, right });
    drawnPx = right;
  }
  return blocks;
}

function describe(stretches: readonly Stretch[]): string {
  const described = stretches
    .slice(0, MOST_DESCRIBED)
    .map((stretch) => `from ${formatTimeCode(stretch.startMs)} ${nameOf(stretch)}`);
  const more = stretches.length - described.length;
  return [...described, ...(more > 0 ? [`and ${more} more, which the story tells`] : [])].join('; ');
}

/** The colour and pattern of a direction, beside words that name it. */
export function DirectionSwatch({ direction }: Pick<Stretch, 'direction'>) {
  return <span className={classes.swatch} data-direction={direction} aria-hidden />;
}

/** `Agreed focus: one thing for next week`; the focus only where it is what the stretch is about. */
function nameOf({ direction, focus }: Stretch): string {
  const isAbout = direction === 'agreed' || direction === 're-contracted';
  return isAbout && focus !== '' ? `${DIRECTION_LABELS[direction]}: ${focus}` : DIRECTION_LABELS[direction];
}

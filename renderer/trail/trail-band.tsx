import { formatTimeCode } from '#shared/formats/time-code';
import { DIRECTION_LABELS } from '#shared/trail/story';
import type { Stretch } from '#shared/trail/stretches';
import { type Viewport, xOf } from '../media/timeline/viewport';
import classes from './trail-band.module.css';

export const TRAIL_BAND_HEIGHT_PX = 24;

/** Narrower than this a stretch has no room for words; its name stands in its tooltip and in the story. */
const LEAST_PX_FOR_WORDS = 40;

type TrailBandProps = {
  stretches: readonly Stretch[];
  viewport: Viewport;
  /** Whose trail it is, or simply what. */
  label: string;
};

/** Where the session's direction stood, over time; the story says the same in words. */
export function TrailBand({ stretches, viewport, label }: TrailBandProps) {
  const described = stretches.map((stretch) => `from ${formatTimeCode(stretch.startMs)} ${nameOf(stretch)}`);
  return (
    <div
      role="img"
      aria-label={`${label}: ${described.join('; ')}`}
      className={classes.band}
      style={{ height: TRAIL_BAND_HEIGHT_PX }}
    >
      {stretches.map((stretch) => {
        const left = Math.max(0, xOf(viewport, stretch.startMs));
        const right = Math.min(viewport.widthPx, xOf(viewport, stretch.endMs));
        if (right <= left) return null;
        return (
          <div
            key={stretch.startMs}
            className={classes.stretch}
            data-direction={stretch.direction}
            title={`${nameOf(stretch)}, ${formatTimeCode(stretch.startMs)}–${formatTimeCode(stretch.endMs)}`}
            style={{ left, width: right - left }}
          >
            {right - left >= LEAST_PX_FOR_WORDS && <span>{nameOf(stretch)}</span>}
          </div>
        );
      })}
    </div>
  );
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

import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { formatSpan, POLARITY_WORDS } from '#shared/formats/moment-words';
import type { Moment } from '#shared/model/moment';
import type { SessionProgress } from '#shared/model/progress';
import classes from './progress-view.module.css';

/** Plays a moment of a session. */
export type PlayMoment = (session: SessionProgress, moment: Moment) => void;

type MomentButtonsProps = { session: SessionProgress; moments: readonly Moment[]; onPlay: PlayMoment };

/** Moments behind a point: each plays where its recording is here, and is named where it is not. */
export function MomentButtons({ session, moments, onPlay }: MomentButtonsProps) {
  if (moments.length === 0) return <span className={classes.none}>none</span>;
  return (
    <span className={classes.moments}>
      {moments.map((moment) => {
        const words = `${formatSpan(moment)}${moment.polarity === 'shown' ? '' : ` ${POLARITY_WORDS[moment.polarity]}`}`;
        if (!session.canPlay) return <span key={moment.id}>{words}</span>;
        return (
          <button
            key={moment.id}
            type="button"
            className={classes.moment}
            title={moment.quote || moment.note || undefined}
            aria-label={`Play ${words} of ${session.title}`}
            onClick={() => onPlay(session, moment)}
          >
            <IconPlayerPlayFilled size={11} aria-hidden /> {words}
          </button>
        );
      })}
    </span>
  );
}

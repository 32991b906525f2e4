import { IconPlayerPlayFilled } from '@tabler/icons-react';
import type { ReportCell } from '#shared/reports/report-blocks';
import { useSessions } from '../../app/queries/session-queries';
import classes from './play-place.module.css';

type PlaceButtonProps = {
  text: string;
  place: NonNullable<ReportCell['place']>;
  onPlay: () => void;
};

/** A time of one of several sessions; plain where its recording is not here. */
export function PlaceButton({ text, place, onPlay }: PlaceButtonProps) {
  const { data: sessions = [] } = useSessions();
  const session = sessions.find(({ id }) => id === place.sessionId);
  if (!session || session.recordingStorage === 'absent' || session.recordingStorage === 'deleted')
    return text;
  return (
    <button
      type="button"
      className={classes.place}
      aria-label={`Play ${text} of ${session.title}`}
      onClick={onPlay}
    >
      <IconPlayerPlayFilled size={11} aria-hidden className={classes.icon} />
      {text}
    </button>
  );
}

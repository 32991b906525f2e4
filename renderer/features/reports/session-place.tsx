import type { ReportCell } from '#shared/reports/report-blocks';
import { useSessions } from '../../app/queries/session-queries';
import { PlaceButton } from '../../ui/place-button';

type SessionPlaceProps = {
  text: string;
  place: NonNullable<ReportCell['place']>;
  onPlay: () => void;
};

/** A time of one of several sessions; plain where its recording is not here. */
export function SessionPlace({ text, place, onPlay }: SessionPlaceProps) {
  const { data: sessions = [] } = useSessions();
  const session = sessions.find(({ id }) => id === place.sessionId);
  if (!session || session.recordingStorage === 'absent' || session.recordingStorage === 'deleted')
    return text;
  return <PlaceButton text={text} label={`Play ${text} of ${session.title}`} onClick={onPlay} />;
}

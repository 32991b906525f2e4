import { useMemo, useSyncExternalStore } from 'react';
import { isPlayable } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import type { ReportCell } from '#shared/reports/report-blocks';
import { stretchOf } from '#shared/scoring/stretch';
import { useRecordingSource } from '../../app/use-recording-source';
import { Player } from '../../media/player';
import { PlaceButton } from '../../ui/place-button';

type Places = { player: Player; canPlay: boolean; durationMs: number };

/** What plays the places of a report. */
export function usePlaces(session: SessionDocument): Places {
  const source = useRecordingSource(session);
  const player = useMemo(() => new Player(source), [source]);
  return { player, canPlay: isPlayable(session.recording), durationMs: session.recording.durationMs };
}

type PlayPlaceProps = { places: Places; place: NonNullable<ReportCell['place']>; text: string };

/** A time of a report; at a click what is there is heard. */
export function PlayPlace({ places: { player, canPlay, durationMs }, place, text }: PlayPlaceProps) {
  const isPlaying = useSyncExternalStore(player.subscribe, () => {
    const { isPlaying: plays, stretch } = player.getView();
    return plays && stretch?.id === place.momentId;
  });
  if (!canPlay) return text;
  return (
    <PlaceButton
      text={text}
      label={isPlaying ? `Pause ${text}` : `Play ${text}`}
      isPlaying={isPlaying}
      onClick={() => {
        if (isPlaying) player.pause();
        else player.playStretch({ ...stretchOf(place, durationMs), id: place.momentId }, { loops: false });
      }}
    />
  );
}

import { ActionIcon, Text } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { formatSpan } from '#shared/formats/moment-words';
import type { Moment } from '#shared/model/moment';
import { hasVideo } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import { stretchOf } from '#shared/scoring/stretch';
import { Player } from '../media/player';
import { errorMessage } from './api-error';
import classes from './moment-player.module.css';
import { PlaybackNotice } from './playback-notice';
import { useSession } from './queries/session-queries';
import { useRecordingSource } from './use-recording-source';

type MomentPlayerProps = {
  sessionId: string;
  moment: Pick<Moment, 'startMs' | 'endMs'> & Partial<Pick<Moment, 'quote' | 'note'>>;
  onClose: () => void;
};

/** Plays one moment of one session, at the foot of the screen. */
export function MomentPlayer({ sessionId, moment, onClose }: MomentPlayerProps) {
  const session = useSession(sessionId);
  if (session.isError) return <p role="alert">{errorMessage(session.error)}</p>;
  if (!session.data) return null;
  return <LoadedPlayer session={session.data} moment={moment} onClose={onClose} />;
}

function LoadedPlayer({
  session,
  moment,
  onClose,
}: Omit<MomentPlayerProps, 'sessionId'> & { session: SessionDocument }) {
  const source = useRecordingSource(session);
  const player = useMemo(() => new Player(source), [source]);
  const isReady = source.pieces.length > 0;
  const view = useSyncExternalStore(player.subscribe, player.getView);
  const isVideo = hasVideo(session.recording);
  const media = { ref: player.attach, preload: 'auto' } as const;

  useEffect(() => {
    if (!isReady) return;
    player.playStretch(stretchOf(moment, session.recording.durationMs), { loops: false });
    return () => player.pause();
  }, [player, isReady, moment, session.recording.durationMs]);

  function playAgain(): void {
    if (view.isPlaying) player.pause();
    else player.playStretch(stretchOf(moment, session.recording.durationMs), { loops: false });
  }

  return (
    <section className={classes.player} aria-label="Moment that plays">
      {isVideo ? <video {...media} className={classes.video} /> : <audio {...media} />}
      <ActionIcon
        variant="filled"
        disabled={!isReady}
        onClick={playAgain}
        aria-label={view.isPlaying ? 'Pause' : 'Play again'}
      >
        {view.isPlaying ? (
          <IconPlayerPauseFilled size={16} aria-hidden />
        ) : (
          <IconPlayerPlayFilled size={16} aria-hidden />
        )}
      </ActionIcon>
      <div className={classes.words}>
        <Text size="sm" fw={600}>
          {session.title}, {formatSpan(moment)}
        </Text>
        <PlaybackNotice sessionId={session.id} />
        {view.problem && (
          <Text size="sm" role="alert" c="var(--danger)">
            {view.problem}
          </Text>
        )}
        {moment.quote && <Text size="sm">“{moment.quote}”</Text>}
        {moment.note && (
          <Text size="sm" c="dimmed">
            {moment.note}
          </Text>
        )}
      </div>
      <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label="Close the player">
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </section>
  );
}

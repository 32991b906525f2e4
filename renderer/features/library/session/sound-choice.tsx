import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Recording } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import { api } from '../../../app/api-client';
import { notifyError } from '../../../app/notify';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import { describeTrack } from './track-words';

/** Which of a recording's sounds is heard; nothing where it has one. */
export function SoundChoice({ session: { id, recording } }: { session: SessionDocument }) {
  const { sessionUpdated, preparePlayback } = useCacheUpdates();
  const [choosing, setChoosing] = useState(false);
  const sounds = recording.tracks.filter(({ type }) => type === 'audio');
  if (sounds.length < 2 || !isWhole(recording)) return null;

  async function choose(soundTrack: number): Promise<void> {
    setChoosing(true);
    try {
      sessionUpdated(await api.recordings.chooseSound({ sessionId: id, soundTrack }));
      await preparePlayback(id);
    } catch (error) {
      notifyError('The sound that is heard was not changed', error);
    }
    setChoosing(false);
  }

  return (
    <NativeSelect
      label="Sound that is heard"
      description="Of several in the file, such as one for each voice. Moments stay where they are."
      size="xs"
      mt="sm"
      value={String(recording.soundTrack ?? 0)}
      disabled={choosing}
      onChange={(event) => choose(Number(event.currentTarget.value))}
      data={sounds.map((track, index) => ({
        value: String(index),
        label: `${index + 1}: ${describeTrack(track)}`,
        // Where none can be decoded, a copy is made of the one that is chosen.
        disabled: !track.playable && recording.timing?.playedFrom.type !== 'encoded',
      }))}
    />
  );
}

function isWhole({ storage }: Recording): boolean {
  return storage === 'copied' || storage === 'linked';
}

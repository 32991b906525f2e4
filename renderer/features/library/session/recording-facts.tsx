import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatByteSize } from '#shared/formats/byte-size';
import { formatTimeCode } from '#shared/formats/time-code';
import { isPlayable, type Recording, type Track } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import { host } from '../../../app/host';
import { notifyError } from '../../../app/notify';
import { formatDayOf } from '../../../ui/local-date';
import classes from './recording-facts.module.css';

const STORAGE_WORDS: Readonly<Record<Recording['storage'], string>> = {
  copied: 'Copied into your library',
  linked: 'Linked where it is, not copied',
  excerpts: 'Only the stretches that were shared with you',
  absent: 'Not shared with you',
  deleted: 'Deleted from this library',
};

export function RecordingFacts({ session }: { session: SessionDocument }) {
  const { recording } = session;

  async function showRecording(): Promise<void> {
    try {
      await host.showRecording?.(session.id);
    } catch (error) {
      notifyError('The folder could not be opened', error);
    }
  }

  return (
    <>
      <dl className={classes.facts}>
        <Fact name="File">{recording.originalName}</Fact>
        <Fact name="Length">{formatTimeCode(recording.durationMs)}</Fact>
        <Fact name="Size">{formatByteSize(recording.sizeBytes)}</Fact>
        <Fact name="Format">
          {recording.container}: {recording.tracks.map(describeTrack).join('; ')}
        </Fact>
        <Fact name="Kept">{STORAGE_WORDS[recording.storage]}</Fact>
        <Fact name="Added">{formatDayOf(session.addedAt)}</Fact>
      </dl>
      {host.showRecording && isPlayable(recording) && (
        <Button variant="default" size="xs" mt="sm" onClick={showRecording}>
          Show in its folder
        </Button>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function describeTrack(track: Track): string {
  const size = track.widthPx && track.heightPx ? ` ${track.widthPx}×${track.heightPx}` : '';
  const channels = track.channels === 1 ? ' mono' : track.channels === 2 ? ' stereo' : '';
  const words = `${track.type === 'video' ? 'picture' : 'sound'} ${track.codec}${size}${channels}`;
  return track.playable ? words : `${words} (cannot be played here)`;
}

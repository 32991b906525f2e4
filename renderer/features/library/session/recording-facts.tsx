import { Button, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { isSharedWhole } from '#shared/excerpts/plan-excerpts';
import { formatByteSize } from '#shared/formats/byte-size';
import { formatTimeCode } from '#shared/formats/time-code';
import { isPlayable, type Recording } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import { host } from '../../../app/host';
import { notifyError } from '../../../app/notify';
import { describeDeletion } from '../../../ui/deletion-words';
import { formatDayOf } from '../../../ui/local-date';
import { DeletionDialog } from './deletion-dialog';
import { LinkedOriginal } from './linked-original';
import { PictureOffer } from './picture-offer';
import classes from './recording-facts.module.css';
import { SoundChoice } from './sound-choice';
import { describeFormat } from './track-words';

const STORAGE_WORDS: Readonly<Record<Recording['storage'], string>> = {
  copied: 'Copied into your library',
  linked: 'Linked where it is, not copied',
  excerpts: 'Only the stretches that were shared with you',
  absent: 'Not shared with you',
  deleted: 'Deleted from this library',
};

export function RecordingFacts({ session }: { session: SessionDocument }) {
  const { recording } = session;
  const deletion = session.deletions.at(-1);
  const [deleting, setDeleting] = useState(false);

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
          {describeFormat(recording)}
          {recording.timing?.playedFrom.type === 'encoded' && '. Played from a copy made with ffmpeg.'}
        </Fact>
        <Fact name="Kept">{describeStorage(recording)}</Fact>
        <Fact name="Added">{formatDayOf(session.addedAt)}</Fact>
      </dl>
      <SoundChoice session={session} />
      <PictureOffer session={session} />
      {recording.storage === 'linked' && <LinkedOriginal session={session} />}
      {isPlayable(recording) && (
        <Group gap="xs" mt="sm">
          {host.showRecording && (
            <Button variant="default" size="xs" onClick={showRecording}>
              Show in its folder
            </Button>
          )}
          <Button variant="subtle" color="red" size="xs" onClick={() => setDeleting(true)}>
            Delete the recording…
          </Button>
        </Group>
      )}
      {deletion && <p className={classes.deletion}>{describeDeletion(deletion)}</p>}
      {deleting && <DeletionDialog session={session} reason="chosen" onClose={() => setDeleting(false)} />}
    </>
  );
}

function describeStorage({ storage, excerpts = [], durationMs }: Recording): string {
  return isSharedWhole(excerpts, durationMs) ? 'The copy that was shared with you' : STORAGE_WORDS[storage];
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

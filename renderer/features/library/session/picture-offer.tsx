import { Button, Group, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { FfmpegState } from '#shared/model/ffmpeg';
import { hasVideo } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import { api } from '../../../app/api-client';
import { PREPARING_WORDS, preparedPercent } from '../../../app/import-progress';
import { notifyError } from '../../../app/notify';
import { useFfmpeg, useImports } from '../../../app/queries/library-queries';
import { paths } from '../../../app/routes';

/** Offers to make a picture visible that the player cannot decode; nothing where there is none. */
export function PictureOffer({ session: { id, recording } }: { session: SessionDocument }) {
  const { data: ffmpeg } = useFfmpeg();
  const { data: jobs = [] } = useImports();
  const [isAsking, setAsking] = useState(false);
  const [, navigate] = useLocation();
  const isWhole = recording.storage === 'copied' || recording.storage === 'linked';
  const isHidden = recording.tracks.some(({ type, codec }) => type === 'video' && codec === 'hevc');
  if (!isWhole || !isHidden || hasVideo(recording)) return null;
  const job = jobs.find(
    (one) => one.phase === 'preparing' && one.makes === 'picture' && one.sessionId === id,
  );
  if (job?.phase === 'preparing') {
    return (
      <Group gap="sm" mt="sm" role="status">
        <Text size="sm">{PREPARING_WORDS.picture.making}. You can listen meanwhile.</Text>
        <Progress
          value={preparedPercent(job)}
          size="sm"
          w="8rem"
          aria-label={PREPARING_WORDS.picture.making}
        />
      </Group>
    );
  }

  async function makeVisible(): Promise<void> {
    setAsking(true);
    try {
      await api.recordings.showPicture({ sessionId: id });
    } catch (error) {
      notifyError('The picture was not made visible', error);
    }
    setAsking(false);
  }

  const canMake = ffmpeg?.state === 'ready' && ffmpeg.makesPictures;
  return (
    <>
      <Text size="sm" mt="sm">
        Its picture is HEVC (H.265), which cannot be shown here; only the sound is played. {wayOut(ffmpeg)}
      </Text>
      <Group mt="xs">
        {canMake && (
          <Button variant="default" size="xs" loading={isAsking} onClick={makeVisible}>
            Make the picture visible
          </Button>
        )}
        {ffmpeg && ffmpeg.state !== 'ready' && (
          <Button variant="default" size="xs" onClick={() => navigate(paths.settings())}>
            Open the settings
          </Button>
        )}
      </Group>
    </>
  );
}

function wayOut(ffmpeg: FfmpegState | undefined): string {
  switch (ffmpeg?.state) {
    case undefined:
      return '';
    case 'ready':
      return ffmpeg.makesPictures
        ? 'ffmpeg can make a copy in which it is seen. That may take as long as the recording lasts; you can listen meanwhile.'
        : 'The ffmpeg of this computer was built without x264, and cannot make a copy in which it is seen.';
    case 'resting':
      return 'ffmpeg, which is on this computer, can make a copy in which it is seen: allow it in the settings.';
    case 'missing':
    case 'unusable':
      return 'ffmpeg, a free program, can make a copy in which it is seen: install it, then allow it in the settings.';
  }
}

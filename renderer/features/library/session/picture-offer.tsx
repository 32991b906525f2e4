import { Group, Progress, Text } from '@mantine/core';
import { hasVideo } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import { api } from '../../../app/api-client';
import { useFfmpegOffer } from '../../../app/ffmpeg-offer';
import { PREPARING_WORDS, preparedPercent } from '../../../app/import-progress';
import { useImports } from '../../../app/queries/library-queries';

/** Offers to make a picture visible that the player cannot decode; nothing where there is none. */
export function PictureOffer({ session: { id, recording } }: { session: SessionDocument }) {
  const { data: jobs = [] } = useImports();
  const { words, button } = useFfmpegOffer({
    copy: 'a copy in which it is seen',
    readyWords: ({ makesPictures }) =>
      makesPictures
        ? 'ffmpeg can make a copy in which it is seen. That may take as long as the recording lasts; you can listen meanwhile.'
        : 'The ffmpeg of this computer was built without x264, and cannot make a copy in which it is seen.',
    canMake: ({ makesPictures }) => makesPictures,
    make: 'Make the picture visible',
    onMake: () => api.recordings.showPicture({ sessionId: id }),
    failure: 'The picture was not made visible',
    size: 'xs',
  });
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
  return (
    <>
      <Text size="sm" mt="sm">
        Its picture is HEVC (H.265), which cannot be shown here; only the sound is played. {words}
      </Text>
      <Group mt="xs">{button}</Group>
    </>
  );
}

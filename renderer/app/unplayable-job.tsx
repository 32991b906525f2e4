import { Button } from '@mantine/core';
import type { ImportJob } from '#shared/model/import-job';
import { api } from './api-client';
import { useFfmpegOffer } from './ffmpeg-offer';
import { Stands } from './import-standing';

type UnplayableJobProps = { job: Extract<ImportJob, { phase: 'unplayable' }>; onDismiss: () => void };

/** Offers a copy that plays of a recording that does not, or says what has to be allowed for one. */
export function UnplayableJob({ job, onDismiss }: UnplayableJobProps) {
  const { words, button } = useFfmpegOffer({
    copy: 'a copy that plays',
    readyWords: () => 'ffmpeg can make a copy that plays. The file itself stays as it is.',
    make: 'Make a copy that plays',
    onMake: () => api.imports.makePlayable({ importId: job.id }),
    failure: 'No copy was made',
    size: 'compact-sm',
  });
  return (
    <Stands
      answers={
        <>
          {button}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onDismiss}>
            Leave it
          </Button>
        </>
      }
    >
      {job.message} {words}
    </Stands>
  );
}

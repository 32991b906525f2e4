import { useMemo } from 'react';
import type { SessionDocument } from '#shared/model/session';
import { type RecordingSource, sourceOf } from '../media/recording-source';
import { usePlayback } from './queries/session-queries';

/** What of a session's recording can be played, as soon as that is known. It may change while a screen is open. */
export function useRecordingSource({ id, recording }: SessionDocument): RecordingSource {
  const { data, isError } = usePlayback(id);
  // Without an answer, trying to play it tells the user what is wrong.
  const state = isError ? 'exact' : data?.state;
  return useMemo(() => sourceOf({ id, recording }, state), [id, recording, state]);
}

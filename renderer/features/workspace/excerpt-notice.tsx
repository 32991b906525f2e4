import { useSyncExternalStore } from 'react';
import { isSharedWhole, totalMs } from '#shared/excerpts/plan-excerpts';
import { formatDuration } from '#shared/formats/time-code';
import { describeAbsence } from '../../media/absence-words';
import type { Player } from '../../media/player';
import type { RecordingSource } from '../../media/recording-source';
import classes from './workspace-screen.module.css';

/** Says that only parts of the recording are here, and while the playhead is in a gap, which. */
export function ExcerptNotice({ player, source }: { player: Player; source: RecordingSource }) {
  const view = useSyncExternalStore(player.subscribe, player.getView);
  if (isSharedWhole(source.pieces, source.durationMs)) return null;
  return <p className={classes.notShared}>{describeAbsence(view) ?? describeParts(source)}</p>;
}

function describeParts({ pieces, durationMs }: RecordingSource): string {
  const parts = pieces.length === 1 ? 'One part' : `${pieces.length} parts`;
  const were = pieces.length === 1 ? 'was' : 'were';
  return `${parts} of this recording ${were} shared: ${formatDuration(totalMs(pieces))} of ${formatDuration(durationMs)}. Playing passes over the rest.`;
}

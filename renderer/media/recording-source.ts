import { type Piece, piecesOf } from '#shared/excerpts/recording-pieces';
import type { Playback } from '#shared/model/playback';
import type { SessionDocument } from '#shared/model/session';

/** A recording as it is played: the time line of the whole, and the files that are here of it. */
export type RecordingSource = { durationMs: number; pieces: readonly (Piece & { url: string })[] };

/**
 * Where a session's recording is played from. Nothing is until that is known: a player must not begin with one file and
 * go on with another.
 */
export function sourceOf(
  { id, recording }: Pick<SessionDocument, 'id' | 'recording'>,
  playback: Playback['state'] | undefined,
): RecordingSource {
  const { durationMs } = recording;
  const isKnown = playback === 'exact' || playback === 'approximate';
  if (!isKnown && recording.storage !== 'excerpts') return { durationMs, pieces: [] };
  const whole = playback === 'approximate' ? `/media/${id}/original` : `/media/${id}`;
  return {
    durationMs,
    pieces: piecesOf(recording).map((piece) => ({
      ...piece,
      url: piece.number === undefined ? whole : `/media/${id}/${piece.number}`,
    })),
  };
}

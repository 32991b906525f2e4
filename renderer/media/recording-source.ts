import { type Piece, piecesOf } from '#shared/excerpts/recording-pieces';
import type { Playback } from '#shared/model/playback';
import type { SessionDocument } from '#shared/model/session';

/** A recording as it is played: the time line of the whole, and the files that are here of it. */
export type RecordingSource = {
  durationMs: number;
  pieces: readonly (Piece & { url: string })[];
  /** Where the peaks on the time line of these files are kept. */
  peaksUrl: string;
};

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
  const line = playback === 'approximate' ? `${id}/original` : id;
  const peaksUrl = `/peaks/${line}`;
  if (!isKnown && recording.storage !== 'excerpts') return { durationMs, pieces: [], peaksUrl };
  return {
    durationMs,
    peaksUrl,
    pieces: piecesOf(recording).map((piece) => ({
      ...piece,
      url: piece.number === undefined ? `/media/${line}` : `/media/${id}/${piece.number}`,
    })),
  };
}

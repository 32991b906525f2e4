import { type Piece, piecesOf } from '#shared/excerpts/recording-pieces';
import type { SessionDocument } from '#shared/model/session';

/** A recording as it is played: the time line of the whole, and the files that are here of it. */
export type RecordingSource = { durationMs: number; pieces: readonly (Piece & { url: string })[] };

export function sourceOf({ id, recording }: Pick<SessionDocument, 'id' | 'recording'>): RecordingSource {
  return {
    durationMs: recording.durationMs,
    pieces: piecesOf(recording).map((piece) => ({
      ...piece,
      url: piece.number === undefined ? `/media/${id}` : `/media/${id}/${piece.number}`,
    })),
  };
}

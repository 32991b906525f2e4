import type { Recording } from '../model/recording';
import { isPlayable } from '../model/recording';
import type { Stretch } from '../scoring/stretch';

/** A file that holds a stretch of a recording; of a whole recording there is one, which is all of it. */
export type Piece = Stretch & {
  /** What the file holds before `startMs`, in milliseconds: a time lies at `time - startMs + leadMs` of it. */
  leadMs: number;
  /** Counted from 1; `undefined` for a recording that is here as a whole. */
  number: number | undefined;
};

/** What of a recording is here to be played, in order; empty where nothing is. */
export function piecesOf(recording: Pick<Recording, 'storage' | 'excerpts' | 'durationMs'>): Piece[] {
  if (!isPlayable(recording)) return [];
  if (recording.storage !== 'excerpts') {
    return [{ startMs: 0, endMs: recording.durationMs, leadMs: 0, number: undefined }];
  }
  return (recording.excerpts ?? []).map(({ startMs, endMs, leadMs }, index) => ({
    startMs,
    endMs,
    leadMs,
    number: index + 1,
  }));
}

/** The piece in which a time can be heard; at a border the one that begins there. */
export function pieceAt<Any extends Piece>(pieces: readonly Any[], ms: number): Any | undefined {
  return pieces.find((piece) => ms >= piece.startMs && ms < piece.endMs);
}

/** The first piece that begins at a time or after it. */
export function nextPiece<Any extends Piece>(pieces: readonly Any[], ms: number): Any | undefined {
  return pieces.find((piece) => piece.startMs >= ms);
}

/** The stretches of a recording that are not here; empty where all or nothing of it is. */
export function absentStretches(pieces: readonly Piece[], durationMs: number): Stretch[] {
  if (pieces.length === 0) return [];
  const absent: Stretch[] = [];
  let reachedMs = 0;
  for (const { startMs, endMs } of pieces) {
    if (startMs > reachedMs) absent.push({ startMs: reachedMs, endMs: startMs });
    reachedMs = Math.max(reachedMs, endMs);
  }
  if (reachedMs < durationMs) absent.push({ startMs: reachedMs, endMs: durationMs });
  return absent;
}

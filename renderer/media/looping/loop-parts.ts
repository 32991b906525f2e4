import type { Stretch } from '#shared/scoring/stretch';
import type { RecordingSource } from '../recording-source';

/** A part of a round that lies in one file. */
export type LoopPart = Stretch & {
  url: string;
  /** Where it begins on the time line of its file. */
  fromSeconds: number;
};

/** What is here of a stretch, in order; empty where nothing of it is. */
export function loopParts(pieces: RecordingSource['pieces'], { startMs, endMs }: Stretch): LoopPart[] {
  return pieces.flatMap((piece) => {
    const from = Math.max(startMs, piece.startMs);
    const to = Math.min(endMs, piece.endMs);
    if (from >= to) return [];
    return [
      {
        startMs: from,
        endMs: to,
        url: piece.url,
        fromSeconds: (from - piece.startMs + piece.leadMs) / 1_000,
      },
    ];
  });
}

/** How long one round of the parts is. */
export function roundMs(parts: readonly Stretch[]): number {
  return parts.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

/** Where in the recording one is after so much of any number of rounds. */
export function positionInRound(parts: readonly Stretch[], playedMs: number): number {
  let restMs = playedMs % Math.max(1, roundMs(parts));
  for (const { startMs, endMs } of parts) {
    if (restMs < endMs - startMs) return startMs + restMs;
    restMs -= endMs - startMs;
  }
  return parts[0]?.startMs ?? 0;
}

/** How much of a round lies before a time of the recording; of a time between two parts, before the later one. */
export function playedBefore(parts: readonly Stretch[], ms: number): number {
  return parts.reduce(
    (sum, { startMs, endMs }) => sum + Math.min(endMs - startMs, Math.max(0, ms - startMs)),
    0,
  );
}

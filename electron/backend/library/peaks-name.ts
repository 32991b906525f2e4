import { createHash } from 'node:crypto';
import { canonicalJson } from '#shared/formats/canonical-json';
import type { Recording } from '#shared/model/recording';
import { TIMING_RULES } from '#shared/model/recording-timing';

/** The time line of what is played, or that of the original, where no more than that can be played for now. */
export type PeaksLine = 'played' | 'original';

/**
 * The file that peaks belong in, named by all that they depend on: what was drawn of another recording, of other
 * excerpts or on another time line can never be taken for them, whatever a crash leaves behind.
 */
export function peaksFileName(
  { sha256, storage, excerpts = [], timing }: Pick<Recording, 'sha256' | 'storage' | 'excerpts' | 'timing'>,
  line: PeaksLine,
): string {
  const drawnFrom =
    storage === 'excerpts'
      ? excerpts.map(({ startMs, endMs, sha256: excerpt }) => ({ startMs, endMs, excerpt }))
      : line === 'played' && timing && timing.playedFrom.type !== 'original'
        ? { rules: TIMING_RULES, ...timing.playedFrom }
        : 'original';
  const key = createHash('sha256').update(canonicalJson({ sha256, drawnFrom })).digest('hex').slice(0, 16);
  return `peaks-${key}.bin`;
}

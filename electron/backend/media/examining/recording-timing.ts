import type { RecordingTiming } from '#shared/model/recording-timing';
import { judgeTiming } from '#shared/timing/judge-timing';
import type { MediaFacts } from './media-facts';
import type { ReadAt } from './missing-end';
import { readMp3Header } from './mp3-header';
import { readSeekIndex } from './seek-index';

/** Puts together what is known of a recording's times; `undefined` where its sound could not be gone through. */
export async function examineTiming(
  { container, tracks, played, announcedSeconds }: MediaFacts,
  sizeBytes: number,
  readAt: ReadAt,
): Promise<RecordingTiming | undefined> {
  if (played === undefined) return undefined;
  const isBareStream = container === 'mp3' || container === 'adts';
  return judgeTiming({
    ...played,
    container,
    hasPicture: tracks.some(({ type, isStill }) => type === 'video' && !isStill),
    hasDuration: announcedSeconds !== null,
    index: await readSeekIndex(container, sizeBytes, readAt),
    encoderDelaySamples: container === 'mp3' ? (await readMp3Header(readAt))?.delaySamples : undefined,
    strayBytes: isBareStream ? Math.max(0, sizeBytes - played.sound.totalBytes) : 0,
  });
}

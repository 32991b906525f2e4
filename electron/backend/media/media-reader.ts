import type { MediaReading } from './examining/media-facts';
import { inMediaThread, MediaThreadStalledError } from './media-thread';

export type ReadMediaOptions = {
  signal?: AbortSignal;
  stallMs?: number;
  /** As of `MediaFile`. */
  soundTrack?: number | undefined;
};

/**
 * Reads what a media file holds.
 *
 * @throws what the disk reports, and the signal's reason
 */
export async function readMedia(
  path: string,
  sizeBytes: number,
  { soundTrack, ...options }: ReadMediaOptions = {},
): Promise<MediaReading> {
  const readCount = new Int32Array(new SharedArrayBuffer(4));
  try {
    return await inMediaThread(
      'facts',
      { path, sizeBytes, readCount, ...(soundTrack !== undefined && { soundTrack }) },
      options,
    );
  } catch (error) {
    if (!(error instanceof MediaThreadStalledError)) throw error;
    return { type: 'unreadable', message: error.message };
  }
}

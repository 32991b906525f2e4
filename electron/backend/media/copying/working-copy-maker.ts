import type { Recording } from '#shared/model/recording';
import type { PlayedFrom } from '#shared/model/recording-timing';
import { assertRoomFor } from '../imports/receive-file';
import { inMediaThread, type MediaThreadOptions, MediaThreadStalledError } from '../media-thread';

/** What is needed of a recording to copy its packets. */
export type CopiedRecording = Pick<Recording, 'originalName' | 'sizeBytes' | 'durationMs'>;

/** Thrown where the packets of a recording cannot be copied to its end. */
export class NotCopiedError extends Error {
  override name = 'NotCopiedError';
}

/**
 * Copies the packets of a recording into a new file in which every time is found exactly: the same sound and picture,
 * with a table of times. What was written of a copy that fails is left for the caller, who removes its folder.
 *
 * @throws NotCopiedError; UserError `storage` where there is no room; what the disk reports; the signal's reason
 */
export async function makeWorkingCopy(
  { path, recording }: { path: string; recording: CopiedRecording },
  { originMs, primingMs, soundTrack }: PlayedFrom & { type: 'copy' },
  { folder, targetPath }: { folder: string; targetPath: string },
  options: MediaThreadOptions = {},
): Promise<void> {
  const { originalName, sizeBytes, durationMs } = recording;
  await assertRoomFor(originalName, sizeBytes, folder);
  const readCount = new Int32Array(new SharedArrayBuffer(4));
  const task = {
    ...{ path, sizeBytes, readCount, targetPath, originMs, primingMs, durationMs },
    ...(soundTrack !== undefined && { soundTrack }),
  };
  const outcome = await inMediaThread('copy', task, options).catch((error: unknown) => {
    if (error instanceof MediaThreadStalledError) throw new NotCopiedError(error.message, { cause: error });
    throw error;
  });
  if (outcome.type === 'unreadable') throw new NotCopiedError(outcome.message);
}

/** What is left where a copy cannot be made: the original, whose times are near. */
export function withoutCopy({ reasons }: PlayedFrom & { type: 'copy' }): PlayedFrom {
  return { type: 'original', precision: 'approximate', reasons: [...reasons, 'unreadable'] };
}

import type { SoundFacts } from '#shared/timing/judge-timing';
import { ADTS_FRAMES } from '../examining/adts-frames.ts';
import {
  type FrameFormat,
  type FrameHead,
  type FrameVisitor,
  skipTags,
  walkFrames,
} from '../examining/bare-frames.ts';
import { withFilePieces } from '../examining/file-pieces.ts';
import type { MediaFile } from '../examining/media-input.ts';
import type { ContainerKind } from '../examining/missing-end';
import { MP3_FRAMES } from '../examining/mp3-frames.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** The format of a file that is nothing but frames; `undefined` for the others. */
export function frameFormatOf(container: ContainerKind): FrameFormat | undefined {
  if (container === 'mp3') return MP3_FRAMES;
  return container === 'adts' ? ADTS_FRAMES : undefined;
}

/** What all frames of a stream have in common. */
export type StreamKind = Pick<FrameHead, 'samples' | 'sampleRateHz' | 'channels' | 'kinship'>;

/**
 * Goes through the frames of a file. Their heads alone are looked at, so that it takes little longer than reading it.
 *
 * @returns what its frames have in common; `undefined` where none was found
 * @throws what the disk reports
 */
export function walkStream(
  file: MediaFile,
  format: FrameFormat,
  { onFrame, onPieceEnd }: FrameVisitor,
): Promise<StreamKind | undefined> {
  return withFilePieces(file, async (read) => {
    let kind: StreamKind | undefined;
    await walkFrames(read, { startByte: await skipTags(read), sizeBytes: file.sizeBytes }, format, {
      onFrame(head, bytes, at) {
        kind ??= { ...head };
        onFrame(head, bytes, at);
      },
      ...(onPieceEnd && { onPieceEnd }),
    });
    return kind;
  });
}

export type StreamFacts = { kind: StreamKind; sound: SoundFacts };

/** What going through the frames finds of a sound; its frames follow each other in time whatever lies between them. */
export async function examineStream(file: MediaFile, format: FrameFormat): Promise<StreamFacts | undefined> {
  let packets = 0;
  let totalBytes = 0;
  let previousBytes = 0;
  let smallestBytes = 0;
  let largestBytes = 0;
  const kind = await walkStream(file, format, {
    onFrame(head) {
      // The one before is neither the first nor the last.
      if (packets > 1) {
        if (smallestBytes === 0 || previousBytes < smallestBytes) smallestBytes = previousBytes;
        if (previousBytes > largestBytes) largestBytes = previousBytes;
      }
      packets += 1;
      totalBytes += head.totalBytes;
      previousBytes = head.totalBytes;
    },
  });
  if (!kind) return undefined;
  const packetSeconds = kind.samples / kind.sampleRateHz;
  const sizes = { smallestBytes, largestBytes, totalBytes };
  const times = { startSeconds: 0, packetSeconds, gaps: [], gapCount: 0, steps: 0 };
  return { kind, sound: { packets, ...sizes, ...times } };
}

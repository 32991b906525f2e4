import type { SoundFacts } from '#shared/timing/judge-timing';
import { examineMatroska } from './matroska-facts.ts';
import type { MediaFile } from './media-input.ts';
import type { ContainerKind } from './missing-end';
import { examineMp4 } from './mp4-facts.ts';
import { examineOgg } from './ogg-facts.ts';
import type { FoundFacts } from './packet-facts.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** What going over the heads of packets finds, without the packets themselves. Times are seconds of the file's own. */
export type HeadFacts = {
  /** Start of the earliest track. */
  startSeconds: number;
  /** End of the last packet of all tracks. */
  countedSeconds: number;
  /** Of the sound that is played; `undefined` where there is none. */
  sound: SoundFacts | undefined;
};

/** Which tracks are gone over, by their ids in the file. */
export type WalkedTracks = { all: readonly number[]; sound: number | undefined };

/**
 * Goes over the heads of all packets, many times as fast as packet by packet.
 *
 * @returns no time where going packet by packet would fail; `undefined` for a kind of file without a way for that, and
 *   for one that is not as usual
 * @throws what the disk reports
 */
export async function walkHeads(
  file: MediaFile,
  container: ContainerKind,
  tracks: WalkedTracks,
): Promise<FoundFacts | undefined> {
  switch (container) {
    case 'webm':
    case 'matroska':
      return examineMatroska(file, tracks);
    case 'mp4':
    case 'mov':
      return examineMp4(file, tracks);
    case 'ogg':
      return examineOgg(file, tracks);
    default:
      return undefined;
  }
}

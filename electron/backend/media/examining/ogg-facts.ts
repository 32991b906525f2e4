import { withFilePieces } from './file-pieces.ts';
import type { WalkedTracks } from './head-facts.ts';
import type { MediaFile } from './media-input.ts';
import { readOggHead } from './ogg-head.ts';
import { walkOggPackets } from './ogg-packets.ts';
import type { FoundFacts } from './packet-facts.ts';
import { SoundTally } from './sound-tally.ts';

// Runs in the media thread, see media-thread-worker.ts.

/**
 * Goes over the pages of an Ogg file with one stream of Opus or Vorbis.
 *
 * @returns nothing but `countedSeconds: undefined` where the file stops within a page; `undefined` where it is not as
 *   usual
 */
export function examineOgg(file: MediaFile, tracks: WalkedTracks): Promise<FoundFacts | undefined> {
  return withFilePieces(file, async (read) => {
    const head = await readOggHead(read, file.sizeBytes);
    if (!head || tracks.all.length !== 1 || tracks.sound !== head.serial) return undefined;
    const { unitsPerSecond } = head;
    const sound = new SoundTally();
    const end = await walkOggPackets(read, head, file.sizeBytes, {
      onPacket: ({ startUnits, units, start, end }) =>
        sound.add(startUnits / unitsPerSecond, units / unitsPerSecond, end - start),
    });
    if (!end) return undefined;
    if (end.endUnits === undefined) return { countedSeconds: undefined };
    return {
      startSeconds: sound.facts.startSeconds,
      countedSeconds: Math.max(0, end.endUnits) / unitsPerSecond,
      sound: sound.facts,
    };
  });
}

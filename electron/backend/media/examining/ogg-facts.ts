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

/**
 * Whether the times of an Ogg file are certain: one stream, without gaps and missing pages. In another, packets are found by
 * adding up those before, which lie beside what the pages say from the first gap on.
 *
 * @throws what the disk reports
 */
export function hasCertainTimes(file: MediaFile): Promise<boolean> {
  return withFilePieces(file, async (read) => {
    const head = await readOggHead(read, file.sizeBytes);
    const end = head && (await walkOggPackets(read, head, file.sizeBytes, { onPacket: () => {} }));
    return end?.endUnits !== undefined;
  });
}

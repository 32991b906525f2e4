import type { SoundFacts } from '#shared/timing/judge-timing';
import { withFilePieces } from './file-pieces.ts';
import type { HeadFacts, WalkedTracks } from './head-facts.ts';
import type { MediaFile } from './media-input.ts';
import { type Mp4Track, readMp4Packets } from './mp4-packets.ts';
import { SoundTally } from './sound-tally.ts';

// Runs in the media thread, see media-thread-worker.ts.

/**
 * Reads the tables of an MP4 file, or of all its fragments.
 *
 * @returns `undefined` where they are not as usual
 */
export function examineMp4(file: MediaFile, { all, sound }: WalkedTracks): Promise<HeadFacts | undefined> {
  return withFilePieces(file, async (read) => {
    const tracks = await readMp4Packets(read, file.sizeBytes, all);
    if (!tracks) return undefined;
    const heard = tracks.find(({ id }) => id === sound);
    // Sound is heard in the order in which it is decoded.
    if (heard?.packets.offsets.some((offset) => offset !== 0)) return undefined;
    return {
      startSeconds: Math.min(...tracks.map(firstSeconds)),
      countedSeconds: Math.max(...tracks.map(endSeconds)),
      sound: heard && tally(heard),
    };
  });
}

function tally({ timescale, zeroUnits, packets }: Mp4Track): SoundFacts {
  const { sizes, starts, durations } = packets;
  const sound = new SoundTally();
  for (let packet = 0; packet < sizes.length; packet += 1) {
    const startSeconds = ((starts[packet] as number) - zeroUnits) / timescale;
    sound.add(startSeconds, (durations[packet] as number) / timescale, sizes[packet] as number);
  }
  return sound.facts;
}

function firstSeconds({ timescale, zeroUnits, packets: { starts, offsets } }: Mp4Track): number {
  return starts.length === 0 ? 0 : ((starts[0] as number) + (offsets[0] as number) - zeroUnits) / timescale;
}

/** When the packet that is shown last ends. */
function endSeconds({ timescale, zeroUnits, packets: { starts, offsets, durations } }: Mp4Track): number {
  let [lastUnits, endUnits] = [Number.NEGATIVE_INFINITY, zeroUnits];
  for (let packet = 0; packet < starts.length; packet += 1) {
    const units = (starts[packet] as number) + (offsets[packet] as number);
    if (units < lastUnits) continue;
    lastUnits = units;
    endUnits = units + (durations[packet] as number);
  }
  return (endUnits - zeroUnits) / timescale;
}

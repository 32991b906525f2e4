import { withFilePieces } from './file-pieces.ts';
import type { HeadFacts, WalkedTracks } from './head-facts.ts';
import { walkBlocks } from './matroska-blocks.ts';
import { readMatroskaHead } from './matroska-head.ts';
import type { MediaFile } from './media-input.ts';
import { SoundTally } from './sound-tally.ts';

// Runs in the media thread, see media-thread-worker.ts.

type TrackTimes = { firstTick: number; lastTick: number; lastTicks: number };

/**
 * Goes over the heads of the blocks of a Matroska file.
 *
 * @returns `undefined` where it is not as usual, or its sound goes back in time
 */
export function examineMatroska(file: MediaFile, tracks: WalkedTracks): Promise<HeadFacts | undefined> {
  return withFilePieces(file, async (read) => {
    const head = await readMatroskaHead(read, file.sizeBytes);
    if (!head || head.tracks.some(({ isEncoded }) => isEncoded)) return undefined;
    const secondsPerTick = head.nanosecondsPerTick / 1e9;
    const usualTicks = new Map(
      head.tracks.map(({ number, packetSeconds = 0 }) => [number, packetSeconds / secondsPerTick]),
    );
    const times = new Map<number, TrackTimes>();
    const sound = new SoundTally();
    let held: { tick: number; ticks: number; bytes: number; cluster: number } | undefined;
    let isInOrder = true;
    const isWhole = await walkBlocks(read, head, {
      onBlock({ track, tick, durationTicks, packetBytes, cluster }) {
        const ticks = durationTicks || (usualTicks.get(track) ?? 0);
        const known = times.get(track);
        if (!known) times.set(track, { firstTick: tick, lastTick: tick, lastTicks: ticks });
        else if (tick >= known.lastTick) {
          known.lastTick = tick;
          known.lastTicks = ticks;
        }
        if (track !== tracks.sound) return;
        if (held) {
          const isSameCluster = held.cluster === cluster;
          // Within a cluster a packet lasts until the next; what the last one states counts for that one alone.
          if (isSameCluster) held.ticks = tick - held.tick;
          if (isSameCluster && tick < held.tick) isInOrder = false;
          sound.add(held.tick * secondsPerTick, held.ticks * secondsPerTick, held.bytes);
        } else held = { tick: 0, ticks: 0, bytes: 0, cluster: 0 };
        held.tick = tick;
        held.ticks = ticks;
        held.bytes = packetBytes;
        held.cluster = cluster;
      },
    });
    if (!isWhole || !isInOrder) return undefined;
    if (held) sound.add(held.tick * secondsPerTick, held.ticks * secondsPerTick, held.bytes);
    const ofAll = tracks.all.map((track) => times.get(track) ?? { firstTick: 0, lastTick: 0, lastTicks: 0 });
    return {
      startSeconds: Math.min(...ofAll.map(({ firstTick }) => firstTick)) * secondsPerTick,
      countedSeconds:
        Math.max(...ofAll.map(({ lastTick, lastTicks }) => lastTick + lastTicks)) * secondsPerTick,
      sound: tracks.sound === undefined ? undefined : sound.facts,
    };
  });
}

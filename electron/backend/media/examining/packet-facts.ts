import { EncodedPacketSink, type Input, type InputAudioTrack, type InputTrack } from 'mediabunny';
import type { SoundFacts } from '#shared/timing/judge-timing';
import type { HeadFacts } from './head-facts.ts';
import { SoundTally } from './sound-tally.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** What was found before going through failed. */
export type FoundFacts = { [Name in keyof HeadFacts]?: HeadFacts[Name] | undefined };

/**
 * Goes through a file packet by packet, which any file allows that can be read at all. Takes as long as decoding it.
 *
 * @param sound - the one that is played
 * @param onPacket - called with each of its packets, so that work can be told from a loop without end
 */
export async function goThroughPackets(
  input: Input,
  tracks: readonly InputTrack[],
  sound: InputAudioTrack | null,
  onPacket: () => void,
): Promise<FoundFacts> {
  const countedSeconds = await input.computeDuration([...tracks]).catch(() => undefined);
  try {
    const starts = await Promise.all(tracks.map((track) => track.getFirstTimestamp()));
    const facts = sound === null ? undefined : await goThroughSound(sound, onPacket);
    return { countedSeconds, startSeconds: Math.min(...starts), sound: facts };
  } catch {
    return { countedSeconds };
  }
}

async function goThroughSound(track: InputAudioTrack, onPacket: () => void): Promise<SoundFacts> {
  const tally = new SoundTally();
  const sink = new EncodedPacketSink(track);
  for await (const { timestamp, duration, byteLength } of sink.packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    onPacket();
    tally.add(timestamp, duration, byteLength);
  }
  return tally.facts;
}

import { EncodedPacketSink, type InputAudioTrack } from 'mediabunny';
import type { SoundFacts } from '#shared/timing/judge-timing';

// Runs in the media thread, see media-thread-worker.ts.

/** A shorter stretch without a packet is how recorders round their times. */
const GAP_SECONDS = 0.1;

/** Less is how containers round their times. */
const STEP_BACK_SECONDS = 0.02;

/** Gaps that are remembered one by one. */
const MAXIMUM_GAPS = 100;

/**
 * Goes through the packets of a sound without reading what is in them.
 *
 * @param onPacket - called with each, so that work can be told from a loop without end
 */
export async function examineSound(track: InputAudioTrack, onPacket: () => void): Promise<SoundFacts> {
  const facts: SoundFacts = {
    packets: 0,
    smallestBytes: 0,
    largestBytes: 0,
    totalBytes: 0,
    startSeconds: 0,
    packetSeconds: 0,
    gaps: [],
    gapCount: 0,
    steps: 0,
  };
  let previous: { bytes: number; startSeconds: number; endSeconds: number } | undefined;
  const sink = new EncodedPacketSink(track);
  for await (const { timestamp, duration, byteLength } of sink.packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    onPacket();
    if (previous === undefined) facts.startSeconds = timestamp;
    else {
      if (timestamp < previous.startSeconds - STEP_BACK_SECONDS) facts.steps += 1;
      if (timestamp > previous.endSeconds + GAP_SECONDS) {
        facts.gapCount += 1;
        const gap = { startSeconds: previous.endSeconds, endSeconds: timestamp };
        if (facts.gaps.length < MAXIMUM_GAPS) facts.gaps.push(gap);
      }
      // The one before is neither the first nor the last.
      if (facts.packets > 1) {
        facts.smallestBytes = Math.min(facts.smallestBytes || previous.bytes, previous.bytes);
        facts.largestBytes = Math.max(facts.largestBytes, previous.bytes);
      }
    }
    facts.packets += 1;
    facts.totalBytes += byteLength;
    facts.packetSeconds = Math.max(facts.packetSeconds, duration);
    previous = { bytes: byteLength, startSeconds: timestamp, endSeconds: timestamp + duration };
  }
  return facts;
}

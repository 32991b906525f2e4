import type { OpusDecoder } from 'opus-decoder';
import { OPUS_RATE_HZ, opusPacketSamples } from '#shared/formats/opus-packet';
import { addSamples, type ColumnRow } from './columns';
import { releaseMemory } from './release-memory';
import type { PlainSound } from './sound-slicer';

/** Packets one behind the other, without a gap. */
export type OpusRun = {
  packets: Uint8Array[];
  /** When the first one begins, on the time line of the file; before 0 where that is left out by players. */
  startSeconds: number;
};

/** What a decoder gives at once, in packets of 20 ms two seconds. */
const PACKETS_AT_ONCE = 100;

/** After this much of it a decoder is in step, whatever it decoded before (RFC 7845, 4.6). */
const CONVERGED_SECONDS = 0.08;

/** By channels, since a decoder is made for one number of them. */
const decoders = new Map<number, Promise<OpusDecoder>>();

/**
 * Opus as columns by a decoder that is compiled for workers: it takes half the time of what browsers offer for it, where
 * each packet or piece has a cost of its own, and no memory but a few packets.
 *
 * @param channels - 1 or 2
 * @param runsIn - the packets of a stretch, with a little before it, which brings the decoder into step
 */
export function openOpus(
  channels: number,
  runsIn: (fromSeconds: number, toSeconds: number) => Promise<OpusRun[]>,
): PlainSound {
  // Loaded while the packets are read; where that fails it is said by what needs it.
  decoderFor(channels).catch(() => {});
  return {
    async columns(row) {
      const { fromSeconds, columns, columnsPerSecond } = row;
      const runs = await runsIn(fromSeconds, fromSeconds + columns / columnsPerSecond);
      const decoder = await decoderFor(channels);
      const values = new Int16Array(columns * 2);
      for (const run of runs) {
        if (run.startSeconds > fromSeconds - CONVERGED_SECONDS) await decoder.reset();
        decodeRun(decoder, run, row, values);
      }
      return values;
    },
  };
}

/** Loaded where there is Opus: the decoder is in its code. */
function decoderFor(channels: number): Promise<OpusDecoder> {
  let decoder = decoders.get(channels);
  if (!decoder) {
    decoder = loadDecoder(channels);
    decoders.set(channels, decoder);
  }
  return decoder;
}

async function loadDecoder(channels: number): Promise<OpusDecoder> {
  const opus = await import('opus-decoder');
  const decoder = new opus.OpusDecoder({ channels });
  await decoder.ready;
  return decoder;
}

/** @throws Error where a packet is damaged */
function decodeRun(
  decoder: OpusDecoder,
  { packets, startSeconds }: OpusRun,
  row: ColumnRow,
  values: Int16Array,
): void {
  let samples = 0;
  for (let first = 0; first < packets.length; first += PACKETS_AT_ONCE) {
    const some = packets.slice(first, first + PACKETS_AT_ONCE);
    const { channelData, samplesDecoded, errors } = decoder.decodeFrames(some);
    const expected = some.reduce((sum, packet) => sum + opusPacketSamples(packet), 0);
    if (errors.length > 0 || samplesDecoded !== expected) throw new Error('A packet of the sound is damaged');
    const place = { sampleRateHz: OPUS_RATE_HZ, startSeconds: startSeconds + samples / OPUS_RATE_HZ };
    for (const channel of channelData) {
      addSamples(channel, samplesDecoded, place, row, values);
      releaseMemory(channel.buffer as ArrayBuffer);
    }
    samples += samplesDecoded;
  }
}

/** How long a packet lasts; 0 for one that is damaged. */
export function opusSeconds(packet: Uint8Array): number {
  return opusPacketSamples(packet) / OPUS_RATE_HZ;
}

/**
 * Of the header of Opus (RFC 7845, 5.1), which Ogg, Matroska and others carry alike; `undefined` where it asks for what is
 * seldom and left to the browser: more than two channels, another volume.
 */
export function plainOpusChannels(head: Uint8Array): number | undefined {
  const channels = head[9];
  const hasGain = head[16] !== 0 || head[17] !== 0;
  if (head.byteLength < 19 || hasGain || head[18] !== 0) return undefined;
  return channels === 1 || channels === 2 ? channels : undefined;
}

/** In which Opus counts, whatever the rate of what was recorded. */
export const OPUS_RATE_HZ = 48_000;

/** Samples of a frame, by the number in the first five bits of a packet (RFC 6716, table 2). */
const FRAME_SAMPLES = [
  ...[480, 960, 1_920, 2_880],
  ...[480, 960, 1_920, 2_880],
  ...[480, 960, 1_920, 2_880],
  ...[480, 960],
  ...[480, 960],
  ...[120, 240, 480, 960],
  ...[120, 240, 480, 960],
  ...[120, 240, 480, 960],
  ...[120, 240, 480, 960],
];

/**
 * How long a packet of Opus lasts, in samples at `OPUS_RATE_HZ`: it begins with the length of its frames and how many
 * there are (RFC 6716, 3.1 and 3.2). 0 for one that does not say.
 *
 * @param end - exclusive
 */
export function opusPacketSamples(bytes: Uint8Array, start = 0, end = bytes.byteLength): number {
  if (start >= end) return 0;
  const first = bytes[start] as number;
  const code = first & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : end > start + 1 ? (bytes[start + 1] as number) & 0x3f : 0;
  return (FRAME_SAMPLES[first >> 3] as number) * frames;
}

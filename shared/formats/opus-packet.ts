/** In which Opus counts, whatever the rate of what was recorded. */
export const OPUS_RATE_HZ = 48_000;

const SAMPLES_PER_MS = OPUS_RATE_HZ / 1_000;

/** RFC 6716, 3.1 and table 2: by the upper five bits of a packet's first byte. */
function frameSamples(configuration: number): number {
  if (configuration < 12) return ([10, 20, 40, 60][configuration & 3] as number) * SAMPLES_PER_MS;
  if (configuration < 16) return ([10, 20][configuration & 1] as number) * SAMPLES_PER_MS;
  return ([2.5, 5, 10, 20][configuration & 3] as number) * SAMPLES_PER_MS;
}

/**
 * How long a packet of Opus lasts, in samples at `OPUS_RATE_HZ` (RFC 6716, 3.2). 0 for one without bytes, or of a length
 * that is not allowed.
 */
export function opusPacketSamples(packet: Uint8Array): number {
  const [first, second] = packet;
  if (first === undefined) return 0;
  const code = first & 3;
  if (code === 3 && second === undefined) return 0;
  const frames = code === 0 ? 1 : code === 3 ? (second as number) & 0x3f : 2;
  const samples = frames * frameSamples(first >> 3);
  return samples <= 120 * SAMPLES_PER_MS ? samples : 0;
}

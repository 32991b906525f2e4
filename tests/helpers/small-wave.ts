const SAMPLE_RATE_HZ = 8_000;

/** A fifth of a second of noise as a WAV file: other bytes each time, and a recording like any other. */
export function smallWave(random: () => number): Uint8Array<ArrayBuffer> {
  const sampleCount = SAMPLE_RATE_HZ / 5;
  const file = new Uint8Array(44 + sampleCount);
  const view = new DataView(file.buffer);
  const write = (at: number, text: string) => file.set(new TextEncoder().encode(text), at);
  write(0, 'RIFF');
  view.setUint32(4, file.byteLength - 8, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  // PCM, one channel of eight bits.
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE_HZ, true);
  view.setUint32(28, SAMPLE_RATE_HZ, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  write(36, 'data');
  view.setUint32(40, sampleCount, true);
  for (let sample = 0; sample < sampleCount; sample += 1) file[44 + sample] = Math.floor(random() * 256);
  return file;
}

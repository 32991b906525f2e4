import type { ReadAt } from './missing-end';

/** What the table in the first frame of an mp3 says (Xing, Info or VBRI, with LAME's addition). */
export type Mp3Header = {
  /** Samples a channel that the encoder put before and after the sound; players leave them out. */
  silentSamples: number;
  /** Those of them that come before the sound; `undefined` where the encoder did not say. */
  delaySamples: number | undefined;
};

/** Reads the table; `undefined` for an mp3 without one. */
export async function readMp3Header(readAt: ReadAt): Promise<Mp3Header | undefined> {
  let position = 0;
  // Tags may follow each other; each gives its size in four bytes of seven bits.
  for (let tags = 0; tags < 8; tags += 1) {
    const tag = await readAt(position, 10);
    if (tag.byteLength < 10 || tag.toString('latin1', 0, 3) !== 'ID3') break;
    const [a = 0, b = 0, c = 0, d = 0] = tag.subarray(6, 10);
    const footerBytes = ((tag[5] ?? 0) & 0x10) === 0 ? 0 : 10;
    position += 10 + (a << 21) + (b << 14) + (c << 7) + d + footerBytes;
  }
  const frame = await readAt(position, 2_048);
  const tableStart = frame.toString('latin1').search(/Xing|Info|VBRI/);
  if (tableStart === -1) return undefined;
  if (frame.toString('latin1', tableStart, tableStart + 4) === 'VBRI')
    return { silentSamples: 0, delaySamples: undefined };
  return readSilentSamples(frame.subarray(tableStart));
}

/** LAME's addition follows the parts of the table that its flags announce; the two counts have 12 bits each. */
function readSilentSamples(table: Buffer): Mp3Header {
  const unknown = { silentSamples: 0, delaySamples: undefined };
  if (table.byteLength < 8) return unknown;
  const flags = table.readUInt32BE(4);
  const parts = [4, 4, 100, 4];
  const encoderStart =
    8 + parts.reduce((total, bytes, bit) => total + ((flags & (1 << bit)) === 0 ? 0 : bytes), 0);
  const counts = encoderStart + 21;
  if (
    table.byteLength < counts + 3 ||
    !/^(LAME|Lav[cf])/.test(table.toString('latin1', encoderStart, encoderStart + 4))
  ) {
    return unknown;
  }
  const bits = table.readUIntBE(counts, 3);
  return { silentSamples: (bits >> 12) + (bits & 0xfff), delaySamples: bits >> 12 };
}

import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ffmpeg, NO_FFMPEG, systemFfmpeg } from '../../../helpers/system-ffmpeg';
import { bothWays, expectSame, rounded } from './both-ways';
import {
  encodePages,
  layOut,
  type MadePacket,
  type MadePage,
  type OggLayout,
  type OggStream,
  readPages,
} from './made-ogg';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const fixture = (name: string) => resolve(import.meta.dirname, '../../../fixtures/media', name);

const layout = fc.record<OggLayout>({
  segments: fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 6 }),
  breaksPackets: fc.boolean(),
  trimmedUnits: fc.integer({ min: 0, max: 1_000 }),
  startUnits: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000 })),
  isEnded: fc.boolean(),
});

/** Frames of Opus at 48 kHz by the first five bits, and how many a packet has by the last two. */
const FRAME_UNITS = [
  ...[10, 20, 40, 60, 10, 20, 40, 60, 10, 20, 40, 60, 10, 20, 10, 20],
  ...[2.5, 5, 10, 20, 2.5, 5, 10, 20, 2.5, 5, 10, 20, 2.5, 5, 10, 20],
].map((milliseconds) => milliseconds * 48);

const opusPacket = fc
  .record({
    config: fc.integer({ min: 0, max: 31 }),
    code: fc.integer({ min: 0, max: 3 }),
    frames: fc.integer({ min: 1, max: 6 }),
    bytes: fc.integer({ min: 2, max: 1_500 }),
  })
  .map(({ config, code, frames, bytes }): MadePacket => {
    const packet = new Uint8Array(bytes).fill(0x4f);
    packet.set([(config << 3) | code, frames]);
    const count = [1, 2, 2, frames][code] ?? 0;
    return { bytes: packet, units: (FRAME_UNITS[config] ?? 0) * count };
  });

const opusStream = fc
  .record({
    preSkipUnits: fc.integer({ min: 0, max: 4_000 }),
    commentBytes: fc.integer({ min: 16, max: 70_000 }),
    packets: fc.array(opusPacket, { minLength: 4, maxLength: 60 }),
  })
  .map(({ preSkipUnits, commentBytes, packets }): OggStream => {
    const head = new Uint8Array(19);
    head.set(Buffer.from('OpusHead\u0001\u0001'));
    head.set([preSkipUnits & 0xff, preSkipUnits >> 8, 0x80, 0xbb], 10);
    const comments = new Uint8Array(commentBytes);
    comments.set(Buffer.from('OpusTags'));
    return { headers: [head, comments], packets, preSkipUnits };
  });

/** Bits, the lowest of a byte first, as Vorbis puts them. */
function packed(bits: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  for (const [index, bit] of bits.entries())
    bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (bit << (index & 7));
  return bytes;
}

function bitsOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, bit) => (value >> bit) & 1);
}

/** The end of a setup header: the modes, with their number before and a bit behind them. */
function setupOf(modes: readonly { isLong: boolean; mapping: number }[]): Uint8Array {
  const bits = modes.flatMap(({ isLong, mapping }) => [
    isLong ? 1 : 0,
    ...bitsOf(0, 32),
    ...bitsOf(mapping, 8),
  ]);
  const before = Array<number>(200).fill(1);
  const setup = packed([...before, ...bitsOf(modes.length - 1, 6), ...bits, 1]);
  return new Uint8Array(Buffer.concat([Buffer.from('\u0005vorbis'), setup]));
}

const SHORT_UNITS = 256;
const LONG_UNITS = 2_048;
const VORBIS_RATE = 44_100;

const vorbisStream = fc
  .record({
    modes: fc.array(fc.record({ isLong: fc.boolean(), mapping: fc.integer({ min: 0, max: 63 }) }), {
      minLength: 1,
      maxLength: 9,
    }),
    commentBytes: fc.integer({ min: 16, max: 70_000 }),
    packets: fc.array(
      fc.record({ mode: fc.nat(), previousIsLong: fc.boolean(), bytes: fc.integer({ min: 2, max: 900 }) }),
      { minLength: 4, maxLength: 60 },
    ),
  })
  .map(({ modes, commentBytes, packets }): OggStream => {
    const identification = new Uint8Array(30);
    identification.set(Buffer.from('\u0001vorbis\0\0\0\0\u0001'));
    new DataView(identification.buffer).setUint32(12, VORBIS_RATE, true);
    identification.set([(11 << 4) | 8, 1], 28);
    const comments = new Uint8Array(commentBytes);
    comments.set(Buffer.from('\u0003vorbis'));
    const modeBits = Math.ceil(Math.log2(modes.length));
    let before: number | undefined;
    const made = packets.map(({ mode, previousIsLong, bytes }): MadePacket => {
      const number = mode % modes.length;
      const isLong = modes[number]?.isLong ?? false;
      const packet = new Uint8Array(bytes).fill(0x4f);
      const bits = [0, ...bitsOf(number, modeBits), previousIsLong ? 1 : 0];
      packet.set(packed(bits));
      const own = isLong ? LONG_UNITS : SHORT_UNITS;
      const previous = isLong ? (previousIsLong ? LONG_UNITS : SHORT_UNITS) : before;
      before = own;
      return { bytes: packet, units: previous === undefined ? 0 : (previous + own) / 4 };
    });
    return { headers: [identification, comments, setupOf(modes)], packets: made, preSkipUnits: 0 };
  });

const STREAMS = {
  Opus: { streams: opusStream, rate: 48_000 },
  Vorbis: { streams: vorbisStream, rate: VORBIS_RATE },
};

/** What a file of a stream must be said to hold, by what it was made of. */
function expectedOf({ packets, preSkipUnits }: OggStream, made: OggLayout, rate: number) {
  const lasting = packets.reduce((sum, { units }) => sum + units, 0);
  const lastUnits = packets.at(-1)?.units ?? 0;
  const trimmedUnits = made.isEnded ? Math.min(made.trimmedUnits, lastUnits) : 0;
  return {
    packets: packets.length,
    totalBytes: packets.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
    startSeconds: Math.max(0, made.startUnits - preSkipUnits) / rate,
    countedSeconds: Math.max(0, made.startUnits + lasting - trimmedUnits - preSkipUnits) / rate,
  };
}

/** More than one page of sound, or what is not heard of its end would be taken for a start that is earlier. */
function hasSeveralPages(pages: readonly MadePage[], { headers }: OggStream): boolean {
  const sound = pages.filter(({ granule }, index) => index >= headers.length && granule > 0n);
  return sound.length > 1;
}

describe.each(Object.entries(STREAMS))('the pages of %s', (_codec, { streams, rate }) => {
  it('say what lies on them, however it is laid out', { timeout: 60_000 }, async () => {
    const path = join(await temporaryFolder(), 'made.ogg');
    await fc.assert(
      fc.asyncProperty(streams, layout, async (stream, made) => {
        const pages = layOut(stream, made);
        fc.pre(hasSeveralPages(pages, stream));
        await writeFile(path, encodePages(pages));
        const { byHeads, byPackets } = await bothWays(path);
        // Of a packet that goes on on the last page, mediabunny takes the time before it for 0.
        if (made.breaksPackets) byPackets.countedSeconds = byHeads?.countedSeconds;
        expect(rounded(byHeads)).toEqual(rounded(byPackets));
        const { sound, startSeconds, countedSeconds } = byHeads ?? {};
        expect(
          rounded({
            packets: sound?.packets,
            totalBytes: sound?.totalBytes,
            startSeconds,
            countedSeconds,
          }),
        ).toEqual(rounded(expectedOf(stream, made, rate)));
      }),
      { numRuns: 60 },
    );
  });

  const oddity = fc.oneof(
    fc.record({ type: fc.constant('missing' as const), at: fc.nat() }),
    fc.record({ type: fc.constant('swapped' as const), at: fc.nat() }),
    fc.record({ type: fc.constant('twice' as const), at: fc.nat() }),
    fc.record({ type: fc.constant('flags' as const), at: fc.nat(), value: fc.integer({ min: 1, max: 7 }) }),
    fc.record({ type: fc.constant('granule' as const), at: fc.nat(), value: fc.bigInt(-5_000n, 500_000n) }),
    fc.record({ type: fc.constant('serial' as const), at: fc.nat(), value: fc.nat() }),
    fc.record({ type: fc.constant('empty' as const), at: fc.nat() }),
    fc.record({ type: fc.constant('cut' as const), at: fc.nat() }),
    fc.record({ type: fc.constant('byte' as const), at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) }),
  );

  it('say of odd ones what their packets say, or nothing', { timeout: 120_000 }, async () => {
    const path = join(await temporaryFolder(), 'made.ogg');
    const seen = { same: 0, nothing: 0 };
    await fc.assert(
      fc.asyncProperty(streams, layout, oddity, async (stream, made, odd) => {
        const pages = layOut(stream, { ...made, breaksPackets: false });
        // Damage of the headers makes another file of it, or none.
        const headerPages = pages.findIndex(({ granule }) => granule !== 0n && granule !== -1n);
        fc.pre(headerPages > 0 && hasSeveralPages(pages, stream));
        const at = headerPages + (odd.at % (pages.length - headerPages));
        const page = pages[at] as MadePage;
        let file: Uint8Array | undefined;
        switch (odd.type) {
          case 'missing':
            pages.splice(at, 1);
            break;
          case 'swapped':
            pages.splice(at, 2, ...pages.slice(at, at + 2).reverse());
            break;
          case 'twice':
            pages.splice(at, 0, page);
            break;
          case 'flags':
            page.flags ^= odd.value;
            break;
          case 'granule':
            page.granule += odd.value;
            break;
          case 'serial':
            page.serial = odd.value;
            break;
          case 'empty':
            page.lacing = [];
            page.body = new Uint8Array(0);
            break;
          case 'cut':
          case 'byte': {
            const whole = encodePages(pages);
            const headBytes = encodePages(pages.slice(0, headerPages)).byteLength;
            const place = headBytes + (odd.at % (whole.byteLength - headBytes));
            file = odd.type === 'cut' ? whole.slice(0, place) : whole;
            if (odd.type === 'byte') file[place] = odd.value;
          }
        }
        await writeFile(path, file ?? encodePages(pages));
        const { byHeads, byPackets } = await bothWays(path);
        seen[byHeads ? 'same' : 'nothing'] += 1;
        if (byHeads) expect(rounded(byHeads)).toEqual(rounded(byPackets));
      }),
      { numRuns: 150 },
    );
    expect(seen.same).toBeGreaterThan(15);
    expect(seen.nothing).toBeGreaterThan(15);
  });
});

describe('of a real recording', () => {
  it.each(['beeps.opus', 'beeps.ogg'])(
    'that is %s, cut off within a page, nothing is counted',
    async (name) => {
      const whole = await readFile(fixture(name));
      const path = join(await temporaryFolder(), 'cut');
      await writeFile(path, whole.subarray(0, Math.floor(whole.byteLength * 0.9)));
      const { byHeads, byPackets } = await bothWays(path);
      expect(byHeads).toEqual({ countedSeconds: undefined });
      expect(byPackets).toEqual({ countedSeconds: undefined });
    },
  );

  it.each(['beeps.opus', 'beeps.ogg'])('that is %s, what is odd is left to its packets', async (name) => {
    const path = join(await temporaryFolder(), 'odd');
    const pages = readPages(new Uint8Array(await readFile(fixture(name))));
    const other = pages.map((page) => ({ ...page, serial: 1 }));
    const odd: Record<string, MadePage[]> = {
      'a hole': pages.toSpliced(Math.ceil(pages.length / 2), 1),
      'two one behind the other': [...pages, ...other],
      'two at once': pages.flatMap((page, index) => [page, other[index] as MadePage]),
    };
    for (const [what, made] of Object.entries(odd)) {
      await writeFile(path, encodePages(made));
      const { byHeads } = await bothWays(path);
      expect(byHeads, what).toBeUndefined();
    }
  });

  const NOISE = ['-f', 'lavfi', '-i', 'anoisesrc=duration=6:sample_rate=48000:seed=7'];
  const MADE: Record<string, string[]> = {
    'opus-5.1.opus': ['-ac', '6', '-c:a', 'libopus', '-b:a', '256k'],
    'opus-60-ms.opus': ['-c:a', 'libopus', '-frame_duration', '60', '-b:a', '24k'],
    'opus-2.5-ms.opus': ['-c:a', 'libopus', '-frame_duration', '2.5', '-application', 'lowdelay'],
    'opus-8-khz.opus': ['-ar', '8000', '-c:a', 'libopus', '-b:a', '12k'],
    'vorbis-5.1.ogg': ['-ac', '6', '-c:a', 'libvorbis', '-q:a', '5'],
    'vorbis-8-khz.ogg': ['-ar', '8000', '-c:a', 'libvorbis', '-q:a', '0'],
    'vorbis-high.ogg': ['-ac', '2', '-c:a', 'libvorbis', '-q:a', '10', '-page_duration', '5000000'],
    'vorbis-small-pages.ogg': ['-c:a', 'libvorbis', '-q:a', '4', '-page_duration', '100000'],
    'vorbis-of-ffmpeg.ogg': ['-ac', '2', '-c:a', 'vorbis', '-strict', '-2'],
  };
  it.skipIf(!systemFfmpeg).each(Object.entries(MADE))(
    `of ffmpeg the pages say the same: %s${systemFfmpeg ? '' : ` (${NO_FFMPEG})`}`,
    async (name, words) => {
      const path = join(await temporaryFolder(), name);
      await ffmpeg(...NOISE, ...words, path);
      expectSame(await bothWays(path));
    },
  );

  it.skipIf(!systemFfmpeg)('of another codec, nothing is said by its pages', async () => {
    const path = join(await temporaryFolder(), 'flac.ogg');
    await ffmpeg(...NOISE, '-c:a', 'flac', path);
    expect((await bothWays(path)).byHeads).toBeUndefined();
  });
});

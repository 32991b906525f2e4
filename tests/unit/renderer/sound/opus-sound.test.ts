import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { opusPacketSamples } from '#shared/formats/opus-packet';
import { addSamples, type ColumnRow } from '../../../../renderer/media/sound/columns';
import { openSound, type PlainSound } from '../../../../renderer/media/sound/sound-slicer';
import { ffmpeg, systemFfmpeg } from '../../../helpers/system-ffmpeg';
import { temporaryFolders } from '../../backend/media/temporary-folder';
import { serveSound } from './serve-sound';

const temporaryFolder = temporaryFolders();
const run = promisify(execFile);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A tone that grows and falls, over noise, so that each column is like no other. */
const SOURCE =
  "aevalsrc='0.4*sin(2*PI*(200+40*t)*t)*abs(sin(1.7*t))+0.05*random(0)':s=48000:d=9,aformat=channel_layouts=";

async function record(name: string, layout: string, options: readonly string[]): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await ffmpeg('-f', 'lavfi', '-i', `${SOURCE}${layout}`, '-c:a', 'libopus', ...options, path);
  return path;
}

/** What ffmpeg decodes, whose decoder of Opus is another one; an array for each channel. */
async function decodedByFfmpeg(path: string, channels: number): Promise<Float32Array[]> {
  const { stdout } = await run(
    systemFfmpeg ?? 'ffmpeg',
    ['-v', 'error', '-i', path, '-f', 'f32le', '-ar', '48000', '-'],
    { encoding: 'buffer', maxBuffer: 1 << 28 },
  );
  const samples = new Float32Array(new Uint8Array(stdout).buffer);
  return Array.from({ length: channels }, (_, channel) =>
    samples.filter((_sample, index) => index % channels === channel),
  );
}

function columnsIn(channels: readonly Float32Array[], row: ColumnRow): Int16Array {
  const values = new Int16Array(row.columns * 2);
  for (const samples of channels) {
    addSamples(samples, samples.length, { sampleRateHz: 48_000, startSeconds: 0 }, row, values);
  }
  return values;
}

async function columnsOf(path: string, row: ColumnRow): Promise<Int16Array> {
  const sound = await openSound(serveSound(await readFile(path)));
  if (!sound || !('columns' in sound)) throw new Error('It is not decoded in the worker');
  return (sound as PlainSound).columns(row);
}

/** How far the columns of two are from each other at the most, of 32,768. */
function farthest(one: Int16Array, other: Int16Array): number {
  return one.reduce((most, value, index) => Math.max(most, Math.abs(value - (other[index] as number))), 0);
}

describe.skipIf(!systemFfmpeg)('sound in Opus', () => {
  it.each([
    ['mono.opus', 'mono', []],
    ['stereo.opus', 'stereo', []],
    ['mono.webm', 'mono', []],
    ['stereo.webm', 'stereo', ['-b:a', '128k']],
    ['short-frames.opus', 'mono', ['-frame_duration', '2.5']],
    ['long-frames.opus', 'mono', ['-frame_duration', '60']],
    ['voice.opus', 'mono', ['-application', 'voip', '-b:a', '12k']],
    ['pages-of-one-packet.opus', 'mono', ['-page_duration', '20000']],
    ['packets-over-pages.opus', 'stereo', ['-b:a', '320k', '-page_duration', '6000000']],
  ])('has the columns that ffmpeg decodes, at the same places (%s)', async (name, layout, options) => {
    const path = await record(name, layout, options);
    // WebM tells times in milliseconds; of voices, the two decoders resample differently.
    const isExact = !name.endsWith('.webm') && name !== 'voice.opus';
    const decoded = await decodedByFfmpeg(path, layout === 'mono' ? 1 : 2);
    for (const row of [
      { fromSeconds: 0, columns: 900, columnsPerSecond: 100 },
      { fromSeconds: 3.3, columns: 200, columnsPerSecond: 100 },
      { fromSeconds: 8.5, columns: 300, columnsPerSecond: 100 },
      ...(isExact ? [{ fromSeconds: 5.01, columns: 1_000, columnsPerSecond: 1_000 }] : []),
    ]) {
      const expected = columnsIn(decoded, row);
      const found = await columnsOf(path, row);
      // Where the last packet is not heard to its end, decoders give a little more.
      const heard = Math.floor((9 - row.fromSeconds) * row.columnsPerSecond) * 2 - 2;
      const distance = farthest(found.subarray(0, heard), expected.subarray(0, heard));
      expect(distance).toBeLessThan(isExact ? 40 : 2_000);
      expect(found.some((value) => Math.abs(value) > 1_000)).toBe(true);
    }
  });

  it('with more than two channels, or another volume in its header, is left to the browser', async () => {
    const path = await record('surround.opus', '5.1', ['-mapping_family', '1']);
    const surround = await openSound(serveSound(await readFile(path)));
    expect(Object.keys(surround ?? {})).toEqual(['sampleRateHz', 'slice']);
    const loud = await readFile(await record('loud.opus', 'mono', []));
    const head = loud.indexOf('OpusHead');
    loud.writeInt16LE(256, head + 16);
    expect(Object.keys((await openSound(serveSound(loud))) ?? {})).toEqual(['sampleRateHz', 'slice']);
  });

  it.each(['damaged.opus', 'damaged.webm'])(
    'with a damaged packet is refused, for the browser to decode packet by packet (%s)',
    async (name) => {
      const bytes = await readFile(await record(name, 'mono', []));
      const row = { fromSeconds: 0, columns: 900, columnsPerSecond: 100 };
      const whole = (await openSound(serveSound(bytes))) as PlainSound;
      await expect(whole.columns(row)).resolves.toHaveLength(1_800);
      const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(new Uint8Array(bytes)) });
      const track = await input.getPrimaryAudioTrack();
      const packet = track && (await new EncodedPacketSink(track).getPacket(4));
      // Many frames, more than a packet may have.
      bytes.fill(0xff, bytes.indexOf(packet?.data ?? 'none'), bytes.indexOf(packet?.data ?? 'none') + 2);
      vi.spyOn(console, 'error').mockImplementation(() => {});
      const damaged = (await openSound(serveSound(bytes))) as PlainSound;
      await expect(damaged.columns(row)).rejects.toThrow('damaged');
    },
  );
});

it('a packet of Opus lasts as long as its first bytes say', () => {
  // RFC 6716, table 2: by configuration, in ms.
  const lengths = [
    ...Array.from({ length: 3 }, () => [10, 20, 40, 60]).flat(),
    ...Array.from({ length: 2 }, () => [10, 20]).flat(),
    ...Array.from({ length: 4 }, () => [2.5, 5, 10, 20]).flat(),
  ];
  expect(lengths).toHaveLength(32);
  fc.assert(
    fc.property(fc.nat(31), fc.nat(3), fc.integer({ min: 1, max: 48 }), (configuration, code, many) => {
      const frames = [1, 2, 2, many][code] as number;
      const ms = (lengths[configuration] as number) * frames;
      const packet = Uint8Array.of(configuration * 8 + code, many, 1, 2, 3);
      expect(opusPacketSamples(packet)).toBe(ms * 48);
      expect(opusPacketSamples(Uint8Array.of(7, 7, ...packet, 9), 2, packet.byteLength + 2)).toBe(ms * 48);
    }),
  );
  expect(opusPacketSamples(new Uint8Array())).toBe(0);
  expect(opusPacketSamples(Uint8Array.of(3))).toBe(0);
});

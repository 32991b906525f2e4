import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyPeaks, PEAK_COLUMNS_PER_SECOND, PEAK_SLICE_COLUMNS } from '#shared/formats/peaks-file';
import type { Recording } from '#shared/model/recording';
import { createBackendPeaks } from '../../../../electron/backend/media/drawing/backend-peaks';
import { drawWave } from '../../../../electron/backend/media/drawing/draw-wave';
import { openSound, type PlainSound } from '../../../../renderer/media/sound/sound-slicer';
import { randomNumbers } from '../../../helpers/random-numbers';
import { serveSound } from '../../renderer/sound/serve-sound';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
afterEach(() => vi.unstubAllGlobals());

type Wave = {
  rateHz: number;
  channels: number;
  seconds: number;
  bits?: 16 | 24;
  /** Parts before and behind the samples. */
  before?: Buffer;
  behind?: Buffer;
  /** What the file says of how many bytes of samples it has; the truth where it is absent. */
  statedBytes?: number;
};

/** Noise, louder and softer, so that each column is like no other. */
function wave({ rateHz, channels, seconds, bits = 16, before, behind, statedBytes }: Wave): Buffer {
  const frameBytes = (channels * bits) / 8;
  const samples = Buffer.alloc(Math.round(rateHz * seconds) * frameBytes);
  const random = randomNumbers(rateHz + channels);
  for (let at = 0; at + 1 < samples.byteLength; at += 2) {
    samples.writeInt16LE(Math.round((random() - 0.5) * (20_000 + (at % 30_000))), at);
  }
  const head = Buffer.alloc(36);
  head.write('RIFF0000WAVEfmt ', 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rateHz, 24);
  head.writeUInt32LE(rateHz * frameBytes, 28);
  head.writeUInt16LE(frameBytes, 32);
  head.writeUInt16LE(bits, 34);
  return Buffer.concat([
    head,
    before ?? Buffer.alloc(0),
    part('data', samples, statedBytes ?? samples.byteLength),
    behind ?? Buffer.alloc(0),
  ]);
}

function part(type: string, body: Buffer, statedBytes = body.byteLength): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(statedBytes, 4);
  return Buffer.concat([head, body]);
}

async function written(bytes: Buffer): Promise<string> {
  const path = join(await temporaryFolder(), 'talk.wav');
  await writeFile(path, bytes);
  return path;
}

async function draw(path: string, seconds: number, slices: readonly number[]) {
  const drawn = new Map<number, Int16Array>();
  const columns = Math.ceil(seconds * PEAK_COLUMNS_PER_SECOND);
  const outcome = await drawWave(
    {
      ...{ path, sizeBytes: (await stat(path)).size, readCount: new Int32Array(new SharedArrayBuffer(4)) },
      ...{ soundTrack: 0, cutSeconds: 0, limitMs: 60_000, slices, streams: 2, columns },
    },
    { onSlice: ({ slice, values }) => drawn.set(slice, values), onProcess: () => {} },
  );
  return { drawn, outcome };
}

/** The same by the engine of the page. */
async function drawnByPage(bytes: Buffer, seconds: number, slice: number): Promise<Int16Array> {
  const sound = (await openSound(serveSound(bytes))) as PlainSound;
  const all = Math.ceil(seconds * PEAK_COLUMNS_PER_SECOND);
  const columns = Math.min(PEAK_SLICE_COLUMNS, all - slice * PEAK_SLICE_COLUMNS);
  return sound.columns({ fromSeconds: slice * 20, columns, columnsPerSecond: PEAK_COLUMNS_PER_SECOND });
}

async function expectSameAsPage(bytes: Buffer, seconds: number, drawn: ReadonlyMap<number, Int16Array>) {
  expect(drawn.size).toBeGreaterThan(0);
  for (const [slice, values] of drawn) {
    const byPage = await drawnByPage(bytes, seconds, slice);
    expect(values).toHaveLength(byPage.length);
    // One holds -1 as -32,767, the other as -32,768.
    const distances = values.map((value, index) => Math.abs(value - (byPage[index] as number)));
    expect(Math.max(...distances)).toBeLessThanOrEqual(1);
  }
}

describe('a plain WAV drawn from the disk', () => {
  it('has the columns that the page draws, at every rate, for any slices', async () => {
    const rates = fc.constantFrom(8_000, 11_025, 22_050, 44_100, 48_000);
    await fc.assert(
      fc.asyncProperty(
        rates,
        fc.integer({ min: 1, max: 3 }),
        fc.subarray([0, 1, 2], { minLength: 1 }),
        async (rateHz, channels, slices) => {
          const bytes = wave({ rateHz, channels, seconds: 47.3 });
          const { drawn, outcome } = await draw(await written(bytes), 47.3, slices);
          expect(outcome).toEqual({ isWhole: true });
          expect([...drawn.keys()]).toEqual(slices);
          await expectSameAsPage(bytes, 47.3, drawn);
        },
      ),
      { numRuns: 8 },
    );
  });

  it.each([
    ['with words and pictures before its samples', { before: part('LIST', Buffer.alloc(9_001, 7)) }],
    [
      'with words behind its samples, which are not heard',
      { behind: part('LIST', Buffer.alloc(50_000, 99)) },
    ],
    ['whose recorder was cut off before it wrote how long it is', { statedBytes: 0xffff_ffff }],
    ['that says it is longer than it is', { statedBytes: 90_000_000 }],
  ])('%s', async (_name, odd) => {
    // A part of odd length is followed by a byte that fills it up.
    const before = 'before' in odd ? Buffer.concat([odd.before, Buffer.alloc(1)]) : undefined;
    const bytes = wave({ rateHz: 8_000, channels: 1, seconds: 25, ...odd, ...(before && { before }) });
    const { drawn, outcome } = await draw(await written(bytes), 25, [0, 1]);
    expect(outcome).toEqual({ isWhole: true });
    await expectSameAsPage(bytes, 25, drawn);
  });

  it('of another kind is left to others', async () => {
    const deep = wave({ rateHz: 8_000, channels: 1, seconds: 3, bits: 24 });
    const noSamples = wave({ rateHz: 8_000, channels: 1, seconds: 3 }).subarray(0, 40);
    for (const bytes of [
      deep,
      noSamples,
      Buffer.from('RIFF'),
      Buffer.alloc(0),
      Buffer.alloc(5_000, 'RIFF'),
    ]) {
      const { drawn, outcome } = await draw(await written(bytes), 3, [0]);
      expect([drawn.size, outcome.isWhole]).toEqual([0, false]);
    }
  });

  it('needs no program of the system, and no other recording is drawn without one', async () => {
    const bytes = wave({ rateHz: 8_000, channels: 2, seconds: 25 });
    const path = await written(bytes);
    const recording = {
      storage: 'copied',
      durationMs: 25_000,
      container: 'wav',
      tracks: [{ type: 'audio', codec: 'pcm-s16', playable: true }],
    } as Recording;
    const engineFor = (of: Recording) =>
      createBackendPeaks({
        ffmpeg: { program: async () => undefined },
        getRecording: async () => of,
        locatePlayed: async () => ({ path, contentType: 'audio/wav', version: '1' }),
        log: { info: () => {}, error: () => {} },
      });
    const request = new Request('http://host/peaks/1/drawing?slices=0-1');
    const response = await engineFor(recording).respond('1', request);
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(emptyPeaks(25_000).values.byteLength);
    for (const other of [
      { ...recording, container: 'mp3' },
      { ...recording, tracks: [{ type: 'audio', codec: 'pcm-s24', playable: true }] },
    ] as Recording[]) {
      expect((await engineFor(other).respond('1', request)).status).toBe(204);
    }
  });
});

import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { excerptSchema, type Recording } from '#shared/model/recording';
import type { Stretch } from '#shared/scoring/stretch';
import { cutExcerpts } from '../../../../electron/backend/media/copying/excerpt-cutter';
import { probeRecording } from '../../../../electron/backend/media/examining/probe';
import type { MediaThreadOptions } from '../../../../electron/backend/media/media-thread';
import { UserError } from '../../../../electron/backend/user-error';
import { encodePages, readPages } from './made-ogg';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const fixtures = resolve(import.meta.dirname, '../../../fixtures/media');
const STRETCHES = [
  { startMs: 1_500, endMs: 2_200 },
  { startMs: 4_000, endMs: 5_000 },
];

async function describeFile(path: string): Promise<Recording> {
  const { probe } = await probeRecording(path, 'Ana.mp3');
  const bytes = await readFile(path);
  return {
    ...probe,
    storage: 'copied',
    originalName: 'Ana.mp3',
    sizeBytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

async function cut(
  path: string,
  stretches: readonly Stretch[] = STRETCHES,
  options: MediaThreadOptions = {},
) {
  const folder = join(await temporaryFolder(), 'excerpts');
  await mkdir(folder);
  return cutExcerpts({ path, recording: await describeFile(path) }, stretches, folder, options);
}

type Packet = { timestampMs: number; durationMs: number; sha256: string; isKey: boolean };

async function packetsOf(path: string, type: 'audio' | 'video'): Promise<Packet[]> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(await readFile(path)) });
  const track = await (type === 'audio' ? input.getPrimaryAudioTrack() : input.getPrimaryVideoTrack());
  const packets: Packet[] = [];
  if (!track) return packets;
  for await (const { timestamp, duration, data, type: kind } of new EncodedPacketSink(track).packets()) {
    packets.push({
      timestampMs: timestamp * 1_000,
      durationMs: duration * 1_000,
      sha256: createHash('sha256').update(data).digest('hex'),
      isKey: kind === 'key',
    });
  }
  return packets;
}

/** A WAV of silence with a tone of 80 ms at each time. */
function waveWithTones(atMs: readonly number[], lengthMs: number): Buffer {
  const rate = 16_000;
  const samples = new Int16Array((lengthMs * rate) / 1_000);
  for (const ms of atMs) {
    for (let index = 0; index < 0.08 * rate; index += 1) {
      samples[(ms * rate) / 1_000 + index] = 12_000 * Math.cos((2 * Math.PI * 880 * index) / rate);
    }
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}

async function refusalOf(cutting: Promise<unknown>): Promise<string> {
  const error = await cutting.then(
    () => new Error('was cut'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw error;
  return error.message;
}

describe('excerpts', () => {
  // How much later the sound lies in the file than it is heard in the copy that is played (of Opus in Matroska, than
  // mediabunny puts it), and what a packet of each lasts.
  it.each<[file: string, extension: string, mimeType: string, delayMs: number, packetMs: number]>([
    ['beeps.mp3', 'm4a', 'audio/mp4', 69.0625, 36],
    ['beeps.m4a', 'm4a', 'audio/mp4', 0, 64],
    ['beeps.opus', 'webm', 'audio/webm', 0, 20],
    ['beeps.ogg', 'webm', 'audio/webm', -32, 64],
    ['beeps.flac', 'm4a', 'audio/mp4', 0, 288],
    ['beeps.webm', 'webm', 'audio/webm', 6.5, 20],
    ['beeps.mp4', 'mp4', 'video/mp4', 0, 64],
    ['beeps-picture.webm', 'webm', 'video/webm', 6.5, 20],
  ])('of %s hold its very packets, at their times', async (file, extension, mimeType, delayMs, packetMs) => {
    const source = join(fixtures, file);
    const packets = await packetsOf(source, 'audio');
    const original = new Map(packets.map((packet) => [packet.sha256, packet]));
    // Packets of silence are alike; the others tell a time.
    const unique = new Map(
      [...original].filter(([sha256]) => packets.filter((one) => one.sha256 === sha256).length === 1),
    );
    const pictures = new Map((await packetsOf(source, 'video')).map((packet) => [packet.sha256, packet]));
    const excerpts = await cut(source);
    expect(excerpts.map(({ excerpt: { startMs, endMs } }) => ({ startMs, endMs }))).toEqual(STRETCHES);
    for (const { path, excerpt } of excerpts) {
      expect(excerptSchema.parse(excerpt)).toMatchObject({ extension, mimeType });
      const sound = await packetsOf(path, 'audio');
      const originMs = excerpt.startMs - excerpt.leadMs;
      for (const packet of sound) {
        const whole = unique.get(packet.sha256);
        if (!whole) continue;
        expect(Math.abs(packet.timestampMs + originMs + delayMs - whole.timestampMs)).toBeLessThan(1.1);
      }
      expect(sound.filter(({ sha256 }) => unique.has(sha256)).length).toBeGreaterThan(0);
      expect(sound.every(({ sha256 }) => original.has(sha256))).toBe(true);
      const firstMs = (sound[0]?.timestampMs ?? 0) + originMs;
      const lastMs = (sound.at(-1)?.timestampMs ?? 0) + originMs;
      // Nothing of the sound but a tenth of a second and a packet goes along beyond the stretch.
      expect(firstMs).toBeLessThanOrEqual(excerpt.startMs - 99);
      expect(firstMs).toBeGreaterThan(excerpt.startMs - 101 - packetMs);
      expect(lastMs).toBeLessThan(excerpt.endMs + 1);
      expect(lastMs).toBeGreaterThan(excerpt.endMs - packetMs - 1);
      if (pictures.size > 0) {
        const shown = await packetsOf(path, 'video');
        expect(shown[0]?.isKey).toBe(true);
        expect(shown.length).toBeGreaterThan(5);
        expect(shown.every(({ sha256 }) => pictures.has(sha256))).toBe(true);
        expect((shown[0]?.timestampMs ?? 0) + originMs).toBeLessThanOrEqual(excerpt.startMs);
      }
      const bytes = await readFile(path);
      expect(excerpt).toMatchObject({
        sizeBytes: bytes.byteLength,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
    }
  });

  it('of a wav have each sound exactly where it was', async () => {
    const tonesMs = [500, 1_700, 3_100, 4_600];
    const path = join(await temporaryFolder(), 'tones.wav');
    await writeFile(path, waveWithTones(tonesMs, 6_000));
    const excerpts = await cut(path);
    const heardMs: number[] = [];
    for (const { path: piecePath, excerpt } of excerpts) {
      const bytes = await readFile(piecePath);
      const dataStart = bytes.indexOf('data') + 8;
      let silentSamples = 0;
      for (let position = dataStart; position + 1 < bytes.byteLength; position += 2) {
        if (Math.abs(bytes.readInt16LE(position)) > 1_000) {
          const fileMs = ((position - dataStart) / 2 / 16_000) * 1_000;
          if (silentSamples > 1_000) heardMs.push(fileMs - excerpt.leadMs + excerpt.startMs);
          silentSamples = 0;
        } else silentSamples += 1;
      }
    }
    expect(heardMs.map((ms) => Math.round(ms * 10) / 10)).toEqual([1_700, 4_600]);
  });

  it('reach to both ends of a recording', async () => {
    const { durationMs } = await describeFile(join(fixtures, 'beeps.m4a'));
    const [start, end] = await cut(join(fixtures, 'beeps.m4a'), [
      { startMs: 0, endMs: 1_000 },
      { startMs: 5_500, endMs: durationMs },
    ]);
    expect(start?.excerpt).toMatchObject({ startMs: 0, endMs: 1_000 });
    expect(end?.excerpt.endMs).toBe(durationMs);
  });

  it('say how far they are, and can be stopped', async () => {
    const reports: number[] = [];
    await cut(join(fixtures, 'beeps.m4a'), STRETCHES, { onProgress: (done) => reports.push(done) });
    expect(reports.length).toBeGreaterThan(5);
    expect(reports).toEqual([...reports].sort((a, b) => a - b));
    expect(reports.at(-1)).toBeLessThanOrEqual(1);
    const stopping = new AbortController();
    const cutting = cut(join(fixtures, 'beeps.m4a'), STRETCHES, { signal: stopping.signal });
    stopping.abort(new Error('stopped'));
    await expect(cutting).rejects.toThrow('stopped');
  });

  it('are refused of a recording that has changed, or is gone', async () => {
    const path = join(await temporaryFolder(), 'Ana.mp3');
    await writeFile(path, await readFile(join(fixtures, 'beeps.mp3')));
    const recording = await describeFile(path);
    const folder = await temporaryFolder();
    const changed = { ...recording, sizeBytes: recording.sizeBytes + 1 };
    expect(await refusalOf(cutExcerpts({ path, recording: changed }, STRETCHES, folder))).toContain(
      '“Ana.mp3” is not what it was when it was added',
    );
    expect(await refusalOf(cutExcerpts({ path: `${path}x`, recording }, STRETCHES, folder))).toContain(
      '“Ana.mp3” is not there.',
    );
  });

  it('are refused of a recording that is damaged, also where the parser would never end', async () => {
    const bytes = await readFile(join(fixtures, 'talk.mp4'));
    for (const [position, value] of [
      [306, 0x7b],
      [704, 0xdd],
      [2678, 0xbb],
    ] as const) {
      bytes[position] = value;
    }
    const path = join(await temporaryFolder(), 'talk.mp4');
    await writeFile(path, bytes);
    const recording: Recording = {
      ...(await describeFile(join(fixtures, 'talk.mp4'))),
      sizeBytes: (await stat(path)).size,
    };
    const cutting = cutExcerpts(
      { path, recording },
      [{ startMs: 500, endMs: 1_500 }],
      await temporaryFolder(),
      {
        stallMs: 300,
      },
    );
    expect(await refusalOf(cutting)).toContain('“Ana.mp3” cannot be cut: a part of it is damaged.');
  });
});

it.each(['beeps.opus', 'beeps.ogg'])(
  'a recording with a gap of pages (%s) is not cut: another stretch than the one that is meant could be sent',
  async (name) => {
    const path = join(await temporaryFolder(), 'talk.ogg');
    const pages = readPages(new Uint8Array(await readFile(join(fixtures, name))));
    await writeFile(path, encodePages(pages));
    expect(await cut(path)).toHaveLength(2);
    await writeFile(path, encodePages(pages.toSpliced(Math.ceil(pages.length / 2), 1)));
    expect(await refusalOf(cut(path))).toContain(
      'an excerpt could hold another stretch than the one you mean',
    );
  },
);

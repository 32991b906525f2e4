import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import type { PlayedFrom } from '#shared/model/recording-timing';
import {
  makeWorkingCopy,
  NotCopiedError,
} from '../../../../electron/backend/media/copying/working-copy-maker';
import { probeRecording } from '../../../../electron/backend/media/examining/probe';
import type { MediaThreadOptions } from '../../../../electron/backend/media/media-thread';
import { makeBareAac, makeRecording } from './made-recordings';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const fixtures = resolve(import.meta.dirname, '../../../fixtures/media');
const fixture = (name: string) => join(fixtures, name);

type Packet = { timestampMs: number; sha256: string };

async function packetsOf(path: string, type: 'audio' | 'video' = 'audio'): Promise<Packet[]> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(await readFile(path)) });
  const track = await (type === 'audio' ? input.getPrimaryAudioTrack() : input.getPrimaryVideoTrack());
  const packets: Packet[] = [];
  if (!track) return packets;
  for await (const { timestamp, data } of new EncodedPacketSink(track).packets()) {
    // In a bare stream each packet carries a header, which is not sound.
    const sound = path.endsWith('.aac') ? data.subarray(7) : data;
    packets.push({
      timestampMs: timestamp * 1_000,
      sha256: createHash('sha256').update(sound).digest('hex'),
    });
  }
  return packets;
}

async function copy(path: string, options: MediaThreadOptions = {}) {
  const { probe } = await probeRecording(path, 'Ana');
  const playedFrom = probe.timing?.playedFrom;
  if (playedFrom?.type !== 'copy') throw new Error('No copy is needed');
  const folder = join(await temporaryFolder(), 'copy');
  await mkdir(folder);
  const targetPath = join(folder, `copy.${playedFrom.extension}`);
  const recording = { originalName: 'Ana', durationMs: probe.durationMs, sizeBytes: (await stat(path)).size };
  await makeWorkingCopy({ path, recording }, playedFrom, { folder, targetPath }, options);
  return { folder, targetPath, playedFrom, durationMs: probe.durationMs };
}

/** How much earlier each packet lies in the copy, in milliseconds; packets of silence are alike and left out. */
function shifts(original: readonly Packet[], copied: readonly Packet[]): number[] {
  const seen = new Map<string, number>();
  for (const { sha256 } of original) seen.set(sha256, (seen.get(sha256) ?? 0) + 1);
  const places = new Map(copied.map(({ sha256, timestampMs }) => [sha256, timestampMs]));
  return original
    .filter(({ sha256 }) => seen.get(sha256) === 1)
    .flatMap(({ sha256, timestampMs }) => {
      const place = places.get(sha256);
      return place === undefined ? [] : [timestampMs - place];
    });
}

async function expectSamePackets(path: string, expectedShiftMs: number, roundingMs: number) {
  const made = await copy(path);
  const [original, copied] = [await packetsOf(path), await packetsOf(made.targetPath)];
  expect(copied.map(({ sha256 }) => sha256)).toEqual(original.map(({ sha256 }) => sha256));
  const moved = shifts(original, copied);
  expect(moved.length).toBeGreaterThan(5);
  for (const shift of moved) expect(Math.abs(shift - expectedShiftMs)).toBeLessThan(roundingMs);
  const { probe } = await probeRecording(made.targetPath, 'copy');
  expect(Math.abs(probe.durationMs - made.durationMs)).toBeLessThan(110);
  return { ...made, probe };
}

/** A table of an MP4 counts samples; a Matroska counts milliseconds. */
const MP4_ROUNDING_MS = 0.1;
const MATROSKA_ROUNDING_MS = 1.01;

describe('a working copy holds the very packets, where they are heard', () => {
  it('of an mp3, without what its encoder put first', async () => {
    const { probe } = await expectSamePackets(fixture('beeps.mp3'), 1_105 / 16, MP4_ROUNDING_MS);
    expect(probe.timing).toMatchObject({ hasIndex: true, isFragmented: false, edits: 1 });
  });

  it('of an mp3 of one bit rate', async () => {
    await expectSamePackets(fixture('speech.mp3'), 1_105 / 16, MP4_ROUNDING_MS);
  });

  it('of a bare AAC stream', async () => {
    const path = await makeBareAac(fixture('beeps.m4a'), join(await temporaryFolder(), 'bare.aac'));
    await expectSamePackets(path, 64, MP4_ROUNDING_MS);
  });

  it('of fragments', async () => {
    const path = join(await temporaryFolder(), 'fragments.mp4');
    await makeRecording(fixture('beeps.m4a'), path, { container: 'fragments' });
    const { probe } = await expectSamePackets(path, 64, MP4_ROUNDING_MS);
    expect(probe.timing).toMatchObject({ isFragmented: false });
  });

  it('of fragments with a picture, both where they were', async () => {
    const path = join(await temporaryFolder(), 'fragments.mp4');
    await makeRecording(fixture('talk.mp4'), path, { container: 'fragments', picture: true });
    const { targetPath } = await expectSamePackets(path, 0, MP4_ROUNDING_MS);
    const [original, copied] = [await packetsOf(path, 'video'), await packetsOf(targetPath, 'video')];
    expect(copied.map(({ sha256 }) => sha256)).toEqual(original.map(({ sha256 }) => sha256));
    for (const shift of shifts(original, copied)) expect(Math.abs(shift)).toBeLessThan(MP4_ROUNDING_MS);
  });

  it('of an m4a that starts late, from its start', async () => {
    const path = join(await temporaryFolder(), 'late.m4a');
    await makeRecording(fixture('beeps.m4a'), path, {
      container: 'mp4',
      timeOf: ({ timestamp }) => Math.max(0, timestamp) + 90,
    });
    await expectSamePackets(path, 90_000, MP4_ROUNDING_MS);
  });

  it('of a WebM without cues', async () => {
    const path = join(await temporaryFolder(), 'stream.webm');
    await makeRecording(fixture('beeps.opus'), path, { container: 'stream' });
    const { probe } = await expectSamePackets(path, 0, MATROSKA_ROUNDING_MS);
    expect(probe.timing).toMatchObject({ hasIndex: true, playedFrom: { precision: 'exact' } });
  });

  it('of Vorbis, a packet later', async () => {
    await expectSamePackets(fixture('beeps.ogg'), -32, MATROSKA_ROUNDING_MS);
  });

  it('of a recording that starts late, from its start', async () => {
    const path = join(await temporaryFolder(), 'late.webm');
    await makeRecording(fixture('beeps.opus'), path, {
      container: 'webm',
      timeOf: ({ timestamp }) => Math.max(0, timestamp) + 90,
    });
    await expectSamePackets(path, 90_000, MATROSKA_ROUNDING_MS);
  });
});

describe('the making of a working copy', () => {
  const WEBM: PlayedFrom = {
    type: 'copy',
    reasons: ['no-index'],
    extension: 'webm',
    mimeType: 'audio/webm',
    originMs: 0,
    primingMs: 0,
  };

  it('keeps the picture, with the sound where it was', async () => {
    const folder = await temporaryFolder();
    const targetPath = join(folder, 'copy.webm');
    const path = fixture('beeps-picture.webm');
    const recording = { originalName: 'Ana', durationMs: 6_000, sizeBytes: (await stat(path)).size };
    await makeWorkingCopy({ path, recording }, WEBM, { folder, targetPath });
    for (const type of ['audio', 'video'] as const) {
      const [original, copied] = [await packetsOf(path, type), await packetsOf(targetPath, type)];
      expect(copied.map(({ sha256 }) => sha256)).toEqual(original.map(({ sha256 }) => sha256));
      for (const shift of shifts(original, copied)) expect(Math.abs(shift)).toBeLessThan(1.01);
    }
  });

  /** Many of one joined end to end: behind the first, each is sound with a table in between. */
  async function makeLong(copies: number): Promise<string> {
    const path = join(await temporaryFolder(), 'long.mp3');
    await writeFile(path, Buffer.concat(Array(copies).fill(await readFile(fixture('beeps.mp3')))));
    return path;
  }

  it('says how far it is', async () => {
    const done: number[] = [];
    const path = await makeLong(100);
    await copy(path, { onProgress: (part) => done.push(part) });
    expect(done.length).toBeGreaterThan(10);
    expect(done).toEqual([...done].sort((one, other) => one - other));
    expect(done.every((part) => part >= 0 && part <= 1)).toBe(true);
  });

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController();
    const copying = copy(await makeLong(1_000), {
      signal: controller.signal,
      onProgress: () => controller.abort(new DOMException('stopped', 'AbortError')),
    });
    await expect(copying).rejects.toThrow('stopped');
  });

  it('says of a file that is none of ours that it cannot be copied', async () => {
    const folder = await temporaryFolder();
    const recording = { originalName: 'notes', durationMs: 1_000, sizeBytes: 60 };
    const copying = makeWorkingCopy({ path: fixture('text-renamed.mp3'), recording }, WEBM, {
      folder,
      targetPath: join(folder, 'copy.webm'),
    });
    await expect(copying).rejects.toThrow(NotCopiedError);
    expect(await readdir(folder)).toEqual([]);
  });
});

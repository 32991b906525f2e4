import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openSound, type PlainSound, type SoundSlicer } from '../../../../renderer/media/sound/sound-slicer';
import { makeRecording } from '../../backend/media/made-recordings';
import { temporaryFolders } from '../../backend/media/temporary-folder';
import { serveSound } from './serve-sound';

const temporaryFolder = temporaryFolders();
const fixture = (name: string) => resolve(import.meta.dirname, '../../../fixtures/media', name);

afterEach(() => vi.unstubAllGlobals());

type Packet = { startMs: number; endMs: number; sha256: string };

async function packetsOf(bytes: Uint8Array): Promise<Packet[]> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(new Uint8Array(bytes)) });
  const track = await input.getPrimaryAudioTrack();
  const packets: Packet[] = [];
  if (!track) return packets;
  for await (const { timestamp, duration, data } of new EncodedPacketSink(track).packets()) {
    packets.push({
      startMs: timestamp * 1_000,
      endMs: (timestamp + duration) * 1_000,
      sha256: createHash('sha256').update(data).digest('hex'),
    });
  }
  return packets;
}

async function openSlicer(bytes: Uint8Array): Promise<SoundSlicer> {
  const sound = await openSound(serveSound(bytes));
  if (!sound || !('slice' in sound)) throw new Error('It is not sliced');
  return sound;
}

describe('a slice of a recording', () => {
  it.each([
    ['beeps.m4a', 5],
    ['beeps.mp4', 5],
    ['beeps.webm', 14],
    ['beeps-picture.webm', 14],
    ['beeps.opus', 12],
    ['beeps.ogg', 40],
    ['talk.mp4', 5],
  ])('of %s holds the packets of its time, and says when they end', async (name, toleranceMs) => {
    const bytes = new Uint8Array(await readFile(fixture(name)));
    const whole = await packetsOf(bytes);
    const lengthMs = whole.at(-1)?.endMs ?? 0;
    const slicer = await openSlicer(bytes);
    for (const [from, to] of [
      [0, 0.5],
      [0.5, 1.2],
      [lengthMs / 1_000 - 0.7, lengthMs / 1_000 + 20],
    ] as const) {
      const parts = await slicer.slice(from, to);
      expect(parts).toHaveLength(1);
      const found = await packetsOf(parts[0]?.bytes ?? new Uint8Array());
      const endMs = (parts[0]?.endSeconds ?? 0) * 1_000;
      const distances = whole.map((packet) => Math.abs(packet.endMs - endMs));
      const distanceMs = Math.min(...distances);
      const end = distances.indexOf(distanceMs) + 1;
      expect(distanceMs).toBeLessThan(toleranceMs);
      const expected = whole.slice(end - found.length, end);
      expect(found.map(({ sha256 }) => sha256)).toEqual(expected.map(({ sha256 }) => sha256));
      expect(expected[0]?.startMs).toBeLessThanOrEqual(Math.max(0, from * 1_000 - 100));
      expect(expected.at(-1)?.endMs).toBeGreaterThanOrEqual(Math.min(to * 1_000, lengthMs) - toleranceMs);
    }
  });

  it.each(['mp4', 'webm'] as const)('comes in parts where the sound has a gap (%s)', async (container) => {
    const path = join(await temporaryFolder(), 'gap');
    await makeRecording(fixture(container === 'mp4' ? 'beeps.m4a' : 'beeps.opus'), path, {
      container,
      timeOf: ({ timestamp }) => Math.max(0, timestamp) + (timestamp > 3 ? 10 : 0),
    });
    const slicer = await openSlicer(new Uint8Array(await readFile(path)));
    const parts = await slicer.slice(0, 20);
    expect(parts).toHaveLength(2);
    expect(Math.abs((parts[0]?.endSeconds ?? 0) - 3)).toBeLessThan(0.1);
    expect((parts[1]?.endSeconds ?? 0) - 16).toBeLessThan(0.1);
    expect(await slicer.slice(5, 12)).toEqual([]);
  });

  it('beyond the end is none', async () => {
    for (const name of ['beeps.m4a', 'beeps.webm', 'beeps.opus']) {
      expect(
        await (await openSlicer(new Uint8Array(await readFile(fixture(name))))).slice(3_600, 3_620),
      ).toEqual([]);
    }
  });
});

it.each(['speech.mp3', 'speech.flac', 'text-renamed.mp3'])('%s is decoded packet by packet', async (name) => {
  expect(await openSound(serveSound(new Uint8Array(await readFile(fixture(name)))))).toBeUndefined();
});

it.each(['beeps.m4a', 'beeps.webm', 'beeps.opus', 'speech.wav'])(
  'what is cut off or damaged (%s) ends with an answer or an error, never without end',
  async (name) => {
    const bytes = new Uint8Array(await readFile(fixture(name)));
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const broken = attempt % 2 === 0 ? bytes.slice(0, (bytes.length * attempt) / 60) : bytes.slice();
      for (let place = attempt; place < broken.length; place += 997 - attempt)
        broken[place] = (place * 31) & 0xff;
      const sound = await openSound(serveSound(broken)).catch(() => undefined);
      if (sound && 'slice' in sound) await sound.slice(0, 2).catch(() => []);
    }
  },
);

it('plain sound is read as its samples are', async () => {
  const bytes = await readFile(fixture('speech.wav'));
  const sound = (await openSound(serveSound(bytes))) as PlainSound;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const rate = view.getUint32(24, true);
  const channels = view.getUint16(22, true);
  expect([view.getUint16(34, true), view.getUint32(36)]).toEqual([16, 0x64617461]);
  const columns = await sound.columns({ fromSeconds: 0, columns: 10, columnsPerSecond: 100 });
  for (let column = 0; column < 10; column += 1) {
    let [lowest, highest] = [0, 0];
    const end = Math.min((view.byteLength - 44) / 2 / channels, Math.ceil(((column + 1) * rate) / 100));
    for (let frame = Math.ceil((column * rate) / 100); frame < end; frame += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        const sample = view.getInt16(44 + (frame * channels + channel) * 2, true);
        lowest = Math.min(lowest, sample);
        highest = Math.max(highest, sample);
      }
    }
    expect([columns[column * 2], columns[column * 2 + 1]]).toEqual([lowest, highest]);
  }
});

import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probeRecording } from '../../../../electron/backend/media/examining/probe';
import { UserError } from '../../../../electron/backend/user-error';
import { type MadeOptions, makeBareAac, makeRecording } from './made-recordings';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const fixtures = resolve(import.meta.dirname, '../../../fixtures/media');
const fixture = (name: string) => join(fixtures, name);

async function made(source: string, options: MadeOptions) {
  const path = await makeRecording(fixture(source), join(await temporaryFolder(), 'made'), options);
  return probeRecording(path, 'made');
}

describe('going through a recording packet by packet finds', () => {
  it('a bit rate that changes, and what an mp3 says its encoder put first', async () => {
    const { timing } = (await probeRecording(fixture('beeps.mp3'), 'beeps.mp3')).probe;
    expect(timing).toMatchObject({
      bitRate: 'variable',
      hasIndex: false,
      playedFrom: { type: 'copy', reasons: ['variable-rate'], extension: 'm4a', mimeType: 'audio/mp4' },
    });
    expect(timing?.playedFrom.type === 'copy' && timing.playedFrom.primingMs).toBeCloseTo(1_105 / 16, 6);
  });

  it('a bit rate that stays', async () => {
    const { timing } = (await probeRecording(fixture('speech.mp3'), 'speech.mp3')).probe;
    expect(timing).toMatchObject({ bitRate: 'constant', playedFrom: { reasons: ['encoder-delay'] } });
  });

  it('cues, or that there are none', async () => {
    const withCues = await made('beeps.opus', { container: 'webm' });
    expect(withCues.probe.timing).toMatchObject({ hasIndex: true, playedFrom: { type: 'original' } });
    const stream = await made('beeps.opus', { container: 'stream' });
    expect(stream.probe.timing).toMatchObject({
      hasIndex: false,
      playedFrom: { type: 'copy', reasons: ['no-index'], extension: 'webm' },
    });
    expect(Math.abs(stream.probe.durationMs - 6_000)).toBeLessThan(30);
  });

  it('cues that come last and are named by no table of contents', async () => {
    const bytes = await readFile(fixture('beeps.webm'));
    const table = bytes.indexOf(Buffer.from([0x11, 0x4d, 0x9b, 0x74]));
    const sizeByte = bytes[table + 4] ?? 0;
    expect(sizeByte).toBeGreaterThanOrEqual(0x80);
    // A filler of the same length: an id of one byte and a size of four.
    bytes.set([0xec, 0x10, 0, 0, sizeByte & 0x7f], table);
    const path = join(await temporaryFolder(), 'no-table.webm');
    await writeFile(path, bytes);
    expect((await probeRecording(path, 'no-table.webm')).probe.timing).toMatchObject({ hasIndex: true });
  });

  it('fragments', async () => {
    const { probe } = await made('beeps.m4a', { container: 'fragments' });
    expect(probe.timing).toMatchObject({
      isFragmented: true,
      playedFrom: { type: 'copy', reasons: ['fragmented'] },
    });
    expect(Math.abs(probe.durationMs - 6_000)).toBeLessThan(150);
  });

  it('a bare stream', async () => {
    const path = await makeBareAac(fixture('beeps.m4a'), join(await temporaryFolder(), 'bare.aac'));
    const { probe } = await probeRecording(path, 'bare.aac');
    expect(probe).toMatchObject({
      container: 'adts',
      timing: { playedFrom: { type: 'copy', reasons: ['raw-stream'], primingMs: 64 } },
    });
  });

  it.each(['webm', 'mp4'] as const)('a late start (%s), and counts from there', async (container) => {
    const source = container === 'webm' ? 'beeps.opus' : 'beeps.m4a';
    const { probe } = await made(source, {
      container,
      timeOf: ({ timestamp }) => Math.max(0, timestamp) + 5,
    });
    expect(probe.timing).toMatchObject({
      startMs: 5_000,
      playedFrom: { type: 'copy', reasons: ['late-start'], originMs: 5_000 },
    });
    expect(Math.abs(probe.durationMs - 6_000)).toBeLessThan(150);
  });

  it('a gap, in which players are silent', async () => {
    const { probe } = await made('beeps.opus', {
      container: 'webm',
      timeOf: ({ timestamp }) => Math.max(0, timestamp) + (timestamp > 3 ? 10 : 0),
    });
    expect(probe.timing).toMatchObject({ gapCount: 1, playedFrom: { type: 'original', precision: 'exact' } });
    const [gap] = probe.timing?.gaps ?? [];
    expect(Math.abs((gap?.startMs ?? 0) - 3_014)).toBeLessThan(25);
    expect(Math.abs((gap?.endMs ?? 0) - 13_014)).toBeLessThan(25);
    expect(Math.abs(probe.durationMs - 16_000)).toBeLessThan(30);
  });
});

describe('odd recordings', () => {
  it('of a tenth of a second are taken in', async () => {
    const { probe, warning } = await made('beeps.opus', {
      container: 'webm',
      timeOf: ({ timestamp }) => (timestamp < 0.09 ? Math.max(0, timestamp) : undefined),
    });
    expect(probe.durationMs).toBeGreaterThanOrEqual(80);
    expect(probe.durationMs).toBeLessThanOrEqual(120);
    expect(warning).toBeUndefined();
  });

  it('with two sound tracks say that the first is played', async () => {
    const { probe, warning } = await made('beeps.m4a', { container: 'mp4', tracks: 2 });
    expect(probe.tracks).toHaveLength(2);
    expect(warning).toBe(
      '“made” holds 2 sound tracks. The first is heard; another can be chosen on the page of its session. To hear them together, export it with one.',
    );
  });

  it('with nothing but a picture are refused', async () => {
    const refused = probeRecording(fixture('silent-video.mp4'), 'silent.mp4');
    await expect(refused).rejects.toThrow(UserError);
    await expect(refused).rejects.toThrow('has a picture but no sound');
  });
});

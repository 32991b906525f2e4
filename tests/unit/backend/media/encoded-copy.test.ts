import { execFile } from 'node:child_process';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SharedRecording } from '#shared/api-contract/exchange-contract';
import type { Moment } from '#shared/model/moment';
import { hasVideo } from '#shared/model/recording';
import { recordingTimingSchema } from '#shared/model/recording-timing';
import { planRecording } from '../../../../electron/backend/exchange/shared-recording';
import { cutExcerpts } from '../../../../electron/backend/media/copying/excerpt-cutter';
import { probeRecording } from '../../../../electron/backend/media/examining/probe';
import { createFfmpeg } from '../../../../electron/backend/media/ffmpeg/ffmpeg';
import { asWave, KNOWN_RATE_HZ, KnownSound, makeKnownSound } from '../../../helpers/known-sound';
import { fakeFfmpeg, ffmpeg, NO_FFMPEG, systemFfmpeg } from '../../../helpers/system-ffmpeg';
import { makeTemporaryFolder } from '../../../helpers/temporary-folder';
import { librariesThatPlay, type Opened, whenAnswered, whenPrepared } from './library-that-plays';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const open = librariesThatPlay();
const run = promisify(execFile);
const fixtures = resolve(import.meta.dirname, '../../../fixtures/media');
const withFfmpeg = describe.skipIf(!systemFfmpeg);
const skipped = systemFfmpeg ? '' : `, ${NO_FFMPEG}`;

/** Asked for its version once. */
const system = createFfmpeg({ isAllowed: () => true });

const SECONDS = 8;
const samples = makeKnownSound(SECONDS);
const known = new KnownSound(samples);

/** Samples of a file as ffmpeg decodes it, from its first on, which is not always at 0. */
async function decode(path: string): Promise<{ heard: Float32Array; startSeconds: number }> {
  const words = ['-v', 'error', '-i', path, '-map', '0:a:0', '-ac', '1', '-ar', String(KNOWN_RATE_HZ)];
  const { stdout } = await run(systemFfmpeg ?? '', [...words, '-f', 'f32le', 'pipe:1'], {
    encoding: 'buffer',
    maxBuffer: 64 * 1024 * 1024,
  });
  const heard = new Float32Array(
    stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength),
  );
  const shown = ['-i', path, '-map', '0:a:0', '-af', 'ashowinfo', '-t', '0.5', '-f', 'null', '-'];
  const { stderr } = await run(systemFfmpeg ?? '', ['-hide_banner', ...shown]);
  return { heard, startSeconds: Number(/pts_time:([\d.]+)/.exec(stderr)?.[1]) };
}

/** How much later than in the known sound pieces of it lie in a file, by the file's own times: in milliseconds. */
async function displacements(path: string): Promise<number[]> {
  const { heard, startSeconds } = await decode(path);
  return [1, 3.3, 6.1].map((seconds) => {
    const at = Math.round((seconds - startSeconds) * KNOWN_RATE_HZ);
    const piece = heard.subarray(at, at + KNOWN_RATE_HZ / 2);
    const found = known.find(piece, seconds);
    expect(found.likeness, path).toBeGreaterThan(0.7);
    return (seconds - found.seconds) * 1_000;
  });
}

async function addWithCopy(here: Opened, path: string, storage: 'copied' | 'linked' = 'copied') {
  const { importId } = here.imports.beginFromPath({ path, storage });
  const asked = await whenAnswered(here, importId);
  expect(asked).toMatchObject({ phase: 'unplayable' });
  await here.imports.makePlayable(importId);
  const job = await expect
    .poll(() => here.imports.list().find(({ id }) => id === importId), { timeout: 60_000 })
    .toSatisfy((found) => found?.phase === 'done' || found?.phase === 'failed')
    .then(() => here.imports.list().find(({ id }) => id === importId));
  if (job?.phase !== 'done') throw new Error(`It was not added: ${JSON.stringify(job)}`);
  return job;
}

let made: string;
let folder: Awaited<ReturnType<typeof makeTemporaryFolder>>;
afterAll(() => folder.remove());
beforeAll(async () => {
  folder = await makeTemporaryFolder('encoded');
  made = folder.path;
  if (!systemFfmpeg) return;
  const wave = join(made, 'known.wav');
  await writeFile(wave, asWave(samples));
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=96x54:rate=10:duration=${SECONDS}`];
  const make = (name: string, ...words: string[]) => ffmpeg('-i', wave, ...words, join(made, name));
  await Promise.all([
    make('alac.m4a', '-ar', '44100', '-c:a', 'alac'),
    make('ac3.mp4', '-ar', '48000', '-ac', '6', '-c:a', 'ac3', '-b:a', '384k'),
    make('known.aiff', '-ar', '22050', '-ac', '2', '-c:a', 'pcm_s16be'),
    make('known.wma', '-ar', '44100', '-c:a', 'wmav2', '-b:a', '96k'),
  ]);
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await ffmpeg(...picture, '-i', wave, ...h264, '-ar', '48000', '-c:a', 'ac3', join(made, 'ac3.mkv'));
  const hevc = [
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-x265-params',
    'log-level=none',
    '-tag:v',
    'hvc1',
  ];
  await ffmpeg(...picture, '-i', wave, ...hevc, '-ar', '44100', '-c:a', 'aac', join(made, 'phone.mp4'));
}, 60_000);

withFfmpeg(`a recording that the player cannot decode${skipped}`, { timeout: 60_000 }, () => {
  it.each([
    ['alac.m4a', { container: 'mp4', codec: 'alac', channels: 1, sampleRateHz: 44_100 }, 1],
    ['ac3.mp4', { container: 'mp4', codec: 'ac3', channels: 6, sampleRateHz: 48_000 }, 2],
    ['known.aiff', { container: 'aif', codec: 'pcm_s16be', channels: 2, sampleRateHz: 22_050 }, 2],
    ['known.wma', { container: 'asf', codec: 'wmav2', channels: 1, sampleRateHz: 44_100 }, 1],
  ])('%s is taken in with a copy whose every sound lies where it lay', async (name, expected, channels) => {
    const here = await open(await temporaryFolder(), { ffmpeg: system });
    const path = join(made, name);
    const { sessionId, warning } = await addWithCopy(here, path);
    expect(warning).toBeUndefined();
    const { recording } = await here.library.sessions.get(sessionId);
    const { container, ...sound } = expected;
    expect(recording).toMatchObject({ container, tracks: [{ type: 'audio', playable: false, ...sound }] });
    expect(Math.abs(recording.durationMs - SECONDS * 1_000)).toBeLessThan(120);
    expect(recording.timing).toEqual(recordingTimingSchema.parse(recording.timing));
    expect(recording.timing?.playedFrom).toMatchObject({
      type: 'encoded',
      because: 'sound',
      extension: 'm4a',
    });
    expect(hasVideo(recording)).toBe(false);

    expect(await here.playback.prepare(sessionId, false)).toEqual({ state: 'exact' });
    const played = await here.playback.locatePlayed(sessionId);
    expect(played).toMatchObject({ contentType: 'audio/mp4' });
    const { probe } = await probeRecording(played?.path ?? '', 'copy.m4a');
    expect(probe.timing?.playedFrom).toMatchObject({ type: 'original', precision: 'exact' });
    expect(probe.tracks).toMatchObject([{ codec: 'flac', playable: true, channels }]);

    // What an encoder put before the sound is the same in both.
    const [before, after] = [await displacements(path), await displacements(played?.path ?? '')];
    for (const [index, at] of before.entries()) expect(Math.abs(at - (after[index] ?? 0))).toBeLessThan(3);

    const original = await here.library.locateRecording(sessionId);
    expect(await readFile(original?.path ?? '')).toEqual(await readFile(path));
    expect(await readdir(here.library.layout.incoming)).toEqual([]);
  });

  it('keeps its picture, packet by packet where that can be shown', async () => {
    const here = await open(await temporaryFolder(), { ffmpeg: system });
    const { sessionId } = await addWithCopy(here, join(made, 'ac3.mkv'), 'linked');
    const { recording } = await here.library.sessions.get(sessionId);
    expect(hasVideo(recording)).toBe(true);
    const played = await here.playback.locatePlayed(sessionId);
    expect(played).toMatchObject({ contentType: 'video/mp4' });
    const { probe } = await probeRecording(played?.path ?? '', 'copy.mp4');
    expect(probe.tracks.map(({ codec, playable }) => [codec, playable])).toEqual(
      expect.arrayContaining([
        ['avc', true],
        ['flac', true],
      ]),
    );
    const [before, after] = [
      await displacements(join(made, 'ac3.mkv')),
      await displacements(played?.path ?? ''),
    ];
    for (const [index, at] of before.entries()) expect(Math.abs(at - (after[index] ?? 0))).toBeLessThan(8);
  });

  it('is shared as parts of its copy, or all of that, which play without ffmpeg', async () => {
    const here = await open(await temporaryFolder(), { ffmpeg: system });
    const { sessionId } = await addWithCopy(here, join(made, 'ac3.mp4'));
    const session = await here.library.sessions.get(sessionId);
    const moment = { id: 'a', startMs: 3_000, endMs: 5_000 } as unknown as Moment;
    const sources = {
      locateRecording: (id: string) => here.library.locateRecording(id),
      locatePlayed: (id: string) => here.playback.locatePlayed(id),
      listOwnMoments: async () => [moment],
    };
    for (const [shared, startMs, endMs] of [
      [{ include: 'excerpts', momentIds: ['a'], paddingMs: 1_000 }, 2_000, 6_000],
      [{ include: 'copy' }, 0, session.recording.durationMs],
    ] as const) {
      const planned = await planRecording(session, { ...shared } as SharedRecording, sources);
      if (planned?.type !== 'excerpts') throw new Error('Nothing is cut');
      const [cut, ...others] = await cutExcerpts(planned, planned.stretches, await temporaryFolder());
      expect(others).toEqual([]);
      expect(cut?.excerpt).toMatchObject({ startMs, mimeType: 'audio/mp4' });
      expect(Math.abs((cut?.excerpt.endMs ?? 0) - endMs)).toBeLessThan(100);
      const { probe } = await probeRecording(cut?.path ?? '', 'part.m4a');
      expect(probe.tracks).toMatchObject([{ codec: 'flac', playable: true }]);
      // A second of it is the same second of the whole.
      const { heard, startSeconds } = await decode(cut?.path ?? '');
      const at = 3 - startMs / 1_000 + (cut?.excerpt.leadMs ?? 0) / 1_000 - startSeconds;
      const piece = heard.subarray(Math.round(at * KNOWN_RATE_HZ), Math.round((at + 0.5) * KNOWN_RATE_HZ));
      expect(Math.abs(known.find(piece, 3).seconds - 3)).toBeLessThan(0.003);
    }
  });

  it('gets its copy again when that was deleted, and says what is to be done where it cannot', async () => {
    let isAllowed = true;
    const ffmpegHere = createFfmpeg({ isAllowed: () => isAllowed });
    const folder = await temporaryFolder();
    const here = await open(folder, { ffmpeg: ffmpegHere });
    const { sessionId } = await addWithCopy(here, join(made, 'known.aiff'));
    const { cache } = here.library.layout.session(sessionId);
    await rm(cache, { recursive: true });
    isAllowed = false;
    expect(await here.playback.prepare(sessionId, false)).toEqual({ state: 'unplayable', way: 'allow' });
    await expect(here.playback.locatePlayed(sessionId)).rejects.toThrow('is still to be made');
    isAllowed = true;
    expect(await here.playback.prepare(sessionId, false)).toMatchObject({ state: 'preparing' });
    expect(await whenPrepared(here, sessionId)).toEqual({ state: 'exact' });
    expect(await readdir(cache)).toEqual(['playback-1-encoded.m4a']);

    await rm(cache, { recursive: true });
    await here.close();
    const reader = await open(folder, { ffmpeg: ffmpegHere, access: 'reading' });
    expect(await reader.playback.prepare(sessionId, false)).toEqual({ state: 'unplayable', way: 'reading' });
  });

  it('is the same for whoever receives it', async () => {
    const here = await open(await temporaryFolder(), { ffmpeg: system });
    const { sessionId } = await addWithCopy(here, join(made, 'known.wma'));
    const first = await displacements((await here.playback.locatePlayed(sessionId))?.path ?? '');
    const session = await here.library.sessions.get(sessionId);
    const { timing: _timing, ...shared } = session.recording;
    await here.library.sessions.save({ ...session, recording: shared });
    await rm(here.library.layout.session(sessionId).cache, { recursive: true });
    expect(await here.playback.prepare(sessionId, false)).toMatchObject({ state: 'preparing' });
    expect(await whenPrepared(here, sessionId)).toEqual({ state: 'exact' });
    expect(await displacements((await here.playback.locatePlayed(sessionId))?.path ?? '')).toEqual(first);
  });

  it('is refused in words where it is cut off, and leaves nothing', async () => {
    const here = await open(await temporaryFolder(), { ffmpeg: system });
    const whole = await readFile(join(made, 'known.aiff'));
    const path = join(await temporaryFolder(), 'cut.aiff');
    await writeFile(path, whole.subarray(0, whole.byteLength / 2));
    await expect(addWithCopy(here, path)).rejects.toThrow('“cut.aiff” is cut off or damaged');
    expect(await readdir(here.library.layout.incoming)).toEqual([]);
  });
});

withFfmpeg(`a picture that the player cannot decode${skipped}`, { timeout: 60_000 }, () => {
  async function addPhone(here: Opened) {
    const { importId } = here.imports.beginFromPath({ path: join(made, 'phone.mp4'), storage: 'copied' });
    const job = await whenAnswered(here, importId);
    if (job.phase !== 'done') throw new Error(JSON.stringify(job));
    return job.sessionId;
  }

  it('is made visible where the user asks for it, and every sound stays where it was', async () => {
    const here = await open(await temporaryFolder(), { ffmpeg: system });
    const sessionId = await addPhone(here);
    const before = await here.playback.locatePlayed(sessionId);
    const { recording } = await here.library.sessions.get(sessionId);
    expect(hasVideo(recording)).toBe(false);
    await here.playback.showPicture(sessionId);
    // It goes on playing meanwhile.
    expect(await here.playback.prepare(sessionId, false)).toEqual({ state: 'exact' });
    expect(await here.playback.locatePlayed(sessionId)).toEqual(before);
    await expect
      .poll(async () => hasVideo((await here.library.sessions.get(sessionId)).recording), { timeout: 30_000 })
      .toBe(true);
    const { recording: visible } = await here.library.sessions.get(sessionId);
    expect(visible).toMatchObject({ durationMs: recording.durationMs, sha256: recording.sha256 });
    const played = await here.playback.locatePlayed(sessionId);
    expect(played).toMatchObject({ contentType: 'video/mp4' });
    const { probe } = await probeRecording(played?.path ?? '', 'copy.mp4');
    expect(probe.tracks.find(({ type }) => type === 'video')).toMatchObject({ codec: 'avc', playable: true });
    expect(Math.abs(probe.durationMs - recording.durationMs)).toBeLessThan(150);
    const [one, other] = [await displacements(before?.path ?? ''), await displacements(played?.path ?? '')];
    for (const [index, at] of one.entries()) expect(Math.abs(at - (other[index] ?? 0))).toBeLessThan(3);
    await expect(here.playback.showPicture(sessionId)).rejects.toThrow('shown already');

    // Without its copy it is heard as before, and asks nothing.
    await rm(here.library.layout.session(sessionId).cache, { recursive: true });
    expect(await here.playback.prepare(sessionId, false)).toEqual({ state: 'exact' });
    expect((await here.library.sessions.get(sessionId)).recording.timing).toEqual(recording.timing);
  });

  it('is left as it is where the making is stopped, or no ffmpeg can make it', async () => {
    const here = await open(await temporaryFolder(), { ffmpeg: system });
    const sessionId = await addPhone(here);
    await here.playback.showPicture(sessionId);
    here.playback.stop(sessionId);
    await expect
      .poll(() => here.imports.list().find((job) => job.phase === 'cancelled' || job.phase === 'prepared'))
      .toMatchObject({ phase: 'cancelled' });
    expect(hasVideo((await here.library.sessions.get(sessionId)).recording)).toBe(false);
    expect(await readdir(here.library.layout.incoming)).toEqual([]);
    await here.close();

    const program = await fakeFfmpeg(await temporaryFolder(), 'exit 1');
    const poor = createFfmpeg({ isAllowed: () => true, places: () => [program] });
    const there = await open(await temporaryFolder(), { ffmpeg: poor });
    await expect(there.playback.showPicture(await addPhone(there))).rejects.toThrow('built without x264');
  });
});

describe('where there is no such ffmpeg', { timeout: 60_000 }, () => {
  const aiff = join(fixtures, 'speech.aiff');

  it('the refusal says that one can be installed', async () => {
    const here = await open(await temporaryFolder());
    const { importId } = here.imports.beginFromPath({ path: aiff, storage: 'copied' });
    expect(await whenAnswered(here, importId)).toMatchObject({
      phase: 'failed',
      message:
        '“speech.aiff” is AIFF audio, which cannot be played here. Export it as M4A (AAC), MP3 or WAV and add that file. Or install ffmpeg, a free program, and allow it in the settings: Concordance can then make a copy that plays.',
    });
  });

  it('the offer waits until the user allows it, and runs nothing before', async () => {
    const folder = await temporaryFolder();
    const program = await fakeFfmpeg(folder, `touch "${join(folder, 'was-run')}"\nexit 1`);
    let isAllowed = false;
    const resting = createFfmpeg({ isAllowed: () => isAllowed, places: () => [program] });
    const here = await open(await temporaryFolder(), { ffmpeg: resting });
    const { importId } = here.imports.beginFromPath({ path: aiff, storage: 'copied' });
    expect(await whenAnswered(here, importId)).toMatchObject({
      phase: 'unplayable',
      message: '“speech.aiff” is AIFF audio, which cannot be played here.',
    });
    await expect(here.imports.makePlayable(importId)).rejects.toThrow('allow it in the settings');
    await expect(stat(join(folder, 'was-run'))).rejects.toThrow();
    // Nothing of the recording is lost by asking too early.
    isAllowed = true;
    await here.imports.makePlayable(importId);
    expect(await whenAnswered(here, importId)).toMatchObject({
      phase: 'failed',
      message: expect.stringContaining('ffmpeg cannot read it, or not to its end'),
    });
    await expect(here.imports.makePlayable(importId)).rejects.toThrow('asks nothing any more');
    expect(await readdir(here.library.layout.incoming)).toEqual([]);
  });
});

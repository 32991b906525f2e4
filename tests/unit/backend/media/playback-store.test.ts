import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodePeaks, SliceState } from '#shared/formats/peaks-file';
import type { Recording } from '#shared/model/recording';
import { cutExcerpts } from '../../../../electron/backend/media/copying/excerpt-cutter';
import { probeRecording } from '../../../../electron/backend/media/examining/probe';
import { add, librariesThatPlay, type Opened, whenPrepared } from './library-that-plays';
import { makeRecording } from './made-recordings';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const fixtures = resolve(import.meta.dirname, '../../../fixtures/media');
const open = librariesThatPlay();

const mp3 = join(fixtures, 'beeps.mp3');

describe('a recording in which times are not found exactly', () => {
  it.each(['copied', 'linked'] as const)('is taken in with a copy to play (%s)', async (storage) => {
    const here = await open(await temporaryFolder());
    const sessionId = await add(here, mp3, storage);
    const { recording } = await here.library.sessions.get(sessionId);
    expect(recording.timing?.playedFrom).toMatchObject({ type: 'copy', extension: 'm4a' });
    expect(await here.playback.prepare(sessionId, false)).toEqual({ state: 'exact' });
    const played = await here.playback.locatePlayed(sessionId);
    expect(played).toMatchObject({ contentType: 'audio/mp4' });
    expect(await readdir(here.library.layout.session(sessionId).cache)).toEqual([
      expect.stringMatching(/^peaks-[0-9a-f]{16}\.bin$/),
      'playback-1.m4a',
    ]);
    // What is shared is the original.
    const original = await here.library.locateRecording(sessionId);
    expect(await readFile(original?.path ?? '')).toEqual(await readFile(mp3));
    expect(await readdir(here.library.layout.incoming)).toEqual([]);
    const done = here.events.flatMap((event) =>
      event.type === 'import' && event.job.phase === 'preparing' ? [event.job.done] : [],
    );
    expect(done).toEqual([0, 1]);
  });

  it('gets its copy again when that was deleted, and is not played before', async () => {
    const here = await open(await temporaryFolder());
    const sessionId = await add(here, mp3);
    const first = await readFile((await here.playback.locatePlayed(sessionId))?.path ?? '');
    await rm(here.library.layout.session(sessionId).cache, { recursive: true });
    await expect(here.playback.locatePlayed(sessionId)).rejects.toThrow('still to be prepared');
    const [one, other] = await Promise.all([
      here.playback.prepare(sessionId, false),
      here.playback.prepare(sessionId, false),
    ]);
    expect(one).toMatchObject({ state: 'preparing' });
    expect(other).toEqual(one);
    expect(await whenPrepared(here, sessionId)).toEqual({ state: 'exact' });
    const again = await readFile((await here.playback.locatePlayed(sessionId))?.path ?? '');
    // But for the time at which it was made, which an MP4 states.
    expect(again.byteLength).toBe(first.byteLength);
    const job = here.imports.list().find(({ phase }) => phase === 'prepared');
    expect(job).toMatchObject({ sessionId, fileName: 'beeps.mp3' });
  });

  it('plays near positions where the making was stopped, until it is asked for again', async () => {
    const here = await open(await temporaryFolder());
    const sessionId = await add(here, mp3);
    const { cache } = here.library.layout.session(sessionId);
    await rm(cache, { recursive: true });
    const begun = await here.playback.prepare(sessionId, false);
    if (begun.state !== 'preparing') throw new Error('It was not begun');
    await here.imports.cancel(begun.importId);
    expect(existsSync(cache)).toBe(false);
    expect(await readdir(here.library.layout.incoming)).toEqual([]);
    const stopped = { state: 'approximate', reasons: ['stopped'], canPrepare: true };
    expect(await here.playback.prepare(sessionId, false)).toEqual(stopped);
    const { recording } = await here.library.sessions.get(sessionId);
    const layout = here.library.layout.session(sessionId);
    const peaks = layout.peaks(recording, 'played');
    await mkdir(cache);
    await writeFile(layout.peaks(recording, 'original'), 'of the original');
    expect(await here.playback.prepare(sessionId, true)).toMatchObject({ state: 'preparing' });
    expect(await whenPrepared(here, sessionId)).toEqual({ state: 'exact' });
    // What lies beside the copy is of its own time line, at whatever moment the program may end.
    expect(decodePeaks(await readFile(peaks))?.slices.every((state) => state === SliceState.sketched)).toBe(
      true,
    );
  });

  it('leaves nothing half done where the program ends in the making', async () => {
    const folder = await temporaryFolder();
    const here = await open(folder);
    const sessionId = await add(here, mp3);
    await rm(here.library.layout.session(sessionId).cache, { recursive: true });
    // What a program that was killed leaves.
    const left = join(here.library.layout.incoming, 'left');
    await here.close();
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'playback'), 'half');
    const again = await open(folder);
    expect(await readdir(again.library.layout.incoming)).toEqual([]);
    expect(await again.playback.prepare(sessionId, false)).toMatchObject({ state: 'preparing' });
    expect(await whenPrepared(again, sessionId)).toEqual({ state: 'exact' });
  });

  it('is examined where that was not done, as in a document of before, and its old peaks are none any more', async () => {
    const here = await open(await temporaryFolder());
    const sessionId = await add(here, mp3);
    const layout = here.library.layout.session(sessionId);
    const session = await here.library.sessions.get(sessionId);
    const { timing, ...before } = session.recording;
    await here.library.sessions.save({ ...session, recording: before as Recording });
    const old = layout.peaks(before as Recording, 'played');
    await writeFile(old, 'of another time line');
    expect(await here.playback.prepare(sessionId, false)).toEqual({ state: 'exact' });
    expect((await here.library.sessions.get(sessionId)).recording.timing).toEqual(timing);
    expect(layout.peaks((await here.library.sessions.get(sessionId)).recording, 'played')).not.toBe(old);
  });

  it('plays near positions while the library is only read and there is no copy', async () => {
    const folder = await temporaryFolder();
    const here = await open(folder);
    const sessionId = await add(here, mp3);
    await here.close();
    const reader = await open(folder, { access: 'reading' });
    expect(await reader.playback.prepare(sessionId, false)).toEqual({ state: 'exact' });
    await rm(here.library.layout.session(sessionId).cache, { recursive: true });
    expect(await reader.playback.prepare(sessionId, false)).toEqual({
      state: 'approximate',
      reasons: ['reading'],
      canPrepare: false,
    });
  });

  it('gets no copy any more once it is deleted', async () => {
    const here = await open(await temporaryFolder());
    await here.library.profile.save({ name: 'Ana Lindt', role: 'trainee', credential: '' });
    const sessionId = await add(here, mp3);
    const { cache } = here.library.layout.session(sessionId);
    await rm(cache, { recursive: true });
    await here.playback.prepare(sessionId, false);
    await here.library.deleteRecording(sessionId, 'chosen');
    await expect.poll(() => here.imports.list().every(({ phase }) => phase !== 'preparing')).toBe(true);
    expect(existsSync(cache)).toBe(false);
    expect(await here.playback.locatePlayed(sessionId)).toBeUndefined();
  });

  it('says so when its original changed', async () => {
    const folder = await temporaryFolder();
    const original = join(folder, 'original.mp3');
    await copyFile(mp3, original);
    const here = await open(join(folder, 'library'));
    const sessionId = await add(here, original, 'linked');
    await rm(original);
    await expect(here.playback.prepare(sessionId, false)).rejects.toThrow('is not at its place any more');
  });
});

describe('a recording in which each time is found', () => {
  it('is played as it is', async () => {
    const here = await open(await temporaryFolder());
    const sessionId = await add(here, join(fixtures, 'beeps.m4a'));
    expect(await here.playback.prepare(sessionId, false)).toEqual({ state: 'exact' });
    const { path } = (await here.library.locateRecording(sessionId)) ?? {};
    expect(await here.playback.locatePlayed(sessionId)).toMatchObject({ path, contentType: 'audio/mp4' });
    expect(here.imports.list()).toHaveLength(1);
  });
});

describe('a recording with two sounds', () => {
  /** The second is heard for five seconds only. */
  async function addTwoSounds(here: Opened) {
    const source = join(fixtures, 'beeps.m4a');
    const path = await makeRecording(source, join(await temporaryFolder(), 'meeting.m4a'), {
      container: 'mp4',
      tracks: 2,
      timeOf: ({ timestamp }, track) => (track === 1 && timestamp > 5 ? undefined : Math.max(0, timestamp)),
    });
    return add(here, path);
  }

  it('is heard by the second once that is chosen, everywhere, and by the first again', async () => {
    const here = await open(await temporaryFolder());
    const sessionId = await addTwoSounds(here);
    const original = await here.playback.locatePlayed(sessionId);
    const { recording: before } = await here.library.sessions.get(sessionId);

    await here.playback.chooseSound(sessionId, 1);
    const { recording } = await here.library.sessions.get(sessionId);
    expect(recording).toMatchObject({ soundTrack: 1, durationMs: before.durationMs });
    expect(recording.timing?.playedFrom).toMatchObject({
      ...{ type: 'copy', soundTrack: 1, reasons: ['other-sound'] },
    });
    expect(await whenPrepared(here, sessionId)).toEqual({ state: 'exact' });
    const played = await here.playback.locatePlayed(sessionId);
    expect(played?.path).toMatch(/playback-1-sound-2\.m4a$/);
    expect(played?.version).not.toBe(original?.version);
    const { probe } = await probeRecording(played?.path ?? '', 'copy');
    expect(probe.tracks).toHaveLength(1);
    expect(Math.abs(probe.durationMs - 5_000)).toBeLessThan(100);

    // What was drawn of the one is not taken for the other, and an excerpt is of the one that is heard.
    const layout = here.library.layout.session(sessionId);
    expect(layout.peaks(recording, 'played')).not.toBe(layout.peaks(before, 'played'));
    const located = await here.library.locateRecording(sessionId);
    const [cut] = await cutExcerpts(
      { path: located?.path ?? '', recording },
      [{ startMs: 4_000, endMs: 7_000 }],
      await temporaryFolder(),
    );
    expect(Math.abs((cut?.excerpt.endMs ?? 0) - 5_000)).toBeLessThan(100);

    await here.playback.chooseSound(sessionId, 0);
    expect(await here.playback.prepare(sessionId, false)).toEqual({ state: 'exact' });
    expect(await here.playback.locatePlayed(sessionId)).toEqual(original);
  });

  it('has no third, and says so without changing anything', async () => {
    const here = await open(await temporaryFolder());
    const sessionId = await addTwoSounds(here);
    const before = await here.library.sessions.get(sessionId);
    await expect(here.playback.chooseSound(sessionId, 2)).rejects.toThrow('“meeting.m4a” has no sound 3.');
    expect(await here.library.sessions.get(sessionId)).toEqual(before);
  });
});

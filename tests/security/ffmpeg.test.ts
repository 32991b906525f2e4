import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { preferencesSchema } from '#shared/model/profile';
import { encode } from '../../electron/backend/media/ffmpeg/encode';
import { inputOf, QUIET } from '../../electron/backend/media/ffmpeg/ffmpeg-arguments';
import { describeStreams } from '../../electron/backend/media/ffmpeg/file-streams';
import { FfmpegError, readFromFfmpeg } from '../../electron/backend/media/ffmpeg/run-ffmpeg';
import { ffmpeg, NO_FFMPEG, systemFfmpeg } from '../helpers/system-ffmpeg';
import { makeTemporaryFolder } from '../helpers/temporary-folder';

const program = systemFfmpeg ?? '';
const asSound = ['-map', '0:a:0', '-f', 's16le', 'pipe:1'];

/** The first sound of a file, to be encoded. */
function soundOf(path: string) {
  return { sound: { path, track: 0, stream: undefined }, keepsTimes: false };
}

let made: Awaited<ReturnType<typeof makeTemporaryFolder>>;
/** Holds the recording of another, which no file that was sent may lead to. */
let folder: string;
beforeAll(async () => {
  made = await makeTemporaryFolder('ffmpeg');
  folder = made.path;
  if (!systemFfmpeg) return;
  await ffmpeg('-f', 'lavfi', '-i', 'sine=frequency=440:duration=1', join(folder, 'secret.wav'));
  await ffmpeg('-i', join(folder, 'secret.wav'), '-c:a', 'aac', join(folder, 'secret.ts'));
});
afterAll(() => made?.remove());

describe.skipIf(!systemFfmpeg)(`what ffmpeg is given to read${systemFfmpeg ? '' : `, ${NO_FFMPEG}`}`, () => {
  it.each([
    ['a play list', '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nsecret.ts\n#EXT-X-ENDLIST\n'],
    ['a play list of a file elsewhere', '#EXTM3U\n#EXTINF:2,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'],
    ['a play list of an address', '#EXTM3U\n#EXTINF:2,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n'],
    ['a script that joins files', 'ffconcat version 1.0\nfile secret.wav\n'],
    ['a script that joins a file elsewhere', "ffconcat version 1.0\nfile '/etc/passwd'\n"],
    [
      'a presentation in parts',
      '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" profiles="x"><Period><AdaptationSet mimeType="audio/mp4"><Representation id="1"><BaseURL>secret.wav</BaseURL></Representation></AdaptationSet></Period></MPD>',
    ],
    ['an address of a stream', 'v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n'],
    ['a text', 'root:x:0:0:root:/root:/bin/sh\n'],
  ])('is no %s, whatever the name says', async (_what, content) => {
    for (const name of ['talk.mp4', 'talk.m3u8']) {
      const path = join(folder, name);
      await writeFile(path, content);
      const read = readFromFfmpeg(program, [...QUIET, ...inputOf(path), ...asSound], 20_000);
      await expect(read, name).rejects.toThrow(FfmpegError);
    }
  });

  it.each([
    ['a play list', '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nsecret.ts\n#EXT-X-ENDLIST\n'],
    ['a script that joins files', 'ffconcat version 1.0\nfile secret.wav\n'],
  ])('nor when a copy is made of it: %s', async (_what, content) => {
    const path = join(folder, 'talk.aiff');
    await writeFile(path, content);
    await expect(describeStreams(program, path)).rejects.toThrow(FfmpegError);
    const target = join(folder, 'copy-of-a-list.m4a');
    const encoding = encode(program, soundOf(path), target, { limitMs: 20_000 });
    await expect(encoding).rejects.toThrow(FfmpegError);
    expect(await readdir(folder)).not.toContain('copy-of-a-list.m4a');
  });

  it.each(['-y', 'pipe:0', 'concat:secret.wav|secret.wav', '%03d.wav', '“it’s” & $(touch x) `y`.wav'])(
    'a copy of it is made of the file of that name, and in the one file that was asked for: %s',
    async (name) => {
      const sent = join(folder, 'encoded');
      await mkdir(sent, { recursive: true });
      const path = join(sent, name);
      await copyFile(join(folder, 'secret.wav'), path);
      const target = join(sent, 'copy');
      const before = await readdir(folder);
      await encode(program, soundOf(path), target, { limitMs: 20_000 });
      expect((await readFile(target)).subarray(4, 8).toString('latin1')).toBe('ftyp');
      expect([await readdir(folder), (await readdir(sent)).sort()]).toEqual([before, [name, 'copy'].sort()]);
      // What is there already is never written over.
      await expect(encode(program, soundOf(path), target, { limitMs: 20_000 })).rejects.toThrow(FfmpegError);
      await rm(sent, { recursive: true });
    },
  );

  it('would be led to other files without that', async () => {
    const path = join(folder, 'talk.mp4');
    await writeFile(path, 'ffconcat version 1.0\nfile secret.wav\n');
    const read = await readFromFfmpeg(program, [...QUIET, '-i', path, ...asSound], 20_000);
    expect(read.length).toBeGreaterThan(10_000);
  });

  it.each([
    '-y',
    '-i.wav',
    '%03d.wav',
    'concat:secret.wav|secret.wav',
    'http:host.wav',
    'pipe:0',
    'a,b;c[0].wav',
    '“it’s” & $(touch x) `y`.wav',
    'subfile,,start,0,end,9,,:talk.wav',
    '*?.wav',
  ])('is the file of that name, and no option, address or pattern: %s', async (name) => {
    const sent = join(folder, 'sent');
    await mkdir(sent, { recursive: true });
    const path = join(sent, name);
    await copyFile(join(folder, 'secret.wav'), path);
    const read = await readFromFfmpeg(program, [...QUIET, ...inputOf(path), ...asSound], 20_000);
    expect(read.length).toBeGreaterThan(10_000);
  });

  it('and of this program’s environment, nothing that makes it write or load', async () => {
    vi.stubEnv('FFREPORT', `file=${join(folder, 'report.log')}`);
    try {
      await readFromFfmpeg(program, [...QUIET, ...inputOf(join(folder, 'secret.wav')), ...asSound], 20_000);
    } finally {
      vi.unstubAllEnvs();
    }
    expect(await readdir(folder)).not.toContain('report.log');
  });
});

it('a page can allow an ffmpeg, and cannot say which, nor with what words', () => {
  const sent = { usesFfmpeg: true, ffmpegPath: '/tmp/evil', ffmpeg: 'sh -c evil' };
  const preferences = preferencesSchema.parse(sent);
  expect(Object.entries(preferences).filter(([, value]) => typeof value === 'string')).toEqual([
    ['colourScheme', 'auto'],
  ]);
});

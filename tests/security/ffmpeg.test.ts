import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { preferencesSchema } from '#shared/model/profile';
import { inputOf, QUIET } from '../../electron/backend/media/ffmpeg/ffmpeg-arguments';
import { FfmpegError, readFromFfmpeg } from '../../electron/backend/media/ffmpeg/run-ffmpeg';
import { ffmpeg, NO_FFMPEG, systemFfmpeg } from '../helpers/system-ffmpeg';
import { makeTemporaryFolder } from '../helpers/temporary-folder';

const program = systemFfmpeg ?? '';
const asSound = ['-map', '0:a:0', '-f', 's16le', 'pipe:1'];

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

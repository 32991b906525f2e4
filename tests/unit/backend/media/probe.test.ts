import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probeSchema } from '#shared/model/recording';
import { probeRecording } from '../../../../electron/backend/media/examining/probe';
import { UserError } from '../../../../electron/backend/user-error';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const fixtures = resolve(import.meta.dirname, '../../../fixtures/media');
const CONVERT = 'Export it as M4A (AAC), MP3 or WAV and add that file.';

function probeFixture(name: string) {
  return probeRecording(join(fixtures, name), name);
}

async function probeBytes(bytes: Uint8Array | string, name = 'file') {
  const path = join(await temporaryFolder(), 'file');
  await writeFile(path, bytes);
  return probeRecording(path, name);
}

async function refusalOf(probing: Promise<unknown>): Promise<string> {
  const error = await probing.then(
    () => new Error('was accepted'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw error;
  return error.message;
}

/** The bytes with every occurrence of a four-letter code replaced. */
function withCode(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

describe('the probe of a recording that plays', () => {
  const sound = (codec: string, sampleRateHz: number) => ({
    type: 'audio',
    codec,
    playable: true,
    channels: 1,
    sampleRateHz,
  });
  const picture = (codec: string) => ({ type: 'video', codec, playable: true, widthPx: 160, heightPx: 90 });

  // The durations are those that Chromium's player states for these files.
  it.each([
    ['speech.wav', 'wav', 'audio/wav', 2000, [sound('pcm-s16', 11_025)]],
    ['speech.mp3', 'mp3', 'audio/mpeg', 2000, [sound('mp3', 16_000)]],
    ['speech.m4a', 'mp4', 'audio/mp4', 2000, [sound('aac', 16_000)]],
    ['speech.opus', 'ogg', 'audio/ogg', 2000, [sound('opus', 48_000)]],
    ['speech-vorbis.ogg', 'ogg', 'audio/ogg', 2000, [sound('vorbis', 16_000)]],
    ['speech.flac', 'flac', 'audio/flac', 2000, [sound('flac', 16_000)]],
    ['speech.webm', 'webm', 'audio/webm', 2008, [sound('opus', 48_000)]],
    ['talk.mp4', 'mp4', 'video/mp4', 2000, [picture('avc'), sound('aac', 16_000)]],
    ['talk.webm', 'webm', 'video/webm', 2008, [picture('vp8'), sound('opus', 48_000)]],
    ['wav-named.mp3', 'wav', 'audio/wav', 2000, [sound('pcm-s16', 11_025)]],
  ])('%s', async (name, container, mimeType, durationMs, tracks) => {
    const { probe, warning } = await probeFixture(name);
    const { timing, ...rest } = probe;
    expect(rest).toEqual({ container, mimeType, durationMs, tracks });
    expect(timing?.playedFrom.type).toBe(
      /^(mp3)$/.test(container) || name.endsWith('.ogg') ? 'copy' : 'original',
    );
    expect(probeSchema.parse(probe)).toEqual(probe);
    expect(warning).toBeUndefined();
  });

  it('says what of it will not play', async () => {
    const bytes = withCode(await readFile(join(fixtures, 'talk.mp4')), 'avc1', 'mp4v');
    const { probe, warning } = await probeBytes(bytes, 'talk.mp4');
    expect(probe.tracks.map(({ type, codec, playable }) => ({ type, codec, playable }))).toEqual([
      { type: 'video', codec: 'unknown', playable: false },
      { type: 'audio', codec: 'aac', playable: true },
    ]);
    expect(warning).toBe(
      'The picture of “talk.mp4” is MPEG-4 Visual and cannot be shown; only the sound will play. For the picture, export it as MP4 (H.264).',
    );
  });

  it('names HEVC as the picture that cannot be shown', async () => {
    const source = await readFile(join(fixtures, 'talk.mp4'));
    const bytes = withCode(withCode(source, 'avc1', 'hvc1'), 'avcC', 'hvcX');
    const { probe, warning } = await probeBytes(bytes, 'phone.mp4');
    expect(probe.tracks[0]).toMatchObject({ type: 'video', codec: 'hevc', playable: false });
    expect(warning).toContain('The picture of “phone.mp4” is HEVC (H.265)');
  });

  it('follows a link', async () => {
    const path = join(await temporaryFolder(), 'link.wav');
    await symlink(join(fixtures, 'speech.wav'), path);
    expect((await probeRecording(path, 'link.wav')).probe.durationMs).toBe(2000);
  });

  it('reads a WAV whose size its recorder left open', async () => {
    const bytes = await readFile(join(fixtures, 'speech.wav'));
    bytes.writeUInt32LE(0xffffffff, 4);
    bytes.writeUInt32LE(0xffffffff, bytes.indexOf('data') + 4);
    expect((await probeBytes(bytes)).probe.durationMs).toBe(2000);
  });
});

describe('the probe refuses', () => {
  it.each([
    ['alac.m4a', `The sound of “alac.m4a” is Apple Lossless (ALAC), which cannot be played here. ${CONVERT}`],
    ['ac3.mp4', `The sound of “ac3.mp4” is Dolby Digital (AC-3), which cannot be played here. ${CONVERT}`],
    ['speech.aiff', `“speech.aiff” is AIFF audio, which cannot be played here. ${CONVERT}`],
    ['speech.wma', `“speech.wma” is Windows Media (WMA or WMV), which cannot be played here. ${CONVERT}`],
    [
      'silent-video.mp4',
      '“silent-video.mp4” has a picture but no sound, and there is nothing to listen to. Choose the recording with the sound.',
    ],
    [
      'empty.mp3',
      '“empty.mp3” is empty (0 bytes). Copy it again from where it was recorded, then add the copy.',
    ],
    [
      'text-renamed.mp3',
      '“text-renamed.mp3” is not an audio or video recording: it looks like a text. Choose the recording itself, for instance an M4A, MP3, WAV or MP4 file.',
    ],
    [
      'picture-renamed.mp4',
      '“picture-renamed.mp4” is not an audio or video recording: it looks like a picture (PNG). Choose the recording itself, for instance an M4A, MP3, WAV or MP4 file.',
    ],
  ])('%s', async (name, message) => {
    expect(await refusalOf(probeFixture(name))).toBe(message);
  });

  it('E-AC-3 by its name', async () => {
    const bytes = withCode(
      withCode(await readFile(join(fixtures, 'ac3.mp4')), 'ac-3', 'ec-3'),
      'dac3',
      'dec3',
    );
    expect(await refusalOf(probeBytes(bytes, 'tv.mp4'))).toContain(
      'is Dolby Digital Plus (E-AC-3), which cannot',
    );
  });

  it('a WAV with a compressed codec', async () => {
    const bytes = await readFile(join(fixtures, 'speech.wav'));
    bytes.writeUInt16LE(2, 20);
    expect(await refusalOf(probeBytes(bytes, 'phone.wav'))).toBe(
      `The sound of “phone.wav” is a compressed kind of WAV, which cannot be played here. ${CONVERT}`,
    );
  });

  it.each(['truncated.mp4', 'truncated.m4a'])('%s', async (name) => {
    expect(await refusalOf(probeFixture(name))).toContain(`“${name}” is cut off: its end is missing`);
  });

  it.each([
    'speech.wav',
    'speech.mp3',
    'speech.m4a',
    'speech.opus',
    'speech-vorbis.ogg',
    'speech.flac',
    'speech.webm',
    'talk.mp4',
    'talk.webm',
  ])('%s without its last third', async (name) => {
    const bytes = await readFile(join(fixtures, name));
    const cut = bytes.subarray(0, Math.floor((bytes.byteLength * 2) / 3));
    expect(await refusalOf(probeBytes(cut, name))).toContain('is cut off: its end is missing');
  });

  it('a folder', async () => {
    const path = join(await temporaryFolder(), 'folder.mp3');
    await mkdir(path);
    expect(await refusalOf(probeRecording(path, 'folder.mp3'))).toContain('“folder.mp3” is a folder.');
  });

  it('a broken link and a missing file', async () => {
    const folder = await temporaryFolder();
    await symlink(join(folder, 'gone.mp3'), join(folder, 'link.mp3'));
    for (const name of ['link.mp3', 'none.mp3']) {
      expect(await refusalOf(probeRecording(join(folder, name), name))).toContain(`“${name}” is not there.`);
    }
  });

  it('a play list, without reading what it names', async () => {
    const list =
      '#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:1/segment.ts\n#EXT-X-ENDLIST\n';
    expect(await refusalOf(probeBytes(list, 'list.m3u8'))).toContain('it looks like a text');
  });

  it('bytes of no kind, and a PDF', async () => {
    const noise = Uint8Array.from({ length: 5_000 }, (_, index) => (index * index * 31) % 251);
    expect(await refusalOf(probeBytes(noise, 'noise'))).toContain('of no known kind');
    expect(await refusalOf(probeBytes('%PDF-1.4\n', 'a.mp3'))).toContain('it looks like a PDF document');
  });
});

describe('the probe of a file with wrong bytes', () => {
  // Found by chance: each sends the parser into a loop without end.
  it.each<[string, [position: number, value: number][]]>([
    [
      'talk.mp4',
      [
        [306, 0x7b],
        [704, 0xdd],
        [2678, 0xbb],
      ],
    ],
    [
      'speech.flac',
      [
        [42, 0xcb],
        [1835, 0x9d],
        [2594, 0x08],
      ],
    ],
  ])('ends a parser that does not come to an end: %s', async (name, changes) => {
    const bytes = await readFile(join(fixtures, name));
    for (const [position, value] of changes) bytes[position] = value;
    const path = join(await temporaryFolder(), 'file');
    await writeFile(path, bytes);
    expect(await refusalOf(probeRecording(path, name, { stallMs: 300 }))).toContain(`“${name}” is damaged`);
  });

  it('can be stopped', async () => {
    const stopping = new AbortController();
    const probing = probeRecording(join(fixtures, 'speech.mp3'), 'x', { signal: stopping.signal });
    stopping.abort(new Error('stopped'));
    await expect(probing).rejects.toThrow('stopped');
  });

  it.each(['talk.mp4', 'speech.mp3', 'speech.flac', 'speech.opus', 'speech.webm', 'speech.wav'])(
    '%s is read or refused, never a defect',
    async (name) => {
      const source = await readFile(join(fixtures, name));
      const path = join(await temporaryFolder(), 'file');
      const flips = fc.array(
        fc.tuple(fc.nat(Math.min(source.byteLength - 1, 3_000)), fc.integer({ min: 1, max: 255 })),
        {
          minLength: 1,
          maxLength: 8,
        },
      );
      await fc.assert(
        fc.asyncProperty(flips, async (changes) => {
          const bytes = Buffer.from(source);
          for (const [position, mask] of changes) bytes[position] = (bytes[position] ?? 0) ^ mask;
          await writeFile(path, bytes);
          try {
            expect(
              probeSchema.safeParse((await probeRecording(path, name, { stallMs: 500 })).probe).success,
            ).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
          }
        }),
        { numRuns: process.env.SLOW ? 200 : 3 },
      );
    },
  );
});

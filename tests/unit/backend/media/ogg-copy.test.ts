import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { chooseCopiedTracks } from '../../../../electron/backend/media/copying/copy-container';
import { copyOgg } from '../../../../electron/backend/media/copying/ogg-copy';
import { copyAllPackets } from '../../../../electron/backend/media/copying/packet-copy';
import { withMediaInput } from '../../../../electron/backend/media/examining/media-input';
import { ffmpeg, NO_FFMPEG, systemFfmpeg } from '../../../helpers/system-ffmpeg';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const fixture = (name: string) => resolve(import.meta.dirname, '../../../fixtures/media', name);

/** All that a player is told of a file's sound. */
async function contentOf(path: string) {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(await readFile(path)) });
  const track = await input.getPrimaryAudioTrack();
  const { description, ...config } = (await track?.getDecoderConfig()) ?? {};
  const packets: { timestamp: number; duration: number; sha256: string }[] = [];
  if (!track) throw new Error('There is no sound');
  for await (const { timestamp, duration, data } of new EncodedPacketSink(track).packets()) {
    packets.push({ timestamp, duration, sha256: createHash('sha256').update(data).digest('hex') });
  }
  return { config, description: Buffer.from(description as Uint8Array).toString('hex'), packets };
}

/** Copies a file from its pages, and packet by packet. */
async function bothCopies(path: string, origin: { originSeconds: number; primingSeconds: number }) {
  const folder = await temporaryFolder();
  const [byPages, byPackets] = [join(folder, 'by-pages.webm'), join(folder, 'by-packets.webm')];
  const file = { path, sizeBytes: (await stat(path)).size, readCount: new Int32Array(1) };
  const done: number[] = [];
  await withMediaInput(file, async (input) => {
    const tracks = await chooseCopiedTracks(input, undefined);
    if (!tracks) throw new Error('There is nothing to copy');
    await copyAllPackets(tracks, origin, byPackets);
    const onProgress = (part: number) => done.push(part);
    const sizeBytes = await copyOgg({
      ...{ file, targetPath: byPages, sound: tracks.audio.id, onProgress },
      ...origin,
    });
    expect(sizeBytes).toBe((await stat(byPages)).size);
  });
  expect(done.at(-1)).toBe(1);
  return { byPages: await contentOf(byPages), byPackets: await contentOf(byPackets) };
}

/** But for the length of the packet at the end of each cluster, which none of them states. */
function expectSameContent({ byPages, byPackets }: Awaited<ReturnType<typeof bothCopies>>): void {
  const withoutLengths = (content: typeof byPages) => ({
    ...content,
    packets: content.packets.map(({ timestamp, sha256 }) => ({ timestamp, sha256 })),
  });
  expect(byPages.packets.length).toBeGreaterThan(20);
  expect(withoutLengths(byPages)).toEqual(withoutLengths(byPackets));
}

describe('a copy of Vorbis from its pages is the same as one packet by packet', () => {
  const PLACES = [
    { originSeconds: 0, primingSeconds: -0.064 },
    { originSeconds: 0, primingSeconds: 0 },
    { originSeconds: 1.5, primingSeconds: -0.0464 },
  ];
  it.each(['beeps.ogg', 'speech-vorbis.ogg'])('of %s', async (name) => {
    for (const origin of PLACES) expectSameContent(await bothCopies(fixture(name), origin));
  });

  const NOISE = ['-f', 'lavfi', '-i', 'anoisesrc=duration=6:sample_rate=48000:seed=7'];
  const MADE: Record<string, string[]> = {
    'of 5.1': ['-ac', '6', '-q:a', '5'],
    'of 8 kHz': ['-ar', '8000', '-q:a', '0'],
    'whose packets go over several pages': ['-ac', '2', '-q:a', '10', '-page_duration', '5000000'],
    'with small pages': ['-q:a', '4', '-page_duration', '100000'],
  };
  it.skipIf(!systemFfmpeg).each(Object.entries(MADE))(
    `%s${systemFfmpeg ? '' : ` (${NO_FFMPEG})`}`,
    async (_what, words) => {
      const path = join(await temporaryFolder(), 'made.ogg');
      await ffmpeg(...NOISE, ...words, '-c:a', 'libvorbis', path);
      expectSameContent(await bothCopies(path, { originSeconds: 0, primingSeconds: -0.05 }));
    },
  );
});

describe('what is left to another way', () => {
  it.each(['beeps.opus', 'talk.mp4'])('is %s', async (name) => {
    const path = fixture(name);
    const file = { path, sizeBytes: (await stat(path)).size, readCount: new Int32Array(1) };
    const sizeBytes = await copyOgg({
      ...{ file, targetPath: join(await temporaryFolder(), 'copy.webm'), sound: 0, onProgress: () => {} },
      ...{ originSeconds: 0, primingSeconds: 0 },
    });
    expect(sizeBytes).toBeUndefined();
  });
});

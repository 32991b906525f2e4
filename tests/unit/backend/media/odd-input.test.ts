import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { expect, it } from 'vitest';
import { makeWorkingCopy } from '../../../../electron/backend/media/copying/working-copy-maker';
import { probeRecording } from '../../../../electron/backend/media/examining/probe';
import { readFilePieces } from '../../../../electron/backend/media/imports/receive-file';
import { makeRecording } from './made-recordings';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const fixture = (name: string) => resolve(import.meta.dirname, '../../../fixtures/media', name);

it('twelve hours are gone through and copied like any other recording', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'day.mp3');
  // 169 frames of 36 ms each.
  const copies = Math.ceil((12 * 3_600) / (169 * 0.036));
  await writeFile(path, Buffer.concat(Array(copies).fill(await readFile(fixture('beeps.mp3')))));
  const { probe } = await probeRecording(path, 'day.mp3');
  expect(Math.abs(probe.durationMs - copies * 169 * 36)).toBeLessThan(200);
  const playedFrom = probe.timing?.playedFrom;
  if (playedFrom?.type !== 'copy') throw new Error('No copy is needed');
  const targetPath = join(folder, 'copy.m4a');
  const recording = {
    originalName: 'day.mp3',
    durationMs: probe.durationMs,
    sizeBytes: (await stat(path)).size,
  };
  await makeWorkingCopy({ path, recording }, playedFrom, { folder, targetPath });
  const copied = new Input({ formats: ALL_FORMATS, source: new BufferSource(await readFile(targetPath)) });
  const seconds = (await copied.getDurationFromMetadata()) ?? 0;
  expect(Math.abs(seconds * 1_000 - probe.durationMs)).toBeLessThan(110);
}, 120_000);

it('a cover that is kept as a picture track is no picture of the session', async () => {
  const input = new Input({
    formats: ALL_FORMATS,
    source: new BufferSource(await readFile(fixture('talk.mp4'))),
  });
  const [audio, video] = [await input.getPrimaryAudioTrack(), await input.getPrimaryVideoTrack()];
  const [soundConfig, pictureConfig] = [await audio?.getDecoderConfig(), await video?.getDecoderConfig()];
  if (!audio || !video || !soundConfig || !pictureConfig)
    throw new Error('The fixture has no sound or no picture');
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const sound = new EncodedAudioPacketSource('aac');
  const picture = new EncodedVideoPacketSource('avc');
  output.addAudioTrack(sound);
  output.addVideoTrack(picture);
  await output.start();
  const cover = await new EncodedPacketSink(video).getFirstKeyPacket();
  if (cover) await picture.add(cover, { decoderConfig: pictureConfig });
  picture.close();
  for await (const packet of new EncodedPacketSink(audio).packets()) {
    await sound.add(packet.clone({ timestamp: Math.max(0, packet.timestamp) }), {
      decoderConfig: soundConfig,
    });
  }
  await output.finalize();
  const path = join(await temporaryFolder(), 'cover.m4a');
  await writeFile(path, new Uint8Array(target.buffer ?? new ArrayBuffer(0)));
  const { probe, warning } = await probeRecording(path, 'cover.m4a');
  expect(probe.mimeType).toBe('audio/mp4');
  expect(probe.tracks.map(({ type, playable }) => ({ type, playable }))).toEqual(
    expect.arrayContaining([
      { type: 'audio', playable: true },
      { type: 'video', playable: false },
    ]),
  );
  expect(probe.timing?.playedFrom).toMatchObject({ type: 'original', precision: 'exact' });
  expect(warning).toBeUndefined();
});

it('times that jump ahead twice are two gaps, and the length counts them', async () => {
  const path = await makeRecording(fixture('beeps.opus'), join(await temporaryFolder(), 'jumps.webm'), {
    container: 'webm',
    timeOf: ({ timestamp }) => Math.max(0, timestamp) + (timestamp > 2 ? 5 : 0) + (timestamp > 4 ? 60 : 0),
  });
  const { probe } = await probeRecording(path, 'jumps.webm');
  expect(probe.timing).toMatchObject({ gapCount: 2, playedFrom: { type: 'original', precision: 'exact' } });
  expect(Math.abs(probe.durationMs - 71_000)).toBeLessThan(30);
});

it('a drive that does not answer is given up, and the file named', async () => {
  const never = new Promise<never>(() => {});
  const silentFromTheStart = { open: () => never };
  const reading = readFilePieces('/far/Ana.mp3', 'Ana.mp3', silentFromTheStart, 20).next();
  await expect(reading).rejects.toThrow(
    '“Ana.mp3” could not be read: the drive that it lies on does not answer.',
  );

  const path = fixture('beeps.mp3');
  let reads = 0;
  const silentLater = {
    open: async () => {
      const handle = await open(path, 'r');
      const read = handle.read.bind(handle);
      return Object.assign(handle, {
        read: ((buffer: Buffer, offset: number, length: number) => {
          reads += 1;
          return reads > 1 ? never : read(buffer, offset, Math.min(length, 1_000));
        }) as typeof handle.read,
      });
    },
  };
  const pieces = readFilePieces(path, 'Ana.mp3', silentLater, 20);
  expect((await pieces.next()).value).toHaveLength(1_000);
  await expect(pieces.next()).rejects.toThrow('does not answer');
});

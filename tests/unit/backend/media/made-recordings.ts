import { readFile, writeFile } from 'node:fs/promises';
import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
  WebMOutputFormat,
} from 'mediabunny';

export type MadeOptions = {
  container: 'mp4' | 'fragments' | 'webm' | 'stream';
  /** When a packet is heard in a track, counted from 0, in seconds; `undefined` leaves it out. */
  timeOf?(packet: EncodedPacket, track: number): number | undefined;
  /** How often the sound goes in, as tracks of its own. */
  tracks?: number;
  /** Whether the picture of the source goes in as well. */
  picture?: boolean;
};

const FORMATS: Readonly<Record<MadeOptions['container'], () => OutputFormat>> = {
  mp4: () => new Mp4OutputFormat({ fastStart: 'in-memory' }),
  fragments: () => new Mp4OutputFormat({ fastStart: 'fragmented' }),
  webm: () => new WebMOutputFormat(),
  // As a recorder leaves it that cannot go back to the start: no length, no cues.
  stream: () => new WebMOutputFormat({ appendOnly: true }),
};

/** Makes a recording of the packets of another, at other times or in another kind of file. */
export async function makeRecording(
  sourcePath: string,
  targetPath: string,
  { container, timeOf = ({ timestamp }) => Math.max(0, timestamp), tracks = 1, picture = false }: MadeOptions,
): Promise<string> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(await readFile(sourcePath)) });
  const track = await input.getPrimaryAudioTrack();
  const codec = await track?.getCodec();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !codec || !decoderConfig) throw new Error(`${sourcePath} has no sound`);
  const target = new BufferTarget();
  const output = new Output({ format: FORMATS[container](), target });
  const sources = Array.from({ length: tracks }, () => new EncodedAudioPacketSource(codec));
  for (const source of sources) output.addAudioTrack(source);
  const video = picture ? await input.getPrimaryVideoTrack() : null;
  const [videoCodec, videoConfig] = [await video?.getCodec(), await video?.getDecoderConfig()];
  const videoSource = videoCodec && new EncodedVideoPacketSource(videoCodec);
  if (videoSource) output.addVideoTrack(videoSource);
  await output.start();
  const shown = video ? new EncodedPacketSink(video).packets() : undefined;
  let next = await shown?.next();
  for await (const packet of new EncodedPacketSink(track).packets()) {
    while (videoSource && videoConfig && next?.value && next.value.timestamp <= packet.timestamp) {
      await videoSource.add(next.value, { decoderConfig: videoConfig });
      next = await shown?.next();
    }
    for (const [index, source] of sources.entries()) {
      const timestamp = timeOf(packet, index);
      if (timestamp === undefined) continue;
      await source.add(packet.clone({ timestamp }), { decoderConfig });
    }
  }
  await output.finalize();
  await writeFile(targetPath, new Uint8Array(target.buffer ?? new ArrayBuffer(0)));
  return targetPath;
}

/** The bare AAC stream of an m4a: each packet behind a header of seven bytes. */
export async function makeBareAac(sourcePath: string, targetPath: string): Promise<string> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(await readFile(sourcePath)) });
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error(`${sourcePath} has no sound`);
  const rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000];
  const rateIndex = rates.indexOf(await track.getSampleRate());
  const channels = await track.getNumberOfChannels();
  const parts: Uint8Array[] = [];
  for await (const { data } of new EncodedPacketSink(track).packets()) {
    const bytes = data.byteLength + 7;
    parts.push(
      Uint8Array.of(
        0xff,
        0xf1,
        (1 << 6) | (rateIndex << 2) | (channels >> 2),
        ((channels & 3) << 6) | (bytes >> 11),
        (bytes >> 3) & 0xff,
        ((bytes & 7) << 5) | 0x1f,
        0xfc,
      ),
      data,
    );
  }
  await writeFile(targetPath, Buffer.concat(parts));
  return targetPath;
}

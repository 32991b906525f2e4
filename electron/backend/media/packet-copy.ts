import { open } from 'node:fs/promises';
import {
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  type Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
  StreamTarget,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny';

// Runs in the media thread, see media-thread-worker.ts.

/** What of a recording is copied: its first sound and, where it has one that can be kept, its picture. */
export type CopiedTracks = {
  audio: InputAudioTrack;
  video: InputVideoTrack | null;
  container: CopyContainer;
};

/** The kind of file that takes the packets as they are. */
export type CopyContainer = { extension: string; mimeType: string; make: () => OutputFormat };

/** Where the copied packets lie on the input's own time line, in seconds. */
export type CopiedSpan = {
  /** What stands at time 0 of the copy. */
  originSeconds: number;
  /** Start of the first copied packet of sound, and end of the last. */
  soundStartSeconds: number;
  soundEndSeconds: number;
  sizeBytes: number;
};

export type CopyOptions = {
  /** Called with every packet, with the time that it has reached in seconds. A rejection ends the copying. */
  onPacket?(timeSeconds: number): void;
};

const AUDIO_CONTAINERS: readonly (CopyContainer & { codecs: RegExp })[] = [
  // Not mp3 and flac themselves: Chromium finds a place in them by guess or by the numbers that their frames had in the
  // whole, up to 130 ms off; in an mp4 by its table.
  {
    codecs: /^(aac|mp3|flac)$/,
    extension: 'm4a',
    mimeType: 'audio/mp4',
    make: () => new Mp4OutputFormat({ fastStart: false }),
  },
  {
    codecs: /^(opus|vorbis)$/,
    extension: 'webm',
    mimeType: 'audio/webm',
    make: () => new WebMOutputFormat(),
  },
  {
    codecs: /^(pcm-(u8|s16|s24|s32|f32)|ulaw|alaw)$/,
    extension: 'wav',
    mimeType: 'audio/wav',
    make: () => new WavOutputFormat(),
  },
  {
    codecs: /^pcm-(s16|s24)be$/,
    extension: 'mov',
    mimeType: 'audio/mp4',
    make: () => new MovOutputFormat({ fastStart: false }),
  },
];

const VIDEO_CONTAINERS: readonly (CopyContainer & { codecs: RegExp })[] = [
  {
    codecs: /^(avc|av1|vp9)\+(aac|mp3|flac)$/,
    extension: 'mp4',
    mimeType: 'video/mp4',
    make: () => new Mp4OutputFormat({ fastStart: false }),
  },
  {
    codecs: /^(vp8|vp9|av1)\+(opus|vorbis)$/,
    extension: 'webm',
    mimeType: 'video/webm',
    make: () => new WebMOutputFormat(),
  },
  {
    codecs: /^(avc|vp8|vp9|av1)\+/,
    extension: 'mkv',
    mimeType: 'video/x-matroska',
    make: () => new MkvOutputFormat(),
  },
];

/**
 * Chooses what of a recording can be copied packet by packet, and into which kind of file.
 *
 * @returns `undefined` where no kind of file takes its sound as it is
 */
export async function chooseCopiedTracks(input: Input): Promise<CopiedTracks | undefined> {
  const audio = await input.getPrimaryAudioTrack();
  const audioCodec = await audio?.getCodec();
  if (!audio || !audioCodec || (await audio.getDecoderConfig()) === null) return undefined;
  const video = await input.getPrimaryVideoTrack();
  const videoCodec = await video?.getCodec();
  if (video && videoCodec && (await video.getDecoderConfig()) !== null) {
    const container = VIDEO_CONTAINERS.find(({ codecs }) => codecs.test(`${videoCodec}+${audioCodec}`));
    if (container) return { audio, video, container };
  }
  const container = AUDIO_CONTAINERS.find(({ codecs }) => codecs.test(audioCodec));
  return container && { audio, video: null, container };
}

/**
 * Copies the packets of a stretch into a file of their own, without decoding them: the sound is the same to the last
 * bit. The sound is that of the stretch, widened to whole packets; the picture begins at the key picture before it,
 * without which what follows cannot be shown.
 *
 * @param startSeconds - on the input's own time line; the stretch may reach beyond both ends of the recording
 * @param endSeconds - exclusive
 * @throws RangeError where the recording holds no sound there
 */
export async function copyPackets(
  { audio, video, container }: CopiedTracks,
  { startSeconds, endSeconds }: { startSeconds: number; endSeconds: number },
  targetPath: string,
  { onPacket }: CopyOptions = {},
): Promise<CopiedSpan> {
  const sound = new EncodedPacketSink(audio);
  const firstSound = (await sound.getPacket(startSeconds)) ?? (await sound.getFirstPacket());
  if (!firstSound || firstSound.timestamp >= endSeconds)
    throw new RangeError('There is no sound in this stretch');
  const picture = video && new EncodedPacketSink(video);
  const firstPicture =
    picture &&
    ((await picture.getKeyPacket(startSeconds, { verifyKeyPackets: true })) ??
      (await picture.getFirstKeyPacket()));
  const originSeconds = Math.min(firstSound.timestamp, firstPicture?.timestamp ?? Number.POSITIVE_INFINITY);

  const handle = await open(targetPath, 'wx');
  try {
    let sizeBytes = 0;
    const target = new StreamTarget(
      new WritableStream({
        async write({ data, position }) {
          await handle.write(data, 0, data.byteLength, position);
          sizeBytes = Math.max(sizeBytes, position + data.byteLength);
        },
      }),
      { chunked: true, chunkSize: 1 << 20 },
    );
    const output = new Output({ format: container.make(), target });
    const lanes: Lane[] = [await soundLane(output, audio, sound, firstSound)];
    if (video && picture && firstPicture) lanes.push(await pictureLane(output, video, picture, firstPicture));
    await output.start();
    let soundEndSeconds = firstSound.timestamp;
    try {
      // In the order of time, so that none of the tracks has to wait in memory for the other.
      for await (const { lane, packet } of inOrder(lanes, endSeconds)) {
        await lane.add(packet.clone({ timestamp: packet.timestamp - originSeconds }));
        if (lane === lanes[0]) soundEndSeconds = packet.timestamp + packet.duration;
        onPacket?.(packet.timestamp);
      }
      await output.finalize();
    } catch (error) {
      await output.cancel().catch(() => {});
      throw error;
    }
    await handle.sync();
    return { originSeconds, soundStartSeconds: firstSound.timestamp, soundEndSeconds, sizeBytes };
  } finally {
    await handle.close();
  }
}

type Lane = {
  packets: AsyncGenerator<EncodedPacket, void>;
  add(packet: EncodedPacket): Promise<void>;
};

async function soundLane(
  output: Output,
  track: InputAudioTrack,
  sink: EncodedPacketSink,
  first: EncodedPacket,
): Promise<Lane> {
  const codec = await track.getCodec();
  const decoderConfig = await track.getDecoderConfig();
  if (!codec || !decoderConfig) throw new Error('The sound of the recording cannot be copied');
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  const config = codec === 'opus' ? withoutPreSkip(decoderConfig) : decoderConfig;
  return {
    packets: sink.packets(first),
    add: (packet) => source.add(packet, { decoderConfig: config }),
  };
}

async function pictureLane(
  output: Output,
  track: InputVideoTrack,
  sink: EncodedPacketSink,
  first: EncodedPacket,
): Promise<Lane> {
  const codec = await track.getCodec();
  const decoderConfig = await track.getDecoderConfig();
  if (!codec || !decoderConfig) throw new Error('The picture of the recording cannot be copied');
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source, { rotation: await track.getRotation() });
  return {
    packets: sink.packets(first, undefined, { verifyKeyPackets: true }),
    add: (packet) => source.add(packet, { decoderConfig }),
  };
}

/** The packets of all lanes by time, up to the end. */
async function* inOrder(
  lanes: readonly Lane[],
  endSeconds: number,
): AsyncGenerator<{ lane: Lane; packet: EncodedPacket }, void> {
  const heads = await Promise.all(lanes.map(async (lane) => ({ lane, next: await lane.packets.next() })));
  try {
    while (true) {
      let earliest: (typeof heads)[number] | undefined;
      for (const head of heads) {
        if (head.next.done || head.next.value.timestamp >= endSeconds) continue;
        if (!earliest || head.next.value.timestamp < timeOf(earliest.next)) earliest = head;
      }
      if (!earliest || earliest.next.done) return;
      yield { lane: earliest.lane, packet: earliest.next.value };
      earliest.next = await earliest.lane.packets.next();
    }
  } finally {
    await Promise.all(lanes.map((lane) => lane.packets.return()));
  }
}

function timeOf(next: IteratorResult<EncodedPacket, void>): number {
  return next.done ? Number.POSITIVE_INFINITY : next.value.timestamp;
}

/** Tells the decoder to leave nothing out at the start: what an encoder puts before the sound is not in a piece of it. */
function withoutPreSkip(config: AudioDecoderConfig): AudioDecoderConfig {
  if (!config.description) return config;
  const { description } = config;
  const bytes = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength).slice()
    : new Uint8Array(description).slice();
  new DataView(bytes.buffer).setUint16(10, 0, true);
  return { ...config, description: bytes };
}

import { open } from 'node:fs/promises';
import {
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  type InputAudioTrack,
  type InputVideoTrack,
  Output,
  StreamTarget,
} from 'mediabunny';
import type { CopiedTracks, CopyContainer } from './copy-container.ts';

// Runs in the media thread, see media-thread-worker.ts.

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
  options: CopyOptions = {},
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
  const lanes: LanePlan[] = [
    // What an encoder puts before the sound is not in a piece of it.
    { track: audio, first: firstSound, zeroSeconds: originSeconds, dropsPreSkip: true },
  ];
  if (video && firstPicture) lanes.push({ track: video, first: firstPicture, zeroSeconds: originSeconds });
  const written = await writePackets(container, lanes, endSeconds, targetPath, options);
  return { originSeconds, soundStartSeconds: firstSound.timestamp, ...written };
}

/**
 * Copies all packets of a recording into a file of their own, in which a player finds every time by a table.
 *
 * @param originSeconds - what of the input's own time line becomes time 0
 * @param primingSeconds - what the encoder put before the sound: the sound is moved earlier by as much
 * @throws RangeError where the recording holds no sound
 */
export async function copyAllPackets(
  { audio, video, container }: CopiedTracks,
  { originSeconds, primingSeconds }: { originSeconds: number; primingSeconds: number },
  targetPath: string,
  options: CopyOptions = {},
): Promise<Pick<CopiedSpan, 'soundEndSeconds' | 'sizeBytes'>> {
  const firstSound = await new EncodedPacketSink(audio).getFirstPacket();
  if (!firstSound) throw new RangeError('There is no sound in this recording');
  const lanes: LanePlan[] = [
    { track: audio, first: firstSound, zeroSeconds: originSeconds + primingSeconds, dropsPreSkip: false },
  ];
  const firstPicture = video && (await new EncodedPacketSink(video).getFirstKeyPacket());
  if (video && firstPicture) lanes.push({ track: video, first: firstPicture, zeroSeconds: originSeconds });
  return writePackets(container, lanes, Number.POSITIVE_INFINITY, targetPath, options);
}

/** One track to be copied; that of the sound comes first. */
type LanePlan = {
  first: EncodedPacket;
  /** What of the input's time line becomes time 0 of the copied track. */
  zeroSeconds: number;
} & ({ track: InputAudioTrack; dropsPreSkip: boolean } | { track: InputVideoTrack });

async function writePackets(
  container: CopyContainer,
  plans: readonly LanePlan[],
  endSeconds: number,
  targetPath: string,
  { onPacket }: CopyOptions,
): Promise<Pick<CopiedSpan, 'soundEndSeconds' | 'sizeBytes'>> {
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
    const lanes: Lane[] = [];
    for (const plan of plans) {
      lanes.push(
        'dropsPreSkip' in plan
          ? await soundLane(output, plan.track, plan)
          : await pictureLane(output, plan.track, plan),
      );
    }
    await output.start();
    let soundEndSeconds = lanes[0]?.zeroSeconds ?? 0;
    try {
      // In the order of time, so that none of the tracks has to wait in memory for the other.
      for await (const { lane, packet } of inOrder(lanes, endSeconds)) {
        const moved = placeInCopy(packet, packet.timestamp - lane.zeroSeconds, container);
        if (moved) await lane.add(moved);
        if (lane === lanes[0]) soundEndSeconds = packet.timestamp + packet.duration;
        onPacket?.(packet.timestamp);
      }
      await output.finalize();
    } catch (error) {
      await output.cancel().catch(() => {});
      throw error;
    }
    await handle.sync();
    return { soundEndSeconds, sizeBytes };
  } finally {
    await handle.close();
  }
}

/**
 * A packet at its time in the copy. Before time 0, an MP4 keeps it and says by its edit list that it is not heard; where
 * there is no such list, what ends before 0 is left out, and what reaches beyond it begins there.
 */
function placeInCopy(
  packet: EncodedPacket,
  timestamp: number,
  { keepsEarlier }: CopyContainer,
): EncodedPacket | undefined {
  if (timestamp >= 0 || keepsEarlier) return packet.clone({ timestamp });
  const isNeeded = packet.type === 'key' && timestamp + packet.duration > 0;
  return isNeeded ? packet.clone({ timestamp: 0, duration: timestamp + packet.duration }) : undefined;
}

type Lane = {
  zeroSeconds: number;
  packets: AsyncGenerator<EncodedPacket, void>;
  add(packet: EncodedPacket): Promise<void>;
};

async function soundLane(
  output: Output,
  track: InputAudioTrack,
  { first, zeroSeconds, dropsPreSkip }: { first: EncodedPacket; zeroSeconds: number; dropsPreSkip: boolean },
): Promise<Lane> {
  const codec = await track.getCodec();
  const decoderConfig = await track.getDecoderConfig();
  if (!codec || !decoderConfig) throw new Error('The sound of the recording cannot be copied');
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  const config = codec === 'opus' && dropsPreSkip ? withoutPreSkip(decoderConfig) : decoderConfig;
  return {
    zeroSeconds,
    packets: new EncodedPacketSink(track).packets(first),
    add: (packet) => source.add(packet, { decoderConfig: config }),
  };
}

async function pictureLane(
  output: Output,
  track: InputVideoTrack,
  { first, zeroSeconds }: { first: EncodedPacket; zeroSeconds: number },
): Promise<Lane> {
  const codec = await track.getCodec();
  const decoderConfig = await track.getDecoderConfig();
  if (!codec || !decoderConfig) throw new Error('The picture of the recording cannot be copied');
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source, { rotation: await track.getRotation() });
  return {
    zeroSeconds,
    packets: new EncodedPacketSink(track).packets(first, undefined, { verifyKeyPackets: true }),
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

/** Tells the decoder to leave nothing out at the start. */
function withoutPreSkip(config: AudioDecoderConfig): AudioDecoderConfig {
  if (!config.description) return config;
  const { description } = config;
  const bytes = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength).slice()
    : new Uint8Array(description).slice();
  new DataView(bytes.buffer).setUint16(10, 0, true);
  return { ...config, description: bytes };
}

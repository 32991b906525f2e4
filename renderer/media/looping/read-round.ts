import type { LoopPart } from './loop-parts';
import { JOIN_SECONDS, type PartSound, type RoundSound } from './loop-wave';
import type { DecodedSound, SoundAnswer, SoundRequest } from './loop-worker';

/** What is decoded at once. */
const PIECE_SECONDS = 60;

type Decode = (url: string, fromSeconds: number, toSeconds: number) => Promise<DecodedSound[]>;

/**
 * Decodes the parts of a round, in the sandbox like all that is decoded here.
 *
 * @throws Error where they cannot be decoded, or not into sound of one kind; the signal's reason
 */
export async function readRound(parts: readonly LoopPart[], signal: AbortSignal): Promise<RoundSound> {
  const worker = new Worker(new URL('./loop-worker.ts', import.meta.url), { type: 'module' });
  const stop = () => worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const decode = decoderWith(worker, signal);
    let kind: Pick<RoundSound, 'sampleRateHz' | 'channels'> | undefined;
    const read: PartSound[] = [];
    for (const part of parts) {
      const sound = await readPart(part, decode);
      kind ??= sound;
      if (sound.sampleRateHz !== kind.sampleRateHz || sound.channels !== kind.channels) {
        throw new Error('The files of this recording have sound of different kinds');
      }
      read.push(sound);
    }
    if (!kind) throw new Error('Nothing of this stretch is here');
    return { sampleRateHz: kind.sampleRateHz, channels: kind.channels, parts: read };
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

async function readPart(
  { url, fromSeconds, startMs, endMs }: LoopPart,
  decode: Decode,
): Promise<PartSound & { sampleRateHz: number; channels: number }> {
  const beginSeconds = fromSeconds - JOIN_SECONDS;
  const endSeconds = fromSeconds + (endMs - startMs) / 1_000;
  const address = new URL(url, window.location.href).href;
  let sound: { samples: Int16Array; sampleRateHz: number; channels: number } | undefined;
  for (let from = beginSeconds; from < endSeconds; from += PIECE_SECONDS) {
    const to = Math.min(endSeconds, from + PIECE_SECONDS);
    for (const decoded of await decode(address, Math.max(0, from), to)) {
      const { sampleRateHz, channels } = decoded;
      sound ??= {
        samples: new Int16Array(Math.round((endSeconds - beginSeconds) * sampleRateHz) * channels.length),
        sampleRateHz,
        channels: channels.length,
      };
      if (sampleRateHz !== sound.sampleRateHz || channels.length !== sound.channels) {
        throw new Error('The sound changes its kind within the file');
      }
      place(decoded, { fromSeconds: from, toSeconds: to, beginSeconds }, sound.samples);
    }
  }
  if (!sound) throw new Error('There is no sound in this stretch');
  const before = Math.round(JOIN_SECONDS * sound.sampleRateHz) * sound.channels;
  return { ...sound, before: sound.samples.slice(0, before), samples: sound.samples.subarray(before) };
}

/** Puts of decoded sound what lies in a stretch where it belongs, among samples that begin at `beginSeconds`. */
function place(
  { sampleRateHz, startSeconds, channels }: DecodedSound,
  { fromSeconds, toSeconds, beginSeconds }: { fromSeconds: number; toSeconds: number; beginSeconds: number },
  samples: Int16Array,
): void {
  const frameOf = (seconds: number) => Math.round((seconds - beginSeconds) * sampleRateHz);
  const offset = frameOf(startSeconds);
  const first = Math.max(frameOf(fromSeconds), offset);
  const last = Math.min(
    frameOf(toSeconds),
    offset + (channels[0]?.length ?? 0),
    samples.length / channels.length,
  );
  channels.forEach((plane, channel) => {
    for (let frame = first; frame < last; frame += 1) {
      const value = Math.round((plane[frame - offset] as number) * 32_767);
      samples[frame * channels.length + channel] = Math.max(-32_768, Math.min(32_767, value));
    }
  });
}

function decoderWith(worker: Worker, signal: AbortSignal): Decode {
  let nextId = 0;
  async function ask(request: Omit<SoundRequest, 'id'>): Promise<SoundAnswer> {
    signal.throwIfAborted();
    const id = nextId++;
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<SoundAnswer>) => {
        if (data.id === id) resolve(data);
      };
      worker.onerror = () => reject(new Error('The sound could not be decoded'));
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      worker.postMessage({ ...request, id } satisfies SoundRequest);
    });
  }
  return async (url, fromSeconds, toSeconds) => {
    const stretch = { url, fromSeconds, toSeconds };
    const answer = await ask({ ...stretch, byPacket: false });
    if (answer.type === 'parts') {
      try {
        return await decodeParts(answer);
      } catch {
        // Damage that ends a piece ends a packet only.
      }
    }
    const again = answer.type === 'sounds' ? answer : await ask({ ...stretch, byPacket: true });
    if (again.type !== 'sounds') throw new Error(again.type === 'failed' ? again.message : 'No sound came');
    return again.sounds;
  };
}

/** Each part is laid by its end: what decoders leave out they leave out at the start. */
async function decodeParts({
  parts,
  sampleRateHz,
}: SoundAnswer & { type: 'parts' }): Promise<DecodedSound[]> {
  const context = new OfflineAudioContext(1, 1, sampleRateHz);
  const sounds: DecodedSound[] = [];
  for (const { bytes, endSeconds } of parts) {
    const buffer = await context.decodeAudioData(bytes.buffer);
    sounds.push({
      sampleRateHz: buffer.sampleRate,
      startSeconds: endSeconds - buffer.length / buffer.sampleRate,
      channels: Array.from({ length: buffer.numberOfChannels }, (_, channel) =>
        buffer.getChannelData(channel),
      ),
    });
  }
  return sounds;
}

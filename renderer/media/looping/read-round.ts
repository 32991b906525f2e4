import type { DecodedSound } from '../sound/packet-decoder';
import { StretchReader } from '../stretch-reader';
import type { LoopPart } from './loop-parts';
import { JOIN_SECONDS, type PartSound, type RoundSound } from './loop-wave';

/** What is decoded at once. */
const PIECE_SECONDS = 60;

/**
 * Decodes the parts of a round, in the sandbox like all that is decoded here.
 *
 * @throws Error where they cannot be decoded, or not into sound of one kind; the signal's reason
 */
export async function readRound(parts: readonly LoopPart[], signal: AbortSignal): Promise<RoundSound> {
  signal.throwIfAborted();
  const reader = new StretchReader();
  const stop = () => reader.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    let kind: Pick<RoundSound, 'sampleRateHz' | 'channels'> | undefined;
    const read: PartSound[] = [];
    for (const part of parts) {
      const sound = await readPart(part, reader);
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
  reader: StretchReader,
): Promise<PartSound & { sampleRateHz: number; channels: number }> {
  const beginSeconds = fromSeconds - JOIN_SECONDS;
  const endSeconds = fromSeconds + (endMs - startMs) / 1_000;
  let sound: { samples: Int16Array; sampleRateHz: number; channels: number } | undefined;
  for (let from = beginSeconds; from < endSeconds; from += PIECE_SECONDS) {
    const to = Math.min(endSeconds, from + PIECE_SECONDS);
    for (const decoded of await reader.samples(url, Math.max(0, from), to)) {
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

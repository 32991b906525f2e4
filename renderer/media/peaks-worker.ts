import { addSamples, type ColumnRow } from './sound/columns';
import { PacketDecoder } from './sound/packet-decoder';
import { releaseMemory } from './sound/release-memory';
import { openSound, type PlainSound, type SoundPart, type SoundSlicer } from './sound/sound-slicer';

export type PeaksRequest =
  /** A stretch of a file; times are those of the file. */
  | { type: 'stretch'; id: number; url: string; row: ColumnRow; byPacket: boolean }
  /** What was decoded of the parts of a stretch. */
  | { type: 'sounds'; id: number; row: ColumnRow; sounds: DecodedSound[] };

/** The samples of a part, a buffer for each channel. */
export type DecodedSound = {
  channels: ArrayBuffer[];
  sampleRateHz: number;
  /** When its first sample is heard, on the time line of the file. */
  startSeconds: number;
};

export type PeaksAnswer = { id: number } & (
  | { type: 'parts'; parts: SoundPart[]; sampleRateHz: number }
  /** Lowest and highest of each column. */
  | { type: 'columns'; values: Int16Array<ArrayBuffer> }
  | { type: 'failed'; message: string }
);

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<PeaksRequest>) => void) | null;
  postMessage(message: PeaksAnswer, transfer: Transferable[]): void;
};

/** What is open: a recording of excerpts has many files, and they come one after the other. */
let opened:
  | { url: string; sound: Promise<SoundSlicer | PlainSound | undefined>; decoder?: PacketDecoder }
  | undefined;

scope.onmessage = async ({ data }) => {
  try {
    const answer = data.type === 'sounds' ? columnsOf(data) : await read(data);
    const transfer = answer.type === 'columns' ? [answer.values.buffer] : [];
    if (answer.type === 'parts') transfer.push(...answer.parts.map(({ bytes }) => bytes.buffer));
    scope.postMessage(answer, transfer);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    scope.postMessage({ id: data.id, type: 'failed', message }, []);
  }
};

async function read({ id, url, row, byPacket }: PeaksRequest & { type: 'stretch' }): Promise<PeaksAnswer> {
  if (opened?.url !== url) opened = { url, sound: openSound(url) };
  const sound = byPacket ? undefined : await opened.sound;
  if (sound && 'slice' in sound) {
    const parts = await sound.slice(row.fromSeconds, row.fromSeconds + row.columns / row.columnsPerSecond);
    return { id, type: 'parts', parts, sampleRateHz: sound.sampleRateHz };
  }
  opened.decoder ??= new PacketDecoder(url);
  const values = await (sound ?? opened.decoder).columns(row);
  return { id, type: 'columns', values };
}

function columnsOf({ id, row, sounds }: PeaksRequest & { type: 'sounds' }): PeaksAnswer {
  const values = new Int16Array(row.columns * 2);
  for (const { channels, ...place } of sounds) {
    for (const buffer of channels) {
      const samples = new Float32Array(buffer);
      addSamples(samples, samples.length, place, row, values);
      releaseMemory(buffer);
    }
  }
  return { id, type: 'columns', values };
}

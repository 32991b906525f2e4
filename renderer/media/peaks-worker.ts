import type { ColumnRow } from './sound/columns';
import { PacketDecoder } from './sound/packet-decoder';
import { openSound, type PlainSound, type SoundPart, type SoundSlicer } from './sound/sound-slicer';

/** A stretch of a file that is asked for; times are those of the file. */
export type StretchRequest = {
  id: number;
  url: string;
  row: ColumnRow;
  /** Decode it here, packet by packet: in one piece it was not understood. */
  byPacket: boolean;
};

export type StretchAnswer = { id: number } & (
  | { type: 'parts'; parts: SoundPart[]; sampleRateHz: number }
  /** Lowest and highest of each column. */
  | { type: 'columns'; values: Int16Array<ArrayBuffer> }
  | { type: 'failed'; message: string }
);

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<StretchRequest>) => void) | null;
  postMessage(message: StretchAnswer, transfer: Transferable[]): void;
};

/** What is open: a recording of excerpts has many files, and they come one after the other. */
let opened:
  | { url: string; sound: Promise<SoundSlicer | PlainSound | undefined>; decoder?: PacketDecoder }
  | undefined;

scope.onmessage = async ({ data }) => {
  try {
    const answer = await read(data);
    const transfer = answer.type === 'columns' ? [answer.values.buffer] : [];
    if (answer.type === 'parts') transfer.push(...answer.parts.map(({ bytes }) => bytes.buffer));
    scope.postMessage(answer, transfer);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    scope.postMessage({ id: data.id, type: 'failed', message }, []);
  }
};

async function read({ id, url, row, byPacket }: StretchRequest): Promise<StretchAnswer> {
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

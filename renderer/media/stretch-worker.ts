import { addSamples, type ColumnRow } from './sound/columns';
import type { DecodedSound, PacketDecoder } from './sound/packet-decoder';
import { releaseMemory } from './sound/release-memory';
import { type OpenedSound, openSound, type SoundPart } from './sound/sound-slicer';

/** Times are those of the file. `byPacket`: decode it here, since in one piece it was not understood. */
export type StretchRequest = { id: number } & (
  | { type: 'columns'; url: string; row: ColumnRow; byPacket: boolean }
  /** What the page decoded of the parts of a stretch, as columns. */
  | { type: 'columns-of'; row: ColumnRow; sounds: DecodedSound[] }
  | { type: 'samples'; url: string; fromSeconds: number; toSeconds: number; byPacket: boolean }
);

export type StretchAnswer = {
  id: number;
} /** To be decoded by the page, since only there the browser takes a piece at once. */ & (
  | { type: 'parts'; parts: SoundPart[]; sampleRateHz: number }
  /** Lowest and highest of each column. */
  | { type: 'columns'; values: Int16Array<ArrayBuffer> }
  | { type: 'sounds'; sounds: DecodedSound[] }
  | { type: 'failed'; message: string }
);

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<StretchRequest>) => void) | null;
  postMessage(message: StretchAnswer, transfer: Transferable[]): void;
};

/** What is open: a recording of excerpts has many files, and they come one after the other. */
let opened: { url: string; sound: Promise<OpenedSound | undefined>; decoder?: PacketDecoder } | undefined;

scope.onmessage = async ({ data }) => {
  try {
    const answer = await answerTo(data);
    scope.postMessage(answer, buffersOf(answer));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    scope.postMessage({ id: data.id, type: 'failed', message }, []);
  }
};

async function answerTo(request: StretchRequest): Promise<StretchAnswer> {
  const { id } = request;
  if (request.type === 'columns-of') return { id, type: 'columns', values: columnsOf(request) };
  const { url, byPacket } = request;
  if (opened?.url !== url) opened = { url, sound: openSound(url) };
  const sound = byPacket ? undefined : await opened.sound;
  if (sound && 'columns' in sound && request.type === 'columns') {
    return { id, type: 'columns', values: await sound.columns(request.row) };
  }
  if (sound && 'slice' in sound) {
    const { sampleRateHz } = sound;
    return { id, type: 'parts', parts: await sound.slice(...stretchOf(request)), sampleRateHz };
  }
  opened.decoder ??= await openPacketDecoder(url);
  if (request.type === 'samples') {
    return { id, type: 'sounds', sounds: await opened.decoder.sounds(...stretchOf(request)) };
  }
  return { id, type: 'columns', values: await opened.decoder.columns(request.row) };
}

/** Loaded for what needs it: it reads every kind of file, and the first columns would wait for its code. */
async function openPacketDecoder(url: string): Promise<PacketDecoder> {
  const { PacketDecoder } = await import('./sound/packet-decoder');
  return new PacketDecoder(url);
}

function stretchOf(request: StretchRequest & { type: 'columns' | 'samples' }): [number, number] {
  if (request.type === 'samples') return [request.fromSeconds, request.toSeconds];
  const { fromSeconds, columns, columnsPerSecond } = request.row;
  return [fromSeconds, fromSeconds + columns / columnsPerSecond];
}

function columnsOf({ row, sounds }: StretchRequest & { type: 'columns-of' }): Int16Array<ArrayBuffer> {
  const values = new Int16Array(row.columns * 2);
  for (const { channels, ...place } of sounds) {
    for (const samples of channels) {
      addSamples(samples, samples.length, place, row, values);
      releaseMemory(samples.buffer);
    }
  }
  return values;
}

function buffersOf(answer: StretchAnswer): ArrayBuffer[] {
  if (answer.type === 'parts') return answer.parts.map(({ bytes }) => bytes.buffer);
  if (answer.type === 'columns') return [answer.values.buffer];
  if (answer.type === 'sounds') {
    return answer.sounds.flatMap(({ channels }) => channels.map(({ buffer }) => buffer));
  }
  return [];
}

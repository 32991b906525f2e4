import type { ColumnRow } from './columns';
import { openMp4 } from './mp4-sound';
import { openOgg } from './ogg-sound';
import { RangeReader } from './range-reader';
import { openWave } from './wave-sound';
import { openWebm } from './webm-sound';

/** A piece of a recording as a small file of its own, which a browser decodes at once. */
export type SoundPart = {
  bytes: Uint8Array<ArrayBuffer>;
  /** When its last sample ends, on the time line of the whole file. Its start is uncertain: decoders cut there. */
  endSeconds: number;
};

/** Takes pieces out of a file without decoding it and, but for small tables, without reading the rest. */
export type SoundSlicer = {
  sampleRateHz: number;
  /**
   * The sound of a stretch with a little before it, which brings a decoder into step. Several parts where the sound has
   * gaps; none where there is no sound.
   */
  slice(fromSeconds: number, toSeconds: number): Promise<SoundPart[]>;
};

/** Sound whose columns need nothing of the browser: it has no decoder, or one that runs in the worker. */
export type PlainSound = {
  /**
   * Lowest and highest of all channels in each column.
   *
   * @throws Error where it is damaged
   */
  columns(row: ColumnRow): Promise<Int16Array<ArrayBuffer>>;
};

export type OpenedSound = SoundSlicer | PlainSound | (SoundSlicer & PlainSound);

/** Before a stretch, for a decoder: two packets of any format, and what an mp3 keeps in the ones before. */
export const LEAD_SECONDS = 0.2;

/** Opens a file for slicing; `undefined` where it is of a kind that has to be decoded packet by packet. */
export async function openSound(url: string): Promise<OpenedSound | undefined> {
  const reader = await RangeReader.open(url);
  const start = await reader.read(0, 16);
  const word = (at: number) => String.fromCharCode(...start.subarray(at, at + 4));
  if (word(4) === 'ftyp' || word(4) === 'moov' || word(4) === 'mdat') return openMp4(reader);
  if (start[0] === 0x1a && start[1] === 0x45) return openWebm(reader);
  if (word(0) === 'OggS') return openOgg(reader);
  if (word(0) === 'RIFF' && word(8) === 'WAVE') return openWave(reader);
  return undefined;
}

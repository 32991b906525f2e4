import { type FrameFormat, startsWith } from './bare-frames.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** Kilobits a second by the four bits of a head, of layer III (ISO/IEC 11172-3 and 13818-3); 0 for none of ours. */
const MPEG_1_RATES = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
const MPEG_2_RATES = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];

const SAMPLE_RATES = [44_100, 48_000, 32_000];

const MPEG_1 = 3;
const MPEG_2 = 2;
const MPEG_25 = 0;
const LAYER_3 = 1;
const MONO = 3;

/**
 * The frames of an mp3. Those of layers I and II, and those that state no bit rate (“free format”, which players refuse
 * too), are none.
 */
export const MP3_FRAMES: FrameFormat = {
  headBytes: 4,

  read(bytes, at, head) {
    if (bytes[at] !== 0xff || at + 4 > bytes.byteLength) return false;
    const second = bytes[at + 1] as number;
    if ((second & 0xe0) !== 0xe0 || ((second >> 1) & 3) !== LAYER_3) return false;
    const version = (second >> 3) & 3;
    if (version !== MPEG_1 && version !== MPEG_2 && version !== MPEG_25) return false;
    const third = bytes[at + 2] as number;
    const kilobits = (version === MPEG_1 ? MPEG_1_RATES : MPEG_2_RATES)[third >> 4] as number;
    const fullRate = SAMPLE_RATES[(third >> 2) & 3];
    if (kilobits === 0 || fullRate === undefined) return false;
    const channelMode = (bytes[at + 3] as number) >> 6;
    const sampleRateHz = version === MPEG_1 ? fullRate : version === MPEG_2 ? fullRate / 2 : fullRate / 4;
    const samples = version === MPEG_1 ? 1_152 : 576;
    head.totalBytes = Math.floor((samples * 125 * kilobits) / sampleRateHz) + ((third >> 1) & 1);
    head.headBytes = 0;
    head.samples = samples;
    head.sampleRateHz = sampleRateHz;
    head.channels = channelMode === MONO ? 1 : 2;
    head.kinship = 1 + (version | (((third >> 2) & 3) << 2) | (head.channels << 4));
    return true;
  },

  isTable(bytes, at, { samples, channels }) {
    const table = at + tableOffset(samples, channels);
    const first = bytes[table];
    if (first === 0x58) return startsWith(bytes, table, 'Xing');
    if (first === 0x49) return startsWith(bytes, table, 'Info');
    return bytes[at + 36] === 0x56 && startsWith(bytes, at + 36, 'VBRI');
  },
};

/** Where Xing's table lies in its frame: behind the head and the side information. */
export function tableOffset(samples: number, channels: number): number {
  if (samples === 1_152) return channels === 1 ? 21 : 36;
  return channels === 1 ? 13 : 21;
}

import {
  MAXIMUM_LISTED_GAPS,
  type PlayedFrom,
  type RecordingTiming,
  TIMING_RULES,
  type TimingReason,
} from '../model/recording-timing';

/** What going through the packets of a sound found. Times are seconds on the file's own time line. */
export type SoundFacts = {
  packets: number;
  /** Of all packets but the first and the last, which are often cut. */
  smallestBytes: number;
  largestBytes: number;
  totalBytes: number;
  startSeconds: number;
  /** The longest that a packet lasts. */
  packetSeconds: number;
  gaps: { startSeconds: number; endSeconds: number }[];
  gapCount: number;
  /** How often a packet is earlier than the one before. */
  steps: number;
};

/** What is known of a file before it is decided from what it is played. */
export type TimingFacts = {
  container: string;
  /** Which of the file's sounds is heard, from 0, where players by themselves choose another. */
  soundTrack?: number;
  /** Of the sound that is played. */
  codec: string;
  sampleRateHz: number;
  sound: SoundFacts;
  /** Start of its earliest track, in seconds. */
  startSeconds: number;
  hasPicture: boolean;
  hasDuration: boolean;
  index: SeekIndex;
  /** What an mp3 says its encoder put before the sound, in samples; `undefined` where it does not say. */
  encoderDelaySamples: number | undefined;
  strayBytes: number;
  /** The kind of file that takes its packets as they are; `undefined` where there is none. */
  copy: { extension: string; mimeType: string } | undefined;
};

/** What needs nothing encoded anew. */
type JudgedFrom = Exclude<PlayedFrom, { type: 'encoded' }>;

/** What a file holds to find a time by. */
export type SeekIndex = { hasIndex: boolean; isFragmented: boolean; edits: number };

/** Less is within what a decoder needs to begin. */
const LATE_START_SECONDS = 0.1;

/** What LAME puts before the sound, which most programs encode with. */
const USUAL_MP3_DELAY_SAMPLES = 576;

/** What every decoder of mp3 adds: the length of its filters and a sample. */
const MP3_DECODER_SAMPLES = 529;

/** What no decoder of AAC gives back as it was: the half of the first packet that overlaps with nothing. */
const AAC_PRIMING_SAMPLES = 1_024;

/**
 * Decides from what a recording is played. The rules follow from what was measured in Chromium, by the sound that comes
 * out after a seek (docs/decisions/0014-one-exact-time-line.md).
 */
export function judgeTiming(facts: TimingFacts): RecordingTiming & { playedFrom: JudgedFrom } {
  const { sound, index, startSeconds, strayBytes } = facts;
  return {
    rules: TIMING_RULES,
    bitRate: isConstant(sound) ? 'constant' : 'variable',
    packets: sound.packets,
    ...index,
    startMs: Math.max(0, Math.round(startSeconds * 1_000)),
    gaps: sound.gaps.slice(0, MAXIMUM_LISTED_GAPS).map((gap) => ({
      startMs: Math.max(0, Math.round(gap.startSeconds * 1_000)),
      endMs: Math.max(0, Math.round(gap.endSeconds * 1_000)),
    })),
    gapCount: sound.gapCount,
    strayBytes,
    playedFrom: decide(facts),
  };
}

function decide(facts: TimingFacts): JudgedFrom {
  const { sound, index, copy, startSeconds } = facts;
  const reasons = reasonsToCopy(facts);
  // A copy would put them together in another way than a player does.
  const hindrances: TimingReason[] = [];
  if (sound.steps > 0) hindrances.push('disorder');
  if (index.edits > 1) hindrances.push('edited');
  if (hindrances.length > 0 || (reasons.length > 0 && !copy)) {
    return { type: 'original', precision: 'approximate', reasons: [...hindrances, ...reasons] };
  }
  if (reasons.length === 0 || !copy) return { type: 'original', precision: 'exact', reasons };
  return {
    type: 'copy',
    reasons,
    ...copy,
    ...(facts.soundTrack !== undefined && { soundTrack: facts.soundTrack }),
    originMs: startSeconds > LATE_START_SECONDS ? startSeconds * 1_000 : 0,
    primingMs: primingSecondsOf(facts) * 1_000,
  };
}

function reasonsToCopy(facts: TimingFacts): TimingReason[] {
  const { container, codec, sound, index, hasDuration, startSeconds } = facts;
  const reasons: TimingReason[] = [];
  if (facts.soundTrack !== undefined) reasons.push('other-sound');
  if (container === 'mp3') reasons.push(isConstant(sound) ? 'encoder-delay' : 'variable-rate');
  if (container === 'adts') reasons.push('raw-stream');
  if (container === 'webm' || container === 'matroska') {
    if (!index.hasIndex || !hasDuration) reasons.push('no-index');
  }
  // Of Opus and FLAC each place is found without an index, of Vorbis up to half a second off.
  if (codec === 'vorbis') reasons.push(container === 'ogg' ? 'no-index' : 'encoder-delay');
  if (index.isFragmented) reasons.push('fragmented');
  if (startSeconds > LATE_START_SECONDS) reasons.push('late-start');
  return reasons;
}

/** How much earlier the sound must lie in the copy so that it is heard when it was recorded. */
function primingSecondsOf({
  container,
  codec,
  sampleRateHz,
  sound,
  index,
  hasPicture,
  encoderDelaySamples,
}: TimingFacts): number {
  if (sampleRateHz <= 0) return 0;
  if (container === 'mp3') {
    return ((encoderDelaySamples ?? USUAL_MP3_DELAY_SAMPLES) + MP3_DECODER_SAMPLES) / sampleRateHz;
  }
  // With a picture, whoever put the two together has taken it out.
  if (codec === 'aac' && !hasPicture && index.edits === 0) return AAC_PRIMING_SAMPLES / sampleRateHz;
  // Chromium hears nothing in the first packet after a seek, and plays the second at the time of the first.
  if (codec === 'vorbis') return -sound.packetSeconds;
  return 0;
}

function isConstant({ smallestBytes, largestBytes }: SoundFacts): boolean {
  return largestBytes - smallestBytes <= 1;
}

import { z } from 'zod';
import { millisecondsSchema } from './identifiers';

/**
 * Of the rules by which a recording is examined. Raised when what they find changes: a recording that was examined by
 * others is then examined anew.
 */
export const TIMING_RULES = 1;

/** Gaps that are kept one by one; of more, their number. */
export const MAXIMUM_LISTED_GAPS = 20;

/** Why a place in a file is not found exactly, as it lies there. */
export const timingReasonSchema = z.enum([
  /** Its bit rate changes, and a player finds a place by a mean or by a table of a hundred points. */
  'variable-rate',
  /** What its encoder put before the sound is played along, or not, as it comes. */
  'encoder-delay',
  /** Nothing says where in the file which time is. */
  'no-index',
  /** A bare stream of packets, without times of its own. */
  'raw-stream',
  /** It consists of fragments, as recorders leave it that may be cut off. */
  'fragmented',
  /** Its first sound or picture lies later than 0. */
  'late-start',
  /** Its times go backwards, as where recordings were joined end to end. */
  'disorder',
  /** Its sound is put together of several parts by a list of edits. */
  'edited',
  /** Of its sounds, players choose another by themselves. */
  'other-sound',
  /** It could not be read packet by packet. */
  'unreadable',
]);
export type TimingReason = z.infer<typeof timingReasonSchema>;

/** From what a recording is played so that each time is where it says. */
export const playedFromSchema = z.discriminatedUnion('type', [
  /** The file as it is; `approximate` where nothing better can be made of it. */
  z.object({
    type: z.literal('original'),
    precision: z.enum(['exact', 'approximate']),
    reasons: z.array(timingReasonSchema),
  }),
  /** A copy of its packets with a table of times, in the session's cache. */
  z.object({
    type: z.literal('copy'),
    reasons: z.array(timingReasonSchema).min(1),
    extension: z.string().regex(/^[a-z0-9]{1,8}$/),
    mimeType: z.string().regex(/^(audio|video)\/[a-z0-9.+-]+$/),
    /** Which of the file's sounds it holds, from 0; the one that players choose where it is absent. */
    soundTrack: z.number().int().nonnegative().optional(),
    /** What of the file's own time line is time 0 of the copy, in milliseconds and parts of them. */
    originMs: z.number().nonnegative(),
    /** How much earlier the sound lies in the copy, taking out what its encoder put before it; may be negative. */
    primingMs: z.number().min(-1_000).max(1_000),
  }),
  /** A copy that an ffmpeg of the system encoded anew, in the session's cache. Its times are those that are heard. */
  z.object({
    type: z.literal('encoded'),
    /** What of the original the player cannot decode. */
    because: z.enum(['sound', 'picture']),
    extension: z.string().regex(/^[a-z0-9]{1,8}$/),
    mimeType: z.string().regex(/^(audio|video)\/[a-z0-9.+-]+$/),
    /** Whether the copy has a picture that is shown; before it is made, that it will have none. */
    hasPicture: z.boolean(),
    /** As of a copy. */
    soundTrack: z.number().int().nonnegative().optional(),
  }),
]);
export type PlayedFrom = z.infer<typeof playedFromSchema>;

/** What is played from a file of the session's cache. */
export type CopiedFrom = Exclude<PlayedFrom, { type: 'original' }>;

/** What going through a recording packet by packet found of its times. */
export const recordingTimingSchema = z.object({
  rules: z.number().int().positive(),
  /** Whether all packets of the sound are of one size, but for a byte that pads. */
  bitRate: z.enum(['constant', 'variable']),
  packets: z.number().int().nonnegative(),
  /** Whether the file holds a table that finds each time. */
  hasIndex: z.boolean(),
  isFragmented: z.boolean(),
  /** Parts that its list of edits names; 0 without one. */
  edits: z.number().int().nonnegative(),
  /** Where its first sound or picture lies on the file's own time line. */
  startMs: millisecondsSchema,
  /** Stretches without any packet of sound, the first of them; players play silence there. */
  gaps: z
    .array(z.object({ startMs: millisecondsSchema, endMs: millisecondsSchema }))
    .max(MAXIMUM_LISTED_GAPS),
  gapCount: z.number().int().nonnegative(),
  /** Bytes between the packets of a bare stream that belong to none: damage, or what was glued in. */
  strayBytes: z.number().int().nonnegative(),
  playedFrom: playedFromSchema,
});
export type RecordingTiming = z.infer<typeof recordingTimingSchema>;

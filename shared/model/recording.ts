import { z } from 'zod';
import { millisecondsSchema, sha256Schema } from './identifiers';
import { recordingTimingSchema } from './recording-timing';

/** One audio or video track of a recording, as its content says. */
export const trackSchema = z.object({
  type: z.enum(['audio', 'video']),
  /** Codec in short common form, such as `aac`, `opus`, `avc`; `unknown` where the probe cannot name it. */
  codec: z.string().min(1),
  /** Whether the player of this program can decode it. */
  playable: z.boolean(),
  channels: z.number().int().positive().optional(),
  sampleRateHz: z.number().positive().optional(),
  widthPx: z.number().int().positive().optional(),
  heightPx: z.number().int().positive().optional(),
});
export type Track = z.infer<typeof trackSchema>;

/** What the probe finds in a file by reading its content; the file's name plays no part. */
export const probeSchema = z.object({
  container: z.string().min(1),
  /** Content type under which the media route serves it. */
  mimeType: z.string().regex(/^(audio|video)\/[a-z0-9.+-]+$/),
  durationMs: z.number().int().positive(),
  tracks: z.array(trackSchema).min(1),
  /**
   * How its times are found, by going through its packets. Absent where that was not done here: in a document of before,
   * or from a package, whose sender is not believed.
   */
  timing: recordingTimingSchema.optional(),
});
export type Probe = z.infer<typeof probeSchema>;

/** Key pictures lie seconds apart; a screen that nobody touches may go minutes without one. */
const MAXIMUM_LEAD_MS = 3_600_000;

/** The most stretches that a recording is shared in. */
export const MAXIMUM_EXCERPTS = 500;

/**
 * One stretch of a recording that was shared without the rest: a file of its own. Times are those of the whole
 * recording; `endMs` is exclusive.
 */
export const excerptSchema = z
  .object({
    startMs: millisecondsSchema,
    endMs: millisecondsSchema,
    /**
     * What the file holds before `startMs`, in milliseconds and parts of them: sound that brings the decoder into step,
     * and the picture from the key picture on. A time of the whole lies at `time - startMs + leadMs` of the file.
     */
    leadMs: z.number().nonnegative().max(MAXIMUM_LEAD_MS),
    /** Content type of the file. */
    mimeType: z.string().regex(/^(audio|video)\/[a-z0-9.+-]+$/),
    /** Extension of the file without its dot, such as `webm`. */
    extension: z.string().regex(/^[a-z0-9]{1,8}$/),
    sizeBytes: z.number().int().positive(),
    sha256: sha256Schema,
  })
  .refine((excerpt) => excerpt.endMs > excerpt.startMs, {
    message: 'an excerpt must end after it starts',
    path: ['endMs'],
  });
export type Excerpt = z.infer<typeof excerptSchema>;

/**
 * How a session's recording lies in the library: a copy, a link to the original, stretches of it, or nothing, since it
 * was never shared (`absent`) or was deleted here.
 */
export const recordingStorageSchema = z.enum(['copied', 'linked', 'excerpts', 'absent', 'deleted']);
export type RecordingStorage = z.infer<typeof recordingStorageSchema>;

/** The recording of a session. All but `storage` and `excerpts` describes the whole, wherever that is. */
export const recordingSchema = z.object({
  ...probeSchema.shape,
  storage: recordingStorageSchema,
  /** What is here where `storage` is `excerpts`, in order and without overlap; else absent. */
  excerpts: z.array(excerptSchema).min(1).max(MAXIMUM_EXCERPTS).optional(),
  /** Which of its sounds is heard, from 0; the one that players choose where it is absent. */
  soundTrack: z.number().int().nonnegative().optional(),
  /** The name it had when it was added; shown to people, never used as a path. */
  originalName: z.string().min(1).max(400),
  sizeBytes: z.number().int().positive(),
  sha256: sha256Schema,
});
export type Recording = z.infer<typeof recordingSchema>;

/** `recording/recording.link.json`: where the original of a linked recording was last seen. */
export const recordingLinkSchema = z.object({
  schemaVersion: z.literal(1),
  path: z.string().min(1),
  sizeBytes: z.number().int().positive(),
  durationMs: millisecondsSchema,
  sha256: sha256Schema,
});
export type RecordingLink = z.infer<typeof recordingLinkSchema>;

/** Whether any of a recording can be played here. */
export function isPlayable({ storage }: Pick<Recording, 'storage'>): boolean {
  return storage !== 'absent' && storage !== 'deleted';
}

/** Whether there is a picture to be seen beside the sound. */
export function hasVideo({
  tracks,
  timing,
  excerpts = [],
}: Pick<Recording, 'tracks' | 'timing' | 'excerpts'>): boolean {
  if (timing?.playedFrom.type === 'encoded') return timing.playedFrom.hasPicture;
  return (
    tracks.some((track) => track.type === 'video' && track.playable) ||
    // Those that were cut from an encoded copy show what the original does not.
    excerpts.some(({ mimeType }) => mimeType.startsWith('video/'))
  );
}

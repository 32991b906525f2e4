import { z } from 'zod';
import { millisecondsSchema, sha256Schema } from './identifiers';

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
});
export type Probe = z.infer<typeof probeSchema>;

/** The recording of a session: a copy in the library, a link to the original, or absent from a received package. */
export const recordingSchema = z.object({
  ...probeSchema.shape,
  storage: z.enum(['copied', 'linked', 'absent']),
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

export function hasVideo(recording: Pick<Recording, 'tracks'>): boolean {
  return recording.tracks.some((track) => track.type === 'video' && track.playable);
}

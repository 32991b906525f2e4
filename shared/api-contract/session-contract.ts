import { z } from 'zod';
import { auditEntrySchema } from '../model/audit';
import { ffmpegStateSchema } from '../model/ffmpeg';
import { idSchema, timestampSchema } from '../model/identifiers';
import { listeningSchema } from '../model/listening';
import { playbackSchema } from '../model/playback';
import {
  deletionSchema,
  recordingPlaceSchema,
  sessionDetailsSchema,
  sessionDocumentSchema,
  sessionSummarySchema,
} from '../model/session';
import { bySession, nothing } from './inputs';
import { mutation, query } from './procedure';

/** What deleting a session's recording would delete. */
export const deletionPlanSchema = z.object({
  recording: deletionSchema.shape.recording,
  recordingBytes: deletionSchema.shape.recordingBytes,
  /** Where the original of a linked recording lies, and stays. */
  originalPath: z.string().optional(),
  /** In all reviews of the session, whoever wrote them. */
  quotes: deletionSchema.shape.quotes,
  reviewsWithQuotes: z.number().int().nonnegative(),
});
export type DeletionPlan = z.infer<typeof deletionPlanSchema>;

export const sessions = {
  list: query(nothing, z.array(sessionSummarySchema)),
  get: query(bySession, sessionDocumentSchema),
  update: mutation(
    z.object({ sessionId: idSchema, details: sessionDetailsSchema.partial() }),
    sessionDocumentSchema,
  ),
  /** Where the original of a linked recording is. */
  recordingPlace: query(bySession, recordingPlaceSchema),
  /** Links to the same recording at another place, and siblings whose originals lie beside it. Desktop only. */
  relink: mutation(
    z.object({ sessionId: idSchema, path: z.string().min(1) }),
    z.object({ sessionIds: z.array(idSchema).min(1) }),
  ),
  listTrash: query(nothing, z.array(z.object({ session: sessionSummarySchema, trashedAt: timestampSchema }))),
  moveToTrash: mutation(bySession, nothing),
  restore: mutation(bySession, nothing),
  /** Deletes for good and says what was deleted. */
  emptyTrash: mutation(
    nothing,
    z.object({
      deleted: z.array(z.object({ title: z.string(), reviews: z.number(), sizeBytes: z.number() })),
    }),
  ),
  /** What the two below would delete. */
  planDeletion: query(bySession, deletionPlanSchema),
  /** Records that the client withdrew, and deletes the recording and every quote. Says the same when done before. */
  withdrawConsent: mutation(bySession, sessionDocumentSchema),
  /** Deletes the recording; after the consent has ended, every quote too. */
  deleteRecording: mutation(
    z.object({ sessionId: idSchema, reason: deletionSchema.shape.reason.exclude(['consent-withdrawn']) }),
    sessionDocumentSchema,
  ),
  /** What was done with a session, oldest first, and how many lines of that list cannot be read. */
  audit: query(
    bySession,
    z.object({ entries: z.array(auditEntrySchema), unreadableLines: z.number().int().nonnegative() }),
  ),
  /** Adds the sample session, or finds it where it already is. */
  openSample: mutation(nothing, bySession),
} as const;

export const recordings = {
  /** How a session was listened to last; null where it was not, or that was lost. */
  listening: query(bySession, listeningSchema.nullable()),
  saveListening: mutation(bySession.extend({ listening: listeningSchema }), nothing),
  /** Says from what a session's recording is played, and begins to make what is missing of that. */
  prepare: mutation(
    z.object({
      sessionId: idSchema,
      /** Also where the user stopped it before, or it failed. */
      again: z.boolean().default(false),
    }),
    playbackSchema,
  ),
  /** Begins to make a picture visible that the player cannot decode; the imports say how far it is. */
  showPicture: mutation(bySession, nothing),
  /** Lets another of its sounds be heard; the first is 0. */
  chooseSound: mutation(
    bySession.extend({ soundTrack: z.number().int().nonnegative() }),
    sessionDocumentSchema,
  ),
} as const;

export const ffmpeg = {
  /** What is known of an ffmpeg on this system; whether it may be used is one of the preferences. */
  state: query(nothing, ffmpegStateSchema),
} as const;

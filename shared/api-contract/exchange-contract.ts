import { z } from 'zod';
import { exportJobSchema } from '../model/export-job';
import { frameworkReferenceSchema } from '../model/framework';
import { calendarDateSchema, idSchema } from '../model/identifiers';
import { importJobSchema } from '../model/import-job';
import { byExport, bySession, nothing } from './inputs';
import { mutation, query } from './procedure';

const byImport = z.object({ importId: idSchema });

export const sharePurposeSchema = z.enum(['mentor', 'group', 'credential']);

/** How much of the recording goes into a package. */
export const sharedRecordingSchema = z.discriminatedUnion('include', [
  z.object({ include: z.literal('whole') }),
  /** All of it, as the copy that was encoded since the original cannot be played everywhere. */
  z.object({ include: z.literal('copy') }),
  z.object({ include: z.literal('none') }),
  z.object({
    include: z.literal('excerpts'),
    /** The moments around which the recording is kept. */
    momentIds: z.array(idSchema).min(1).max(2_000),
    /** What is kept before and after each moment. */
    paddingMs: z.number().int().min(0).max(60_000),
  }),
]);
export type SharedRecording = z.infer<typeof sharedRecordingSchema>;

/** Who can open a package. */
export const protectionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('none') }),
  z.object({ type: z.literal('passphrase'), passphrase: z.string().min(1).max(1_000) }),
  /** Only these contacts, each with their own key. */
  z.object({ type: z.literal('contacts'), profileIds: z.array(idSchema).min(1).max(100) }),
]);
export type Protection = z.infer<typeof protectionSchema>;

/** What the share screen asks for. */
export const shareRequestSchema = z.object({
  sessionId: idSchema,
  purpose: sharePurposeSchema,
  framework: frameworkReferenceSchema,
  recording: sharedRecordingSchema,
  /** The sender's own submitted review to put in; absent to send none. */
  reviewId: idSchema.optional(),
  /** Whether that review goes as the reference of a calibration, closed until the receiver has submitted hers. */
  asReference: z.boolean().optional(),
  message: z.string().max(4_000),
  /** Whether the names of people are replaced in all that is shared. */
  replaceNames: z.boolean(),
  protection: protectionSchema,
  /** Calendar date at the user's, against which the consent is checked. */
  today: calendarDateSchema,
});
export type ShareRequest = z.infer<typeof shareRequestSchema>;

/** What sending a review back asks for. */
export const sendBackRequestSchema = z.object({
  reviewId: idSchema,
  message: z.string().max(4_000),
  replaceNames: z.boolean(),
  protection: protectionSchema,
});
export type SendBackRequest = z.infer<typeof sendBackRequestSchema>;

export const imports = {
  list: query(nothing, z.array(importJobSchema)),
  /** Announces a file whose bytes follow as `PUT /uploads/<importId>`. */
  beginUpload: mutation(
    z.object({ fileName: z.string().min(1), sizeBytes: z.number().int().nonnegative() }),
    byImport,
  ),
  /** Takes in a file by its path; refused by hosts whose page must not name paths. */
  beginFromPath: mutation(
    z.object({ path: z.string().min(1), storage: z.enum(['copied', 'linked']) }),
    byImport,
  ),
  cancel: mutation(byImport, nothing),
  /** Begins to make a copy that plays of a recording that does not; the user has allowed ffmpeg for that. */
  makePlayable: mutation(byImport, nothing),
  addDuplicate: mutation(byImport, bySession),
  /** Answers when the passphrase was found to fit, `forbidden` when it does not and another may be tried. */
  unlock: mutation(z.object({ ...byImport.shape, passphrase: z.string().min(1).max(1_000) }), nothing),
  acceptPackage: mutation(
    z.object({
      ...byImport.shape,
      /** That the user was warned of a key and agreed again. */
      confirmed: z.boolean(),
    }),
    bySession,
  ),
  /** Removes a settled job from the list, or declines what it asks. */
  dismiss: mutation(byImport, nothing),
} as const;

export const exports = {
  list: query(nothing, z.array(exportJobSchema)),
  /** Stops the writing and removes what was written. */
  cancel: mutation(byExport, nothing),
  /** Takes a settled export off the list, and removes its file. */
  dismiss: mutation(byExport, nothing),
} as const;

/** Both check all that can be refused before they answer; the writing goes on as an export. */
export const packages = {
  share: mutation(shareRequestSchema, byExport),
  /** Packs one submitted review of a received session for its sender. */
  sendBack: mutation(sendBackRequestSchema, byExport),
  /** In how many places names would be replaced, beside those in the message. */
  countNames: query(
    z.object({ sessionId: idSchema, reviewId: idSchema.optional() }),
    z.object({ places: z.number().int().nonnegative() }),
  ),
} as const;

import { z } from 'zod';
import {
  backupInspectionSchema,
  backupNameSchema,
  backupSummarySchema,
  restoreOutcomeSchema,
} from '../model/backup';
import { exportJobSchema } from '../model/export-job';
import { calendarDateSchema, idSchema, timestampSchema } from '../model/identifiers';
import { importJobSchema } from '../model/import-job';
import { checkJobSchema } from '../model/library-check';
import { libraryGlanceSchema } from '../model/library-glance';
import { personSchema, preferencesSchema, profileDocumentSchema } from '../model/profile';
import { nothing } from './inputs';
import { mutation, query, subscription } from './procedure';

const byBackup = z.object({ name: backupNameSchema });

/** Something the user must be told that no request of hers asked for, such as a document that was recovered. */
export const noticeSchema = z.object({ id: idSchema, at: timestampSchema, message: z.string() });
export type Notice = z.infer<typeof noticeSchema>;

export const libraryStatusSchema = z.object({
  /** Where the library lies, for people to find and back up. */
  folder: z.string(),
  version: z.string(),
  /** Whether the library can be changed, or only read since another Concordance has it. */
  access: z.discriminatedUnion('mode', [
    z.object({ mode: z.literal('full') }),
    z.object({ mode: z.literal('reading'), reason: z.string() }),
  ]),
  /** Absent until the user has said who she is. */
  profile: profileDocumentSchema.optional(),
  /** Whether recordings may be added by path, and so linked in place. */
  addsByPath: z.boolean(),
  notices: z.array(noticeSchema),
});
export type LibraryStatus = z.infer<typeof libraryStatusSchema>;

/** What the one event stream of a page carries. */
export const serverEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('import'), job: importJobSchema }),
  z.object({ type: z.literal('export'), job: exportJobSchema }),
  z.object({ type: z.literal('check'), job: checkJobSchema }),
  z.object({ type: z.literal('sessions-changed') }),
  z.object({ type: z.literal('notice'), notice: noticeSchema }),
]);
export type ServerEvent = z.infer<typeof serverEventSchema>;

export const library = {
  status: query(nothing, libraryStatusSchema),
  /**
   * The first rows of the list, as they were when the library was last closed until it is compared with its folders;
   * `sessions.list` waits for that.
   */
  glance: query(z.object({ today: calendarDateSchema }), libraryGlanceSchema),
  dismissNotice: mutation(z.object({ noticeId: idSchema }), nothing),
} as const;

export const profile = {
  save: mutation(
    z.object({ person: personSchema.omit({ profileId: true }), preferences: preferencesSchema.optional() }),
    profileDocumentSchema,
  ),
} as const;

export const backups = {
  /** The newest first. */
  list: query(nothing, z.array(backupSummarySchema)),
  make: mutation(nothing, backupSummarySchema),
  /** What a backup holds against what is there now. */
  inspect: query(byBackup, backupInspectionSchema),
  /** Brings sessions back, all of them or none; what is there now is backed up first. */
  restore: mutation(
    byBackup.extend({ sessionIds: z.union([z.literal('all'), z.array(idSchema).min(1).max(100_000)]) }),
    restoreOutcomeSchema,
  ),
} as const;

export const check = {
  /** Where the check of the library stands; null where none was asked for since the start. */
  current: query(nothing, checkJobSchema.nullable()),
  start: mutation(nothing, nothing),
  cancel: mutation(nothing, nothing),
} as const;

export const events = {
  watch: subscription(nothing, serverEventSchema),
} as const;

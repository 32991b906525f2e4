import { z } from 'zod';
import { idSchema, sha256Schema, timestampSchema } from './identifiers';

/** The name of a backup's folder: its day, and for one that is not the day's own the time of the day. */
export const backupNameSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}(_\d{6})?$/);

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const SESSION_FILE = new RegExp(
  `^sessions/(${UUID})/(session\\.json|audit\\.jsonl|recording/recording\\.link\\.json|debriefs/${UUID}\\.json|reviews/(${UUID})\\.(?:json|journal))$`,
);
const LIBRARY_FILE = new RegExp(
  `^(profile\\.json|contacts\\.json|mentoring\\.json|deletions\\.jsonl|(?:frameworks|forms)/[a-z0-9][a-z0-9-]*@[A-Za-z0-9][A-Za-z0-9.-]*\\.json|(?:framework-drafts|engagements|competency-reviews)/${UUID}\\.json)$`,
);

/** What a file of a backup is, told by its path alone. */
export type BackupFileRole =
  | { type: 'library' }
  | { type: 'session'; sessionId: string }
  | { type: 'review'; sessionId: string; reviewId: string };

/** @returns `undefined` for a path that no backup has, such as one that leads out of it */
export function roleOfBackupFile(path: string): BackupFileRole | undefined {
  if (LIBRARY_FILE.test(path)) return { type: 'library' };
  const [, sessionId, , reviewId] = SESSION_FILE.exec(path) ?? [];
  if (sessionId === undefined) return undefined;
  return reviewId === undefined ? { type: 'session', sessionId } : { type: 'review', sessionId, reviewId };
}

/** One file of a backup, by its path as in the library, with `/` between the parts. */
export const backupFileSchema = z.object({
  path: z
    .string()
    .refine((path) => roleOfBackupFile(path) !== undefined, 'is not the path of a backup’s file'),
  sizeBytes: z.number().int().nonnegative(),
  sha256: sha256Schema,
});
export type BackupFile = z.infer<typeof backupFileSchema>;

/** Why a backup was made: each day by itself, when the user asked, or before a restore replaced something. */
export const backupReasonSchema = z.enum(['daily', 'asked', 'before-restore']);
export type BackupReason = z.infer<typeof backupReasonSchema>;

/** `backup.json`, written last: a backup is everything that stands in it and nothing else. */
export const backupManifestSchema = z.object({
  schemaVersion: z.literal(1),
  madeAt: timestampSchema,
  reason: backupReasonSchema,
  files: z.array(backupFileSchema),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;

/** One row of the list of backups. */
export const backupSummarySchema = z.discriminatedUnion('state', [
  z.object({
    name: backupNameSchema,
    state: z.literal('complete'),
    madeAt: timestampSchema,
    reason: backupReasonSchema,
    sessions: z.number().int().nonnegative(),
    reviews: z.number().int().nonnegative(),
    sizeBytes: z.number().int().nonnegative(),
  }),
  /** Its list of files cannot be read, or was written by a newer version of the program. */
  z.object({ name: backupNameSchema, state: z.literal('unreadable') }),
]);
export type BackupSummary = z.infer<typeof backupSummarySchema>;

/** How a session in a backup compares with the library now. */
export const backedUpSessionSchema = z.object({
  sessionId: idSchema,
  title: z.string(),
  /** Calendar date of the session. */
  date: z.string(),
  reviews: z.number().int().nonnegative(),
  state: z.enum([
    'same',
    'changed',
    /** Not in the library now. */
    'missing',
    /** In the trash, from where it can be taken back as it was. */
    'in-trash',
    /** Its client withdrew consent since, or it was deleted for good: what the backup holds stays away. */
    'withdrawn',
    /** The copy in the backup cannot be read. */
    'unreadable',
  ]),
  /** Whether the session’s own details are other ones now. */
  detailsChanged: z.boolean(),
  /** Reviews that a restore would take back to what they were; submitted ones stay as they are. */
  reviewsChanged: z.number().int().nonnegative(),
  /** Reviews in the backup that the library does not have now. */
  reviewsMissing: z.number().int().nonnegative(),
  /** Reviews that came since; a restore keeps them. */
  reviewsSince: z.number().int().nonnegative(),
});
export type BackedUpSession = z.infer<typeof backedUpSessionSchema>;

/** What of a library is no session. A profile counts as missing where another person's took its place. */
export const backupPartSchema = z.enum([
  'profile',
  'contacts',
  'mentoring',
  'frameworks',
  'framework-drafts',
  'forms',
  'engagements',
]);
export type BackupPart = z.infer<typeof backupPartSchema>;

/** What a backup holds against what is there now. */
export const backupInspectionSchema = z.object({
  name: backupNameSchema,
  madeAt: timestampSchema,
  reason: backupReasonSchema,
  sessions: z.array(backedUpSessionSchema),
  /** Sessions that came since; a restore keeps them. */
  sessionsSince: z.number().int().nonnegative(),
  /** What beside the sessions is not there now and would come back with everything. */
  parts: z.array(backupPartSchema),
  /** Files of the backup that are missing or not as they were written; nothing is restored from them. */
  damagedFiles: z.number().int().nonnegative(),
});
export type BackupInspection = z.infer<typeof backupInspectionSchema>;

/** Whether a session of a backup differs from what is there now and may be brought back. */
export function isRestorable({ state }: Pick<BackedUpSession, 'state'>): boolean {
  return state === 'changed' || state === 'missing';
}

/** What a restore did. */
export const restoreOutcomeSchema = z.object({
  restored: z.array(z.object({ sessionId: idSchema, title: z.string() })),
  /** Sessions that stayed as they are although they were asked for, and why. */
  left: z.array(z.object({ sessionId: idSchema, title: z.string(), reason: z.string() })),
  parts: z.array(backupPartSchema),
  /** The backup of what was there before; absent where nothing had to be replaced. */
  before: backupNameSchema.optional(),
});
export type RestoreOutcome = z.infer<typeof restoreOutcomeSchema>;

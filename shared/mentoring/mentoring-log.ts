import { z } from 'zod';
import { calendarDateSchema, idSchema } from '../model/identifiers';

export const credentialLevelSchema = z.enum(['ACC', 'PCC', 'MCC']);
export type CredentialLevel = z.infer<typeof credentialLevelSchema>;

const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 18:30');

/** One talk with a mentor: only dialogue counts, not listening to the recording or preparing. */
export const mentoringEntrySchema = z.object({
  id: idSchema,
  date: calendarDateSchema,
  startsAt: timeOfDaySchema,
  /** On the next day where it is earlier than the start. */
  endsAt: timeOfDaySchema,
  setting: z.enum(['one-to-one', 'group']),
  /** People who were mentored, the owner among them; 1 in a talk of two. */
  groupSize: z.number().int().min(1).max(500),
  mentor: z.string().trim().min(1).max(120),
  /** What the mentor held on that day, such as `PCC` or `MCS-PCC`. */
  mentorCredential: z.string().trim().max(60),
  about: z.string().max(20_000),
  /** The session that was talked about, where it is in the library. */
  sessionId: idSchema.optional(),
  /** The mentor's review that the talk was about, where it is in the library. */
  reviewId: idSchema.optional(),
});
export type MentoringEntry = z.infer<typeof mentoringEntrySchema>;

/** `mentoring.json`: the owner's log. */
export const mentoringLogSchema = z.object({
  schemaVersion: z.literal(1),
  /** The credential that the hours are meant for. */
  level: credentialLevelSchema,
  entries: z.array(mentoringEntrySchema),
});
export type MentoringLog = z.infer<typeof mentoringLogSchema>;

export const EMPTY_MENTORING_LOG: MentoringLog = { schemaVersion: 1, level: 'ACC', entries: [] };

const MINUTES_A_DAY = 1_440;

/** Minutes from the start to the end, up to a whole day; an end before the start is on the next day. */
export function minutesOf({ startsAt, endsAt }: Pick<MentoringEntry, 'startsAt' | 'endsAt'>): number {
  return (minuteOfDay(endsAt) - minuteOfDay(startsAt) + MINUTES_A_DAY) % MINUTES_A_DAY;
}

/** Minutes since 1970 in a day's own calendar, for finding entries that overlap. */
export function startMinuteOf({ date, startsAt }: Pick<MentoringEntry, 'date' | 'startsAt'>): number {
  return Date.parse(`${date}T00:00:00Z`) / 60_000 + minuteOfDay(startsAt);
}

function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Oldest first. */
export function inOrder(entries: readonly MentoringEntry[]): MentoringEntry[] {
  return entries.toSorted((a, b) => startMinuteOf(a) - startMinuteOf(b) || (a.id < b.id ? -1 : 1));
}

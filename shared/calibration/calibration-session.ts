import { z } from 'zod';
import { frameworkReferenceSchema } from '../model/framework';
import { calendarDateSchema, idSchema, timestampSchema } from '../model/identifiers';
import { personSchema } from '../model/profile';
import { reviewContentSchema } from '../model/review';

const saidSchema = reviewContentSchema.omit({ feedback: true });

/** A session with a reference review. What the reference says is here only once one's own review is in. */
export const calibrationSessionSchema = z.object({
  sessionId: idSchema,
  title: z.string(),
  date: calendarDateSchema,
  /** Whether the recording, or a part of it, is here. */
  canPlay: z.boolean(),
  framework: frameworkReferenceSchema,
  /** Who made the reference. */
  referenceBy: personSchema,
  result: z.discriminatedUnion('state', [
    z.object({ state: z.literal('closed'), hasDraft: z.boolean() }),
    z.object({
      state: z.literal('open'),
      referenceId: idSchema,
      reference: saidSchema,
      /** One's own as it was first submitted: a correction was written with the reference in sight. */
      reviewId: idSchema,
      own: saidSchema,
      submittedAt: timestampSchema,
      independent: z.boolean(),
    }),
  ]),
});
export type CalibrationSession = z.infer<typeof calibrationSessionSchema>;
export type OpenCalibration = CalibrationSession & {
  result: Extract<CalibrationSession['result'], { state: 'open' }>;
};

/** Those that are done, in the order in which one's own reviews were submitted. */
export function courseOfCalibration(sessions: readonly CalibrationSession[]): OpenCalibration[] {
  return sessions
    .filter((session): session is OpenCalibration => session.result.state === 'open')
    .sort(
      (a, b) =>
        a.result.submittedAt.localeCompare(b.result.submittedAt) ||
        a.result.reviewId.localeCompare(b.result.reviewId),
    );
}

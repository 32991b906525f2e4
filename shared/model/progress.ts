import { z } from 'zod';
import { calendarDateSchema, idSchema } from './identifiers';
import { reviewContentSchema } from './review';

/** One session of the owner as her own submitted review under one framework tells it. */
export const sessionProgressSchema = z.object({
  sessionId: idSchema,
  reviewId: idSchema,
  title: z.string(),
  date: calendarDateSchema,
  durationMs: z.number().int().positive(),
  /** Whether the recording, or a part of it, is here. */
  canPlay: z.boolean(),
  content: reviewContentSchema.omit({ feedback: true }),
});
export type SessionProgress = z.infer<typeof sessionProgressSchema>;

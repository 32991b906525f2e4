import { z } from 'zod';
import { engagementContentSchema, engagementDocumentSchema } from '../model/engagement';
import { calendarDateSchema, idSchema, timestampSchema } from '../model/identifiers';
import { nothing } from './inputs';
import { mutation, query } from './procedure';

const byEngagement = z.object({ engagementId: idSchema });

/** One row of the list of engagements. */
export const engagementSummarySchema = z.object({
  id: idSchema,
  client: z.string(),
  startedOn: calendarDateSchema,
  changedAt: timestampSchema,
  sessions: z.number().int().nonnegative(),
  goals: z.number().int().nonnegative(),
});
export type EngagementSummary = z.infer<typeof engagementSummarySchema>;

export const engagements = {
  /** By the client's name. */
  list: query(nothing, z.array(engagementSummarySchema)),
  get: query(byEngagement, engagementDocumentSchema),
  start: mutation(engagementContentSchema.pick({ client: true, coach: true, startedOn: true }), byEngagement),
  save: mutation(byEngagement.extend({ content: engagementContentSchema }), engagementSummarySchema),
  /** Deletes its documents; the sessions stay. */
  remove: mutation(byEngagement, nothing),
} as const;

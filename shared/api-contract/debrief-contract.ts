import { z } from 'zod';
import { debriefStepSchema, stepHeadSchema } from '../debrief/debrief-steps';
import { debriefContentSchema, debriefDocumentSchema, namingSchema, stepIdSchema } from '../model/debrief';
import { frameworkReferenceSchema, frameworkSchema } from '../model/framework';
import { idSchema, timestampSchema } from '../model/identifiers';
import { reviewSummarySchema, sessionDocumentSchema } from '../model/session';
import { reportBlockSchema } from '../reports/report-blocks';
import { byExport, bySession, nothing } from './inputs';
import { mutation, query } from './procedure';

const byDebrief = z.object({ sessionId: idSchema, debriefId: idSchema });
const minutesRequestSchema = byDebrief.extend({ replaceNames: z.boolean() });
export type MinutesRequest = z.infer<typeof minutesRequestSchema>;

/** One row of a session's list of debriefs. */
export const debriefSummarySchema = z.object({
  id: idSchema,
  framework: frameworkReferenceSchema,
  startedAt: timestampSchema,
  begunAt: timestampSchema.optional(),
  reviewers: z.number().int().nonnegative(),
  /** Steps that the group came to an end with. */
  results: z.number().int().nonnegative(),
});
export type DebriefSummary = z.infer<typeof debriefSummarySchema>;

/** Who has submitted, before a debrief begins; nothing of what anyone says. */
export const gatheredSchema = z.object({
  debrief: debriefDocumentSchema,
  frameworkTitle: z.string(),
  sessionTitle: z.string(),
  /** In the order of the debrief's participants. */
  reviews: z.array(reviewSummarySchema),
  leftOut: z.array(
    z.object({
      review: reviewSummarySchema,
      reason: z.enum(['draft', 'other-framework', 'corrected', 'same-person', 'too-many']),
    }),
  ),
  /** Others' reviews stay closed until the owner submits hers, or chooses to see them. */
  isSealed: z.boolean(),
  /** Why it cannot begin; absent where it can. */
  obstacle: z.string().optional(),
});
export type Gathered = z.infer<typeof gatheredSchema>;

/** A debrief that has begun, with its steps. What was scored alone is asked for step by step. */
export const openedDebriefSchema = z.object({
  debrief: debriefDocumentSchema,
  session: sessionDocumentSchema,
  framework: frameworkSchema,
  /** Of the participants whose reviews are here. */
  reviews: z.array(reviewSummarySchema),
  /** Of participants who have submitted a correction since; the debrief stays with what they had submitted. */
  correctedSince: z.array(idSchema),
  steps: z.array(stepHeadSchema),
});
export type OpenedDebrief = z.infer<typeof openedDebriefSchema>;

export const minutesSchema = z.object({
  title: z.string(),
  /** BCP 47 tag of its words. */
  language: z.string(),
  blocks: z.array(reportBlockSchema),
});
export type Minutes = z.infer<typeof minutesSchema>;

export const debriefs = {
  /** The newest first. */
  list: query(bySession, z.array(debriefSummarySchema)),
  /** Starts to gather, or finds the debrief that is being gathered. */
  start: mutation(z.object({ sessionId: idSchema, framework: frameworkReferenceSchema }), byDebrief),
  /** Who has submitted by now; those who are new get their aliases. */
  gather: mutation(
    byDebrief.extend({
      naming: namingSchema.optional(),
      /** By review, whether it counts, where that is chosen. */
      counting: z.record(idSchema, z.boolean()).optional(),
    }),
    gatheredSchema,
  ),
  /** From then on the reviewers stay as they are, and what they said can be seen. */
  begin: mutation(byDebrief, nothing),
  open: query(byDebrief, openedDebriefSchema),
  /** One step with all that was scored alone. */
  step: query(byDebrief.extend({ stepId: stepIdSchema }), debriefStepSchema),
  /** Replaces all that the group wrote; refused where it was changed elsewhere since that revision. */
  save: mutation(
    byDebrief.extend({ revision: debriefDocumentSchema.shape.revision, content: debriefContentSchema }),
    debriefDocumentSchema.pick({ revision: true }),
  ),
  /** Deletes it; the reviews stay. */
  remove: mutation(byDebrief, nothing),
  minutes: query(minutesRequestSchema, minutesSchema),
  saveMinutes: mutation(minutesRequestSchema, byExport),
} as const;

import { z } from 'zod';
import { crosswalkLineSchema } from './crosswalk';
import { idSchema } from './identifiers';
import { momentSchema } from './moment';
import { indicatorMarkSchema, ratingSchema } from './review';

/** Why something of a review has no place under another framework. */
export const uncarriedReasonSchema = z.enum([
  /** The crosswalk says that nothing there takes it up. */
  'dropped',
  /** The crosswalk says nothing of it. */
  'unmapped',
  /** It was divided; which part is meant only its author knows. */
  'split',
  /** It was joined with others, so that it is not the whole. */
  'merged',
  /** A competency became an indicator, or the other way round. */
  'other-item',
  /** The competency there is rated on another scale, or not at all. */
  'other-scale',
  /** There it is observed or not, never in part. */
  'not-in-part',
  /** What is wanted here is a warning sign there, or the other way round. */
  'other-sense',
  /** The other framework has no such kind of moment. */
  'kind-missing',
]);
export type UncarriedReason = z.infer<typeof uncarriedReasonSchema>;

/** Something that could not be carried over, whole, so that it can be read and written anew. */
export const uncarriedSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('mark'),
    code: z.string(),
    mark: indicatorMarkSchema,
    reason: uncarriedReasonSchema,
  }),
  /** Of a rating only what stayed behind: its value, its rationale, or both. */
  z.object({
    type: z.literal('rating'),
    code: z.string(),
    rating: ratingSchema.partial(),
    reason: uncarriedReasonSchema,
  }),
  /** Moments that are evidence for something that has no place; the moments themselves were carried. */
  z.object({
    type: z.literal('links'),
    code: z.string(),
    momentIds: z.array(idSchema),
    reason: uncarriedReasonSchema,
  }),
  z.object({ type: z.literal('moment'), moment: momentSchema, reason: uncarriedReasonSchema }),
]);
export type Uncarried = z.infer<typeof uncarriedSchema>;

/** What to look at after a review was moved to another framework. */
export const moveReportSchema = z.object({
  uncarried: z.array(uncarriedSchema),
  /** The lines along which something was carried whose words changed, or of which the crosswalk is not certain. */
  toCheck: z.array(crosswalkLineSchema),
});
export type MoveReport = z.infer<typeof moveReportSchema>;

/** What moving a draft to another framework would do, or has done. */
export const movePlanSchema = z.object({
  /** How much comes along. */
  carried: z.object({
    moments: z.number().int().nonnegative(),
    marks: z.number().int().nonnegative(),
    ratings: z.number().int().nonnegative(),
    feedback: z.number().int().nonnegative(),
  }),
  report: moveReportSchema,
});
export type MovePlan = z.infer<typeof movePlanSchema>;

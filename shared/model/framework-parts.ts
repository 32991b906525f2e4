import { z } from 'zod';

/** Names one edition of a framework. A bare code such as `3.1` means different things in different editions. */
export const frameworkReferenceSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'must be lower-case words joined by hyphens'),
  edition: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/, 'must be letters, digits, dots and hyphens'),
});
export type FrameworkReference = z.infer<typeof frameworkReferenceSchema>;

/** The states in which an indicator can be ticked; an indicator without a mark is unmarked. */
export const indicatorStateSchema = z.enum([
  'observed',
  'partly',
  'not-observed',
  'no-opportunity',
  'not-assessable',
]);
export type IndicatorState = z.infer<typeof indicatorStateSchema>;

/** Rating values that stand outside every scale, so that "no opportunity" can never be averaged as low. */
export const OFF_SCALE_VALUES = ['no-opportunity', 'not-assessable'] as const;

export const codeSchema = z.string().min(1).max(40);
export const shortTextSchema = z.string().min(1).max(300);
export const longTextSchema = z.string().max(4_000);

/** Why something must not be taken as certain; present only where it must not, and shown wherever the thing itself is. */
export const uncertaintySchema = z.string().min(1).max(1_000);

/** What an edition changed beside the one before it. */
export const editionChangeSchema = z.object({
  change: z.enum(['new', 'reworded']),
  /** What is different, in a phrase. */
  note: z.string().max(500).default(''),
  /** Why it is not certain that this changed. */
  uncertain: uncertaintySchema.optional(),
});
export type EditionChange = z.infer<typeof editionChangeSchema>;

export const scaleValueSchema = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case words joined by hyphens')
    .refine(
      (id) => !OFF_SCALE_VALUES.some((reserved) => reserved === id),
      'is reserved for ratings beside the scale',
    ),
  label: z.string().min(1).max(60),
  /** What a rating of this value looks like in a session. */
  anchor: longTextSchema,
});

/** An ordered rating scale, lowest value first. */
export const scaleSchema = z.object({
  id: codeSchema,
  title: shortTextSchema,
  values: z.array(scaleValueSchema).min(2, 'a scale needs at least two values'),
  /** What "no opportunity" means beside this scale, where the framework counts it among its values. */
  noOpportunity: longTextSchema.optional(),
  uncertain: uncertaintySchema.optional(),
});
export type Scale = z.infer<typeof scaleSchema>;

export const indicatorSchema = z.object({
  code: codeSchema,
  text: z.string().min(1).max(1_000),
  /** What speaks for it and what against it, in short phrases. */
  countsFor: z.array(z.string().max(500)).default([]),
  countsAgainst: z.array(z.string().max(500)).default([]),
  assessableFrom: z.array(z.enum(['audio', 'video', 'transcript'])).default(['audio', 'video']),
  /** True where a single session cannot show it (for instance a lasting habit of the coach). */
  beyondOneSession: z.boolean().default(false),
  /** True for a condition that is met or not met, and that no rating offsets. */
  gate: z.boolean().default(false),
  /** Whether it is good news that it was observed; a warning sign is unwanted. */
  sense: z.enum(['wanted', 'unwanted']).default('wanted'),
  /** What a reader should know beside it, such as another line that it pulls against. */
  note: longTextSchema.default(''),
  since: editionChangeSchema.optional(),
  uncertain: uncertaintySchema.optional(),
});
export type Indicator = z.infer<typeof indicatorSchema>;

export const competencySchema = z.object({
  code: codeSchema,
  title: shortTextSchema,
  definition: longTextSchema.default(''),
  /** Names the scale of this framework on which the competency is rated; absent where only its indicators are marked. */
  scaleId: codeSchema.optional(),
  /** Whether its indicators can be seen in part, or are only observed or not. */
  marking: z.enum(['in-degrees', 'observed-or-not']).default('in-degrees'),
  /** Codes of indicators of other competencies through which this one is read too. */
  borrowed: z.array(codeSchema).max(1_000).default([]),
  /** Kinds of moment that usually are evidence here; offered first when linking. */
  kinds: z.array(z.string()).default([]),
  indicators: z.array(indicatorSchema).max(10_000),
  since: editionChangeSchema.optional(),
  uncertain: uncertaintySchema.optional(),
});
export type Competency = z.infer<typeof competencySchema>;

export const domainSchema = z.object({
  id: codeSchema,
  title: shortTextSchema,
  description: longTextSchema.default(''),
  competencies: z.array(competencySchema).min(1, 'has no competency'),
  uncertain: uncertaintySchema.optional(),
});
export type Domain = z.infer<typeof domainSchema>;

import { z } from 'zod';
import { momentKindSchema, TRAIL_KINDS } from './moment';

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

const codeSchema = z.string().min(1).max(40);
const shortTextSchema = z.string().min(1).max(300);
const longTextSchema = z.string().max(4_000);

export const scaleValueSchema = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .refine(
      (id) => !OFF_SCALE_VALUES.some((reserved) => reserved === id),
      'is reserved for off-scale ratings',
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
});
export type Indicator = z.infer<typeof indicatorSchema>;

export const competencySchema = z.object({
  code: codeSchema,
  title: shortTextSchema,
  definition: longTextSchema.default(''),
  /** Names the scale of this framework on which the competency is rated. */
  scaleId: codeSchema,
  /** Kinds of moment that usually are evidence here; offered first when linking. */
  kinds: z.array(z.string()).default([]),
  indicators: z.array(indicatorSchema).max(10_000),
});
export type Competency = z.infer<typeof competencySchema>;

export const domainSchema = z.object({
  id: codeSchema,
  title: shortTextSchema,
  competencies: z.array(competencySchema).min(1),
});

/** One edition of a framework: what is looked for, and the scales on which it is rated. All of it is data. */
export const frameworkSchema = z
  .object({
    schemaVersion: z.literal(1),
    ...frameworkReferenceSchema.shape,
    language: z.string().min(2).max(20),
    title: shortTextSchema,
    description: longTextSchema.default(''),
    /** Where the content comes from and what it must not be taken for. */
    sourceNote: longTextSchema,
    scales: z.array(scaleSchema).min(1, 'the framework has no rating scale'),
    kinds: z.array(momentKindSchema).max(60).default([]),
    domains: z.array(domainSchema).min(1),
  })
  .superRefine((framework, context) => {
    const competencies = framework.domains.flatMap((domain) => domain.competencies);
    const scaleIds = new Set(framework.scales.map((scale) => scale.id));
    for (const competency of competencies) {
      if (!scaleIds.has(competency.scaleId)) {
        context.addIssue({
          code: 'custom',
          message: `competency ${competency.code} is rated on the scale "${competency.scaleId}", which is missing`,
        });
      }
    }
    const kindIds = [...TRAIL_KINDS, ...framework.kinds].map((kind) => kind.id);
    reportRepeated(kindIds, 'kind of moment', context);
    reportRepeated([...framework.scales.map((scale) => scale.id)], 'scale', context);
    for (const scale of framework.scales) {
      reportRepeated(
        scale.values.map((value) => value.id),
        `value of scale ${scale.id}`,
        context,
      );
    }
    reportRepeated(
      competencies.map((competency) => competency.code),
      'competency code',
      context,
    );
    reportRepeated(
      competencies.flatMap((competency) => competency.indicators.map((indicator) => indicator.code)),
      'indicator code',
      context,
    );
    const known = new Set(kindIds);
    for (const competency of competencies) {
      for (const kind of competency.kinds) {
        if (!known.has(kind)) {
          context.addIssue({
            code: 'custom',
            message: `competency ${competency.code} names the kind of moment "${kind}", which is missing`,
          });
        }
      }
    }
  });
export type Framework = z.infer<typeof frameworkSchema>;

function reportRepeated(ids: readonly string[], what: string, context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) {
      context.addIssue({ code: 'custom', message: `the ${what} "${id}" appears twice` });
    }
    seen.add(id);
  }
}

/** The file name, without folder, under which a framework is kept. */
export function frameworkFileName({ id, edition }: FrameworkReference): string {
  return `${id}@${edition}.json`;
}

export function competenciesOf(framework: Framework): readonly Competency[] {
  return framework.domains.flatMap((domain) => domain.competencies);
}

/** Finds the competency an indicator belongs to; `undefined` for a code that is not of this framework. */
export function competencyOfIndicator(framework: Framework, indicatorCode: string): Competency | undefined {
  return competenciesOf(framework).find((competency) =>
    competency.indicators.some((indicator) => indicator.code === indicatorCode),
  );
}

/** The scale a competency is rated on. The schema guarantees that it exists. */
export function scaleOf(framework: Framework, competency: Pick<Competency, 'scaleId'>): Scale {
  const scale = framework.scales.find((candidate) => candidate.id === competency.scaleId);
  if (!scale) throw new Error(`Framework ${framework.id} has no scale ${competency.scaleId}`);
  return scale;
}

/** The words for a rating value: the scale's own label, or the off-scale wording. */
export function ratingLabel(framework: Framework, competency: Competency, value: string): string {
  if (value === 'no-opportunity') return 'No opportunity';
  if (value === 'not-assessable') return 'Not assessable';
  return scaleOf(framework, competency).values.find((candidate) => candidate.id === value)?.label ?? value;
}

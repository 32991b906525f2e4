import { z } from 'zod';
import { crosswalkSchema } from './crosswalk';
import {
  type Competency,
  domainSchema,
  type FrameworkReference,
  frameworkReferenceSchema,
  type Indicator,
  type IndicatorState,
  indicatorStateSchema,
  longTextSchema,
  type Scale,
  scaleSchema,
  shortTextSchema,
  uncertaintySchema,
} from './framework-parts';
import { checkFramework } from './framework-rules';
import { momentKindSchema } from './moment';

export * from './framework-parts';

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
    /** What is not certain about the framework as a whole. */
    uncertain: uncertaintySchema.optional(),
    /** None where every competency is only marked and never rated. */
    scales: z.array(scaleSchema).max(100),
    kinds: z.array(momentKindSchema).max(60).default([]),
    domains: z.array(domainSchema).min(1, 'has no domain'),
    /** Where its items are found in other editions and frameworks. */
    crosswalks: z.array(crosswalkSchema).max(20).default([]),
  })
  .superRefine(checkFramework);
export type Framework = z.infer<typeof frameworkSchema>;

/** The file name, without folder, under which a framework is kept. */
export function frameworkFileName({ id, edition }: FrameworkReference): string {
  return `${id}@${edition}.json`;
}

export function isSameReference(a: FrameworkReference, b: FrameworkReference): boolean {
  return a.id === b.id && a.edition === b.edition;
}

export function competenciesOf(framework: Pick<Framework, 'domains'>): readonly Competency[] {
  return framework.domains.flatMap((domain) => domain.competencies);
}

/** Every code of a framework: of its competencies and of their indicators, in the order of the book. */
export function codesOf(framework: Pick<Framework, 'domains'>): readonly string[] {
  return competenciesOf(framework).flatMap(({ code, indicators }) => [
    code,
    ...indicators.map((indicator) => indicator.code),
  ]);
}

/** Finds the competency an indicator belongs to; `undefined` for a code that is not of this framework. */
export function competencyOfIndicator(framework: Framework, indicatorCode: string): Competency | undefined {
  return competenciesOf(framework).find((competency) =>
    competency.indicators.some((indicator) => indicator.code === indicatorCode),
  );
}

/** The codes of the indicators through which a competency is read: its own, then those it borrows. */
export function readThrough(competency: {
  indicators: readonly Pick<Indicator, 'code'>[];
  borrowed?: readonly string[];
}): readonly string[] {
  return [...competency.indicators.map(({ code }) => code), ...(competency.borrowed ?? [])];
}

/** The states that an indicator of a competency can be in. A gate, and a marker, is not observed in part. */
export function statesOf(
  competency: Pick<Competency, 'marking'>,
  indicator: Pick<Indicator, 'gate'>,
): readonly IndicatorState[] {
  const inPart = competency.marking === 'in-degrees' && !indicator.gate;
  return indicatorStateSchema.options.filter((state) => inPart || state !== 'partly');
}

/** The scale a competency is rated on; `undefined` where its indicators are marked and nothing is rated. */
export function scaleOf(framework: Framework, competency: Pick<Competency, 'scaleId'>): Scale | undefined {
  return framework.scales.find((candidate) => candidate.id === competency.scaleId);
}

/** The words for a rating value: the scale's own label, or the off-scale wording. */
export function ratingLabel(framework: Framework, competency: Competency, value: string): string {
  if (value === 'no-opportunity') return 'No opportunity';
  if (value === 'not-assessable') return 'Not assessable';
  return scaleOf(framework, competency)?.values.find((candidate) => candidate.id === value)?.label ?? value;
}

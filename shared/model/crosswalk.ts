import { z } from 'zod';
import { codeSchema, frameworkReferenceSchema, uncertaintySchema } from './framework-parts';

/**
 * What became of an item in another edition: it is there with the same meaning, in other words, or at another place;
 * it was divided, it was joined with others, or nothing there takes it up.
 */
export const crosswalkRelationSchema = z.enum(['same', 'reworded', 'moved', 'split', 'merged', 'dropped']);
export type CrosswalkRelation = z.infer<typeof crosswalkRelationSchema>;

/** One line of a crosswalk. `from` and `to` are codes of competencies or of indicators. */
export const crosswalkLineSchema = z
  .object({
    from: codeSchema,
    to: z.array(codeSchema).max(100),
    relation: crosswalkRelationSchema,
    note: z.string().max(1_000).default(''),
    uncertain: uncertaintySchema.optional(),
  })
  .superRefine(({ to, relation }, context) => {
    const problem = findLineProblem(to.length, relation);
    if (problem) context.addIssue({ code: 'custom', message: `it ${problem}` });
    if (new Set(to).size < to.length) {
      context.addIssue({ code: 'custom', message: 'it leads to the same code twice' });
    }
  });
export type CrosswalkLine = z.infer<typeof crosswalkLineSchema>;

/** Where the items of a framework are found in another edition or in another framework. */
export const crosswalkSchema = z.object({
  to: frameworkReferenceSchema,
  lines: z.array(crosswalkLineSchema).min(1, 'has no line').max(20_000),
});
export type Crosswalk = z.infer<typeof crosswalkSchema>;

function findLineProblem(targets: number, relation: CrosswalkRelation): string | undefined {
  if (relation === 'dropped') return targets === 0 ? undefined : 'says “dropped” and yet leads somewhere';
  if (targets === 0) return `says “${relation}” and leads nowhere`;
  if (relation === 'split') return targets > 1 ? undefined : 'says “split” and leads to one code only';
  if (relation !== 'merged' && targets > 1) return `says “${relation}” and leads to more than one code`;
  return undefined;
}

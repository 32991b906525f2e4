import { z } from 'zod';
import { calendarDateSchema } from '../model/identifiers';
import { credentialLevelSchema } from './mentoring-log';

const uncertain = z.string().min(1).max(1_000).optional();

/** What is asked of mentoring, as dated data: a rule holds for talks from its day on, and until its last day. */
export const mentoringRulesSchema = z.object({
  schemaVersion: z.literal(1),
  title: z.string().min(1),
  /** Month in which they were gathered. */
  asOf: z.string().regex(/^\d{4}-\d{2}$/),
  sourceNote: z.string().min(1),
  editions: z
    .array(
      z.object({
        from: calendarDateSchema,
        hours: z.number().positive(),
        months: z.number().int().positive(),
        oneToOneHours: z.number().nonnegative(),
        /** At most so many hours in groups count. */
        groupHours: z.number().nonnegative(),
        /** Hours in larger groups do not count. */
        groupSize: z.number().int().positive(),
        uncertain,
      }),
    )
    .min(1),
  mentors: z.array(
    z.object({
      from: calendarDateSchema,
      until: calendarDateSchema.optional(),
      level: credentialLevelSchema,
      /** Any one of these is enough. */
      holds: z.array(z.string().min(1)).min(1),
      /** What to know of a mentor who holds this one and none of the others. */
      note: z.object({ about: z.string().min(1), text: z.string().min(1) }).optional(),
      uncertain,
    }),
  ),
});
export type MentoringRules = z.infer<typeof mentoringRulesSchema>;
export type MentorRule = MentoringRules['mentors'][number];
export type HoursRule = MentoringRules['editions'][number];

/** The hours asked for on a day: the newest edition that had begun. */
export function hoursRuleOn({ editions }: MentoringRules, date: string): HoursRule | undefined {
  return editions.toSorted((a, b) => (a.from < b.from ? 1 : -1)).find(({ from }) => from <= date);
}

/** Who could mentor for a level on a day; `undefined` where the rules do not say. */
export function mentorRuleOn(
  { mentors }: MentoringRules,
  level: MentorRule['level'],
  date: string,
): MentorRule | undefined {
  return mentors.find(
    (rule) => rule.level === level && rule.from <= date && (rule.until === undefined || date <= rule.until),
  );
}

/** Whether what a mentor held is among what a rule asks for; credentials may be written together, as in “PCC, MCS-PCC”. */
export function holdsAny(credential: string, holds: readonly string[]): boolean {
  const held = credential
    .toUpperCase()
    .split(/[^A-Z-]+/)
    .filter(Boolean);
  return holds.some((wanted) => held.includes(wanted.toUpperCase()));
}

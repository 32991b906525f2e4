import { z } from 'zod';
import { credentialLevelSchema, mentoringEntrySchema, mentoringLogSchema } from '../mentoring/mentoring-log';
import { mentoringRulesSchema } from '../mentoring/mentoring-rules';
import { idSchema } from '../model/identifiers';
import { nothing } from './inputs';
import { mutation, query } from './procedure';

export const mentoring = {
  /** The owner's log of talks with mentors, and the rules it is held against. */
  get: query(nothing, z.object({ log: mentoringLogSchema, rules: mentoringRulesSchema })),
  setLevel: mutation(z.object({ level: credentialLevelSchema }), mentoringLogSchema),
  /** Adds an entry, or replaces the one of the same id. */
  saveEntry: mutation(mentoringEntrySchema, mentoringLogSchema),
  removeEntry: mutation(z.object({ entryId: idSchema }), mentoringLogSchema),
} as const;

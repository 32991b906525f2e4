import { z } from 'zod';
import { idSchema } from './identifiers';

export const roleSchema = z.enum(['trainee', 'mentor', 'peer']);
export type Role = z.infer<typeof roleSchema>;

/** Who a review or a package comes from. This is all of a profile that ever leaves the machine. */
export const personSchema = z.object({
  profileId: idSchema,
  name: z.string().trim().min(1, 'a name is needed').max(120),
  role: roleSchema,
  /** As the person wishes to be named, for instance "PCC"; never checked. */
  credential: z.string().trim().max(60).default(''),
});
export type Person = z.infer<typeof personSchema>;

export const colourSchemeSchema = z.enum(['auto', 'light', 'dark']);

/** How this person works; stays on this machine. */
export const preferencesSchema = z.object({
  colourScheme: colourSchemeSchema.default('auto'),
  /** Key bindings that differ from the built-in ones: command id to key strokes; an empty list unbinds. */
  keyBindings: z.record(z.string(), z.array(z.string().max(60)).max(6)).default({}),
  /** Whether typing a note pauses playback and resumes it afterwards. */
  pauseWhileTyping: z.boolean().default(false),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** `profile.json`: the person whose library this is. */
export const profileDocumentSchema = z.object({
  schemaVersion: z.literal(1),
  person: personSchema,
  preferences: preferencesSchema,
});
export type ProfileDocument = z.infer<typeof profileDocumentSchema>;

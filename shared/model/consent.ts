import { z } from 'zod';
import { calendarDateSchema } from './identifiers';

/** What a client may agree to. A share for anything else is stopped. */
export const consentUseSchema = z.enum(['self-review', 'mentor', 'group', 'credential']);
export type ConsentUse = z.infer<typeof consentUseSchema>;

export const CONSENT_USE_LABELS: Readonly<Record<ConsentUse, string>> = {
  'self-review': 'Self-review',
  mentor: 'Mentor coach',
  group: 'Group debrief',
  credential: 'Credential submission',
};

/** The client's consent, as the coach recorded it. */
export const consentSchema = z.object({
  status: z.enum(['not-recorded', 'given', 'withdrawn']),
  how: z.enum(['written', 'spoken-in-recording', 'spoken-before', 'other']).optional(),
  obtainedOn: calendarDateSchema.optional(),
  uses: z.array(consentUseSchema).default([]),
  /** Last day on which the recording may be kept and used, inclusive. */
  validUntil: calendarDateSchema.optional(),
  note: z.string().max(2_000).default(''),
});
export type Consent = z.infer<typeof consentSchema>;

export const NO_CONSENT: Consent = { status: 'not-recorded', uses: [], note: '' };

export type ConsentVerdict = { allowed: true } | { allowed: false; reason: string };

/**
 * Whether a use is covered by the client's consent on a day.
 *
 * @param today - calendar date in the user's own time zone; consent holds through `validUntil` inclusive
 */
export function checkConsent(consent: Consent, use: ConsentUse, today: string): ConsentVerdict {
  const useLabel = CONSENT_USE_LABELS[use].toLowerCase();
  if (consent.status === 'withdrawn') {
    return { allowed: false, reason: 'The client has withdrawn consent for this recording.' };
  }
  if (consent.status === 'not-recorded') {
    return { allowed: false, reason: 'No consent of the client is recorded for this session.' };
  }
  if (consent.validUntil !== undefined && consent.validUntil < today) {
    return { allowed: false, reason: `The client’s consent ended on ${consent.validUntil}.` };
  }
  if (!consent.uses.includes(use)) {
    return { allowed: false, reason: `The client’s consent does not cover this use: ${useLabel}.` };
  }
  return { allowed: true };
}

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

/** Days ahead of its end from which a consent is said to end soon. */
const SOON_DAYS = 30;

/** What a consent is by a day, and what is ahead. */
export type ConsentOutlook =
  | { state: 'none' }
  | { state: 'withdrawn' }
  | { state: 'valid'; until?: string }
  /** `daysLeft` counts the days after this one: 0 on the last. */
  | { state: 'ends-soon'; until: string; daysLeft: number }
  | { state: 'ended'; until: string };

/**
 * What became of a consent, and whether its end is near.
 *
 * @param today - calendar date in the user's own time zone
 */
export function consentOutlook({ status, validUntil: until }: Consent, today: string): ConsentOutlook {
  if (status === 'withdrawn') return { state: 'withdrawn' };
  if (status === 'not-recorded') return { state: 'none' };
  if (until === undefined) return { state: 'valid' };
  const daysLeft = Math.round((Date.parse(until) - Date.parse(today)) / 86_400_000);
  if (daysLeft < 0) return { state: 'ended', until };
  return daysLeft <= SOON_DAYS ? { state: 'ends-soon', until, daysLeft } : { state: 'valid', until };
}

export type ConsentVerdict =
  | { allowed: true }
  /** Everything that is missing, and what can be done about it; whole sentences. */
  | { allowed: false; reason: string; remedy: string };

/**
 * Whether a use is covered by the client's consent on a day.
 *
 * @param today - calendar date in the user's own time zone; consent holds through `validUntil` inclusive
 */
export function checkConsent(consent: Consent, use: ConsentUse, today: string): ConsentVerdict {
  if (consent.status === 'withdrawn') {
    return {
      allowed: false,
      reason: 'The client has withdrawn consent for this recording.',
      remedy: 'Nothing of it can be shared any more.',
    };
  }
  if (consent.status === 'not-recorded') {
    return {
      allowed: false,
      reason: 'No consent of the client is recorded for this session.',
      remedy: 'Ask the client, and record the answer with the session.',
    };
  }
  const hasEnded = consent.validUntil !== undefined && consent.validUntil < today;
  const reasons = [
    ...(hasEnded ? [`The client’s consent ended on ${consent.validUntil}.`] : []),
    ...(consent.uses.includes(use) ? [] : [describeMissingUse(consent.uses, use)]),
  ];
  if (reasons.length === 0) return { allowed: true };
  return {
    allowed: false,
    reason: reasons.join(' '),
    remedy: 'Ask the client anew, and record the answer with the session.',
  };
}

function describeMissingUse(uses: readonly ConsentUse[], missing: ConsentUse): string {
  const given = uses.map((use) => CONSENT_USE_LABELS[use].toLowerCase()).join(', ');
  return `The client’s consent does not cover this use: ${CONSENT_USE_LABELS[missing].toLowerCase()}. It covers ${given || 'no use yet'}.`;
}

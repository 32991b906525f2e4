import type { Consent } from '#shared/model/consent';

export const CONSENT_HOW_LABELS: Readonly<Record<NonNullable<Consent['how']>, string>> = {
  written: 'In writing',
  'spoken-in-recording': 'Spoken, in the recording',
  'spoken-before': 'Spoken, before the recording',
  other: 'In another way',
};

export const CONSENT_STATUS_LABELS: Readonly<Record<Consent['status'], string>> = {
  'not-recorded': 'Not recorded yet',
  given: 'Given',
  withdrawn: 'Withdrawn',
};

import { type Consent, type ConsentOutlook, consentOutlook } from '#shared/model/consent';
import type { Role } from '#shared/model/profile';
import type { ReviewSummary, SessionKind } from '#shared/model/session';

export const KIND_LABELS: Readonly<Record<SessionKind, string>> = {
  practice: 'Practice',
  peer: 'Peer',
  client: 'Client',
  demonstration: 'Demonstration',
};

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  trainee: 'Trainee',
  mentor: 'Mentor',
  peer: 'Peer',
};

export type ConsentState = 'given' | 'none' | 'expired' | 'withdrawn';

export const CONSENT_STATE_LABELS: Readonly<Record<ConsentState, string>> = {
  given: 'Consent given',
  none: 'No consent recorded',
  expired: 'Consent expired',
  withdrawn: 'Consent withdrawn',
};

/** What became of the client's consent by a day; it holds through its last day. */
export function consentStateOf(consent: Consent, today: string): ConsentState {
  return STATES[consentOutlook(consent, today).state];
}

const STATES: Readonly<Record<ConsentOutlook['state'], ConsentState>> = {
  none: 'none',
  withdrawn: 'withdrawn',
  valid: 'given',
  'ends-soon': 'given',
  ended: 'expired',
};

/** The state as a row shows it, which also looks ahead. */
export type ConsentLook = ConsentState | 'ends-soon';

/** In a column that is headed "Consent". */
export const CONSENT_LOOK_WORDS: Readonly<Record<ConsentLook, string>> = {
  given: 'Given',
  'ends-soon': 'Ends soon',
  none: 'Not recorded',
  expired: 'Expired',
  withdrawn: 'Withdrawn',
};

export function consentLookOf(consent: Consent, today: string): ConsentLook {
  const { state } = consentOutlook(consent, today);
  return state === 'ends-soon' ? state : STATES[state];
}

export type ReviewState = 'none' | 'draft' | 'submitted';

export const REVIEW_STATE_LABELS: Readonly<Record<ReviewState, string>> = {
  none: 'Not reviewed',
  draft: 'Draft',
  submitted: 'Submitted',
};

/** Where the user's own work on a session stands: a draft is work to do, whatever else is submitted. */
export function ownReviewState(reviews: readonly ReviewSummary[], profileId: string): ReviewState {
  const own = reviews.filter((review) => review.reviewer.profileId === profileId);
  if (own.some((review) => review.status === 'draft')) return 'draft';
  return own.length > 0 ? 'submitted' : 'none';
}

/** One line on the reviews of others, such as `Mentor: submitted`; empty when there are none. */
export function describeOthersReviews(reviews: readonly ReviewSummary[], profileId: string): string {
  const reviewers = new Map<string, Role>();
  for (const { reviewer, status } of reviews) {
    if (reviewer.profileId !== profileId && status === 'submitted') {
      reviewers.set(reviewer.profileId, reviewer.role);
    }
  }
  const [first, ...more] = reviewers.values();
  if (first === undefined) return '';
  return more.length === 0 ? `${ROLE_LABELS[first]}: submitted` : `${reviewers.size} others: submitted`;
}

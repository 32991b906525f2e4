import { z } from 'zod';
import { consentOutlook } from './consent';
import { isPlayable } from './recording';
import { type SessionSummary, sessionSummarySchema } from './session';

/** More rows than the tallest screen shows at once. */
const ROWS_AT_A_GLANCE = 60;

/** What a library shows first of its sessions, before all of them are there. */
export const libraryGlanceSchema = z.object({
  /** How many sessions there are. */
  count: z.number().int().nonnegative(),
  /** The first of them, in the order of `newestFirst`. */
  newest: z.array(sessionSummarySchema).max(ROWS_AT_A_GLANCE),
  /** Those of `withEndingConsent`, wherever they stand. */
  endingConsent: z.array(sessionSummarySchema),
});
export type LibraryGlance = z.infer<typeof libraryGlanceSchema>;

/** @param today - calendar date in the user's own time zone */
export function glanceAt(sessions: readonly SessionSummary[], today: string): LibraryGlance {
  return {
    count: sessions.length,
    newest: sessions.toSorted(newestFirst).slice(0, ROWS_AT_A_GLANCE),
    endingConsent: withEndingConsent(sessions, today),
  };
}

/** The order in which a library is shown unless the user chose another. */
export function newestFirst(a: SessionSummary, b: SessionSummary): number {
  return compareTexts(b.date, a.date) || laterIdFirst(a, b);
}

/** Ids sort by their making, so that this as the last word makes every order total. */
export function laterIdFirst(a: SessionSummary, b: SessionSummary): number {
  return compareTexts(b.id, a.id);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The sessions whose recording is here while the client's consent has ended, or will within days. */
export function withEndingConsent(sessions: readonly SessionSummary[], today: string): SessionSummary[] {
  return sessions.filter(({ consent, recordingStorage }) => {
    if (consent.validUntil === undefined || !isPlayable({ storage: recordingStorage })) return false;
    const { state } = consentOutlook(consent, today);
    return state === 'ended' || state === 'ends-soon';
  });
}

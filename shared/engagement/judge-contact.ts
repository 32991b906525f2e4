import type { BetweenTerms, ContactEntry } from '../model/engagement';

/** What a contact does not fit: when, how it was answered, what it cost, or how it came. */
export type ContactFinding = 'out-of-hours' | 'unanswered' | 'answered-late' | 'unpaid';

export const FINDING_LABELS: Readonly<Record<ContactFinding, string>> = {
  'out-of-hours': 'Out of hours',
  unanswered: 'Not answered in time',
  'answered-late': 'Answered late',
  unpaid: 'Over the free minutes, unpaid',
};

/**
 * Holds one contact against the terms. What is not agreed cannot be broken: it is among the missing terms instead.
 *
 * @param now - the present, as a local date and time like those of the log
 */
export function judgeContact(entry: ContactEntry, terms: BetweenTerms, now: string): ContactFinding[] {
  const findings: ContactFinding[] = [];
  if (isOutOfHours(entry.at, terms)) findings.push('out-of-hours');
  if (entry.direction === 'to-coach' && terms.answerWithinHours !== null) {
    const waitedHours = hoursBetween(entry.at, entry.answeredAt ?? now);
    if (waitedHours > terms.answerWithinHours) {
      findings.push(entry.answeredAt === null ? 'unanswered' : 'answered-late');
    }
  }
  if (terms.paidFromMinutes !== null && entry.minutes > terms.paidFromMinutes && !entry.isPaid) {
    findings.push('unpaid');
  }
  return findings;
}

function isOutOfHours(at: string, { days, from, until }: BetweenTerms): boolean {
  // Sunday is 0 for the calendar and 7 in the terms.
  const weekday = asUtc(at).getUTCDay() || 7;
  if (days.length > 0 && !days.includes(weekday)) return true;
  if (from === null || until === null) return false;
  const clock = at.slice(11);
  // Hours that end before they begin go over midnight.
  return from <= until ? clock < from || clock >= until : clock < from && clock >= until;
}

function hoursBetween(from: string, to: string): number {
  return (asUtc(to).getTime() - asUtc(from).getTime()) / 3_600_000;
}

/** A time on the wall as if it were UTC, so that only the clock counts and no zone. */
function asUtc(wallTime: string): Date {
  return new Date(`${wallTime}:00Z`);
}

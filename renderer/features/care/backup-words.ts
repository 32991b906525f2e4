import { formatByteSize } from '#shared/formats/byte-size';
import type { BackedUpSession, BackupPart, BackupReason, BackupSummary } from '#shared/model/backup';

const REASON_WORDS: Readonly<Record<BackupReason, string>> = {
  daily: 'made by itself',
  asked: 'made when you asked',
  'before-restore': 'made before a restore',
};

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

export const PART_WORDS: Readonly<Record<BackupPart, string>> = {
  profile: 'your profile as it was',
  contacts: 'your contacts',
  mentoring: 'your mentoring log',
  frameworks: 'frameworks that are missing now',
  'framework-drafts': 'frameworks being written that are missing now',
  forms: 'layouts of forms that are missing now',
  engagements: 'engagements that are missing now',
};

/** When a backup was made, for people: `Sunday, 22 November 2026 at 18:30`. */
export function describeTime(madeAt: string): string {
  const time = Date.parse(madeAt);
  return Number.isNaN(time) ? madeAt : TIME.format(time);
}

export function describeBackup(backup: BackupSummary & { state: 'complete' }): string {
  const { reason, sessions, reviews, sizeBytes } = backup;
  return [
    REASON_WORDS[reason],
    count(sessions, 'session'),
    count(reviews, 'review'),
    formatByteSize(sizeBytes),
  ].join(' · ');
}

/** How a session in a backup compares with the library now, in a sentence. */
export function describeSession(session: BackedUpSession): string {
  switch (session.state) {
    case 'same':
      return `As it is now${since(session)}`;
    case 'missing':
      return `Not in the library now; it comes back with ${count(session.reviews, 'review')}`;
    case 'in-trash':
      return 'In the trash: take it back from there';
    case 'withdrawn':
      return 'Its client withdrew consent since, or it was deleted for good: it stays so';
    case 'unreadable':
      return 'Its copy in this backup cannot be read';
    case 'changed':
      return `Changed since: ${describeChanges(session)}${since(session)}`;
  }
}

function describeChanges({ detailsChanged, reviewsChanged, reviewsMissing }: BackedUpSession): string {
  const changes = [
    detailsChanged && 'its details',
    reviewsChanged > 0 && count(reviewsChanged, 'review'),
    reviewsMissing > 0 &&
      `${count(reviewsMissing, 'review')} that ${reviewsMissing === 1 ? 'is' : 'are'} not there now`,
  ].filter(Boolean);
  return changes.length > 0 ? changes.join(', ') : 'its records';
}

function since({ reviewsSince }: BackedUpSession): string {
  if (reviewsSince === 0) return '';
  return `; ${count(reviewsSince, 'review')} that came since ${reviewsSince === 1 ? 'stays' : 'stay'}`;
}

/** A number with its word: `1 review`, `3 reviews`. */
export function count(number: number, word: string): string {
  return number === 1 ? `1 ${word}` : `${number.toLocaleString()} ${word}s`;
}

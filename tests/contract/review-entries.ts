import type { JournalEntry } from '#shared/history/review-history';
import { type Moment, momentSchema } from '#shared/model/moment';

/** A UUIDv7 that ends in a number. */
export function idOf(number: number): string {
  return `01990000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

/** The entry that marks a moment, as the page sends it; its step is number `500 + seq`. */
export function marking(seq: number, facts: Partial<Moment> = {}): JournalEntry {
  const createdAt = '2026-11-22T18:00:00.000Z';
  const moment = momentSchema.parse({
    id: idOf(seq),
    kind: 'session-agreement',
    polarity: 'shown',
    startMs: 0,
    createdAt,
    ...facts,
  });
  const changes = [{ collection: 'moments' as const, key: moment.id, after: moment }];
  return { type: 'edit', seq, step: { id: idOf(500 + seq), label: 'Mark a moment', at: createdAt, changes } };
}

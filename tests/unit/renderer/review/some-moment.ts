import type { Moment } from '#shared/model/moment';

/** A moment that differs from others by its number, and otherwise as asked. */
export function someMoment(number: number, differences: Partial<Moment> = {}): Moment {
  return {
    id: `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    kind: 'partnering',
    polarity: 'shown',
    startMs: 1_000 * number,
    indicators: [],
    competencies: [],
    note: '',
    quote: '',
    createdAt: '2026-03-02T10:00:00+01:00',
    ...differences,
  };
}

export function momentsById(...moments: readonly Moment[]): Record<string, Moment> {
  return Object.fromEntries(moments.map((moment) => [moment.id, moment]));
}

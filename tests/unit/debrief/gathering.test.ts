import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALIASES, aliasReplacer, assignAliases } from '#shared/debrief/aliases';
import { gatherReviews, joinParticipants, whyNotBegin } from '#shared/debrief/gathering';
import { MOST_REVIEWERS } from '#shared/model/debrief';
import type { ReviewSummary } from '#shared/model/session';
import { idOf, SESSION_ID } from '../backend/exchange/sample-contents';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

function submitted(number: number, changes: Partial<ReviewSummary> = {}): ReviewSummary {
  return {
    id: idOf(100 + number),
    sessionId: SESSION_ID,
    framework: FRAMEWORK,
    reviewer: { profileId: idOf(number), name: `Person ${number}`, role: 'peer', credential: '' },
    status: 'submitted',
    submittedAt: `2026-11-20T10:${String(number).padStart(2, '0')}:00.000Z`,
    independent: true,
    ...changes,
  };
}

const numbersOf = (reviews: readonly ReviewSummary[]) => reviews.map(({ id }) => Number(id.slice(-3)) - 100);

describe('gathering', () => {
  it('takes one submitted review a person, under one edition, and says why not the others', () => {
    const corrected = submitted(1);
    const correction = submitted(2, { reviewer: corrected.reviewer, revisionOf: corrected.id });
    const twice = submitted(3);
    const again = submitted(4, { reviewer: twice.reviewer });
    const other = submitted(5, { framework: { ...FRAMEWORK, edition: '2' } });
    const { submittedAt: _, ...draft } = submitted(6, { status: 'draft' });
    const { reviews, leftOut } = gatherReviews(
      [draft, other, again, twice, correction, corrected],
      FRAMEWORK,
    );
    expect(numbersOf(reviews)).toEqual([2, 4]);
    expect(leftOut.map(({ review, reason }) => [numbersOf([review])[0], reason])).toEqual([
      [6, 'draft'],
      [1, 'corrected'],
      [3, 'same-person'],
      [5, 'other-framework'],
    ]);
  });

  it('hears at most ten, the first to submit', () => {
    const { reviews, leftOut } = gatherReviews(
      Array.from({ length: 12 }, (_, index) => submitted(12 - index)),
      FRAMEWORK,
    );
    expect(numbersOf(reviews)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(leftOut.map(({ reason }) => reason)).toEqual(['too-many', 'too-many']);
  });

  it('is not enough with one reviewer, or with one that counts', () => {
    const alone = { reviews: [submitted(1)] };
    expect(whyNotBegin(joinParticipants({ reviews: [] }, [], idOf(9)))).toMatch(/^Nobody has submitted/);
    expect(whyNotBegin(joinParticipants(alone, [], idOf(9)))).toMatch(/^Only one person/);
    const two = { reviews: [submitted(1), submitted(2, { independent: false })] };
    const participants = joinParticipants(two, [], idOf(9));
    expect(participants.map(({ counts }) => counts)).toEqual([true, false]);
    expect(whyNotBegin(participants)).toMatch(/^Fewer than two of these reviews count/);
    const chosen = joinParticipants(two, participants, idOf(9), { [idOf(102)]: true });
    expect(whyNotBegin(chosen)).toBeUndefined();
    // It stays chosen when others come.
    const three = { reviews: [...two.reviews, submitted(3)] };
    expect(joinParticipants(three, chosen, idOf(9)).map(({ counts }) => counts)).toEqual([true, true, true]);
  });
});

describe('aliases', () => {
  const people = (count: number) => Array.from({ length: count }, (_, index) => idOf(index + 1));

  it('are different, stay whoever comes later, and do not follow the order of the people', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 10 }),
        fc.uuid(),
        (a, b, seed) => {
          const first = assignAliases(people(Math.min(a, b)), new Map(), seed);
          const later = assignAliases(people(Math.max(a, b)).reverse(), first, seed);
          for (const [profileId, alias] of first) expect(later.get(profileId)).toBe(alias);
          expect(new Set(later.values()).size).toBe(Math.max(a, b));
          expect(ALIASES).toEqual(expect.arrayContaining([...later.values()]));
        },
      ),
    );
    const orders = new Set(
      Array.from({ length: 20 }, (_, seed) =>
        [...assignAliases(people(4), new Map(), `seed ${seed}`).values()].join(),
      ),
    );
    expect(orders.size).toBeGreaterThan(10);
  });

  it('are as many as a debrief has reviewers, each with an initial of its own', () => {
    expect(new Set(ALIASES.map((alias) => alias[0])).size).toBe(MOST_REVIEWERS);
  });

  it('stand for names in what people wrote, and never for the coach’s own', () => {
    const replace = aliasReplacer(
      [
        { person: { name: 'Mina Okafor' }, alias: 'Oak' },
        { person: { name: 'May Lind' }, alias: 'Fir' },
        { person: { name: 'Jean-Luc (he/him)' }, alias: 'Pine' },
        { person: { name: 'Robin Hale' }, alias: 'Elm' },
      ],
      'Robin Hale',
    );
    expect(replace('Mina heard it; MINA OKAFOR’s note says so, and May too. It may be.')).toBe(
      'Oak heard it; Oak’s note says so, and Fir too. It may be.',
    );
    expect(replace('Jean-Luc, not Luc.')).toBe('Pine, not Luc.');
    expect(replace('Robin waited.')).toBe('Robin waited.');
  });
});

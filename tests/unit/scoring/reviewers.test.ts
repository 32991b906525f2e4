import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReviewSummary } from '#shared/model/session';
import { comparableFrameworks, makeMarks } from '../../../renderer/features/debrief/reviewers';
import { idOf } from './contents';

const TRAIL = { id: 'agreements-and-partnering', edition: '1' };
const CORE = { id: 'core-competencies', edition: '2025' };

function summary(number: number, facts: Partial<ReviewSummary> = {}): ReviewSummary {
  return {
    id: idOf(number),
    sessionId: idOf(900),
    framework: TRAIL,
    reviewer: { profileId: idOf(number + 100), name: 'Someone', role: 'peer', credential: '' },
    status: 'submitted',
    independent: true,
    ...facts,
  };
}

test.each([
  [
    ['Robin', 'Mina'],
    ['R', 'M'],
  ],
  [
    ['Ruth Albrecht', 'Rosa von Blumen', 'mina'],
    ['RA', 'RB', 'M'],
  ],
  [
    ['Robin', 'Ruth'],
    ['R1', 'R2'],
  ],
  [
    ['Élodie', '愛子'],
    ['É', '愛'],
  ],
  [
    ['Reviewer 1', 'Reviewer 2', 'Reviewer 3', 'Reviewer 10', 'Reviewer 20'],
    ['R1', 'R2', 'R3', 'R10', 'R20'],
  ],
])('the marks of %j are %j', (names, marks) => {
  expect(makeMarks(names)).toEqual(marks);
});

test('the marks of any people differ', () => {
  const name = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('Reviewer 1', 'Reviewer 2', 'Reviewer 10', 'R', 'R2'),
  );
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), (names) => {
      expect(new Set(makeMarks(names)).size).toBe(names.length);
    }),
  );
});

describe('what can be compared', () => {
  test('is what two submitted, the framework with most reviews first', () => {
    expect(comparableFrameworks([summary(1), summary(2, { status: 'draft' })])).toEqual([]);
    expect(comparableFrameworks([summary(1), summary(2), summary(3, { framework: CORE })])).toEqual([TRAIL]);
    const core = [4, 5, 6].map((number) => summary(number, { framework: CORE }));
    expect(comparableFrameworks([summary(1), summary(2), ...core])).toEqual([CORE, TRAIL]);
  });

  test('a correction stands for the review that it corrects', () => {
    expect(comparableFrameworks([summary(1), summary(2, { revisionOf: idOf(1) })])).toEqual([]);
  });
});

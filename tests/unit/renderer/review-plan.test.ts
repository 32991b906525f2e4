import { describe, expect, test } from 'vitest';
import type { ReviewSummary } from '#shared/model/session';
import { planReviews, suggestNextStep } from '../../../renderer/features/library/session/review-plan';
import { findStandingReviews } from '../../../renderer/features/share/standing-reviews';

const ME = '01999999-0000-7000-8000-000000000001';
const MENTOR = '01999999-0000-7000-8000-000000000002';
const PEER = '01999999-0000-7000-8000-000000000003';
const TRAIL = { id: 'agreements-and-partnering', edition: '1' };
const COMPETENCIES = { id: 'core-competencies', edition: '2025' };

let made = 0;

function review(profileId: string, facts: Partial<ReviewSummary> = {}): ReviewSummary {
  made += 1;
  return {
    id: `01999999-0000-7000-8000-${String(made).padStart(12, '0')}`,
    sessionId: '01999999-0000-7000-8000-000000000009',
    framework: TRAIL,
    reviewer: { profileId, name: 'Someone', role: 'peer', credential: '' },
    status: 'submitted',
    independent: true,
    ...facts,
  };
}

describe('what may be seen', () => {
  test('another’s review is sealed until one’s own is in under the same framework', () => {
    const theirs = review(MENTOR);
    const [before] = planReviews([theirs, review(ME, { status: 'draft' })], ME, false);
    expect(before?.sealedCount).toBe(1);
    expect(before?.canCompare).toBe(false);

    const [otherFramework] = planReviews([theirs, review(ME, { framework: COMPETENCIES })], ME, false);
    expect(otherFramework?.sealedCount).toBe(1);

    const [after] = planReviews([theirs, review(ME)], ME, false);
    expect(after?.sealedCount).toBe(0);
    expect(after?.canCompare).toBe(true);
  });

  test('who chose to look sees everything', () => {
    const [group] = planReviews([review(MENTOR), review(PEER)], ME, true);
    expect(group?.entries.some((entry) => entry.isSealed)).toBe(false);
    expect(group?.canCompare).toBe(true);
  });

  test('one’s own reviews come first and are never sealed', () => {
    const [group] = planReviews([review(MENTOR), review(ME, { status: 'draft' })], ME, false);
    expect(group?.entries.map((entry) => entry.isOwn)).toEqual([true, false]);
    expect(group?.entries[0]?.isSealed).toBe(false);
  });
});

describe('corrections', () => {
  test('a submitted correction replaces what it corrects', () => {
    const first = review(ME);
    const correction = review(ME, { revisionOf: first.id });
    const [group] = planReviews([first, correction], ME, false);
    expect(group?.entries.map((entry) => entry.isCorrected)).toEqual([true, false]);
    expect(group?.submitted).toBe(correction);
    expect(group?.canCompare).toBe(false);
    expect(findStandingReviews([first, correction], ME)).toEqual([correction]);
  });

  test('a correction that is still a draft replaces nothing', () => {
    const first = review(ME);
    const draft = review(ME, { revisionOf: first.id, status: 'draft' });
    const [group] = planReviews([first, draft], ME, false);
    expect(group?.submitted).toBe(first);
    expect(group?.draft).toBe(draft);
    expect(findStandingReviews([first, draft], ME)).toEqual([first]);
  });
});

test.each([
  ['nothing is reviewed yet', [], false, 'start'],
  ['only another has reviewed', [review(MENTOR)], false, 'start'],
  [
    'a draft waits',
    [review(ME), review(ME, { status: 'draft', framework: COMPETENCIES })],
    false,
    'continue',
  ],
  ['one’s own is in', [review(ME)], false, 'share'],
  ['two views can be compared', [review(ME), review(MENTOR)], false, 'compare'],
  ['the session came from someone', [review(ME), review(MENTOR)], true, 'send-back'],
])('the next step when %s', (_when, reviews, isReceived, expected) => {
  expect(suggestNextStep(planReviews(reviews, ME, false), isReceived)).toBe(expected);
});

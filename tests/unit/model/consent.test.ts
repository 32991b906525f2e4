import { describe, expect, it, test } from 'vitest';
import { type Consent, checkConsent, consentOutlook } from '#shared/model/consent';

const GIVEN: Consent = { status: 'given', uses: ['self-review', 'mentor'], note: '' };
const TODAY = '2026-11-22';

describe('the outlook of a consent', () => {
  test.each<[string, Partial<Consent>, ReturnType<typeof consentOutlook>]>([
    ['that is not recorded', { status: 'not-recorded', validUntil: '2020-01-01' }, { state: 'none' }],
    ['that was withdrawn', { status: 'withdrawn', validUntil: '2027-01-01' }, { state: 'withdrawn' }],
    ['without an end', {}, { state: 'valid' }],
    ['far from its end', { validUntil: '2026-12-23' }, { state: 'valid', until: '2026-12-23' }],
    [
      '30 days ahead',
      { validUntil: '2026-12-22' },
      { state: 'ends-soon', until: '2026-12-22', daysLeft: 30 },
    ],
    ['on its last day', { validUntil: TODAY }, { state: 'ends-soon', until: TODAY, daysLeft: 0 }],
    ['the day after', { validUntil: '2026-11-21' }, { state: 'ended', until: '2026-11-21' }],
  ])('%s', (_name, changes, outlook) => {
    expect(consentOutlook({ ...GIVEN, ...changes }, TODAY)).toEqual(outlook);
  });

  it('counts days across a change of the clocks', () => {
    expect(consentOutlook({ ...GIVEN, validUntil: '2026-04-01' }, '2026-03-27')).toMatchObject({
      daysLeft: 5,
    });
  });
});

describe('a share beyond the consent', () => {
  test.each<[string, Partial<Consent>, string, string]>([
    [
      'none recorded',
      { status: 'not-recorded' },
      'No consent of the client is recorded',
      'Ask the client, and',
    ],
    ['withdrawn', { status: 'withdrawn' }, 'The client has withdrawn consent', 'Nothing of it can be shared'],
    [
      'ended',
      { uses: ['group'], validUntil: '2026-11-21' },
      'consent ended on 2026-11-21.',
      'Ask the client anew',
    ],
    [
      'another use',
      {},
      'this use: group debrief. It covers self-review, mentor coach.',
      'Ask the client anew',
    ],
    ['no use', { uses: [] }, 'this use: group debrief. It covers no use yet.', 'Ask the client anew'],
  ])('says what is missing: %s', (_name, changes, reason, remedy) => {
    expect(checkConsent({ ...GIVEN, ...changes }, 'group', TODAY)).toEqual({
      allowed: false,
      reason: expect.stringContaining(reason),
      remedy: expect.stringContaining(remedy),
    });
  });

  it('says all that is missing at once', () => {
    const verdict = checkConsent({ ...GIVEN, validUntil: '2026-11-21' }, 'group', TODAY);
    expect(verdict).toMatchObject({
      reason: expect.stringMatching(/ended on 2026-11-21\. .* does not cover this use: group debrief\./),
    });
  });

  it('is none on the last day', () => {
    expect(checkConsent({ ...GIVEN, validUntil: TODAY }, 'mentor', TODAY)).toEqual({ allowed: true });
  });
});

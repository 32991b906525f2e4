import { describe, expect, it, test } from 'vitest';
import { auditAsCsv, auditAsText } from '#shared/formats/audit-export';
import { describeEvent } from '#shared/formats/audit-words';
import { type AuditEntry, type AuditEvent, auditEventSchema } from '#shared/model/audit';
import type { Person } from '#shared/model/profile';
import { idOf } from '../scoring/contents';

const TARA: Person = { profileId: idOf(1), name: 'Tara', role: 'trainee', credential: '' };
const FRAMEWORK = { id: 'agreements', edition: '1' };
const AT = '2026-11-22T18:00:00.000Z';
const handedOver = { protection: 'contacts' as const, to: ['Mina', 'Ola'], namesReplaced: true };
const consent = { status: 'given', uses: ['mentor'], validUntil: '2027-01-01' } as const;

const WORDS: [AuditEvent, string][] = [
  [{ type: 'added', storage: 'copied' }, 'Added the recording to the library'],
  [{ type: 'added', storage: 'linked' }, 'Added the recording, linked where it lies'],
  [
    { type: 'package-received', from: TARA, session: 'new', reviewIds: [idOf(2)], recording: 'whole' },
    'Took in the session from Tara, with the recording and 1 review',
  ],
  [
    { type: 'package-received', from: TARA, session: 'known', reviewIds: [], recording: 'none' },
    'Took in a further package from Tara',
  ],
  [
    { type: 'opened', reviewId: idOf(2), framework: FRAMEWORK, reviewer: TARA },
    'Opened the review by Tara under agreements, edition 1',
  ],
  [
    { type: 'review-started', reviewId: idOf(2), framework: FRAMEWORK },
    'Started a review under agreements, edition 1',
  ],
  [
    {
      type: 'review-moved',
      reviewId: idOf(2),
      framework: FRAMEWORK,
      from: { id: 'competencies', edition: '2025' },
    },
    'Carried the draft under competencies, edition 2025 over to agreements, edition 1',
  ],
  [
    { type: 'review-submitted', reviewId: idOf(2), framework: FRAMEWORK },
    'Submitted the review under agreements, edition 1',
  ],
  [
    { type: 'correction-started', reviewId: idOf(3), framework: FRAMEWORK, corrects: idOf(2) },
    'Started to correct the submitted review under agreements, edition 1',
  ],
  [
    { type: 'review-discarded', reviewId: idOf(3), framework: FRAMEWORK },
    'Discarded a draft under agreements, edition 1',
  ],
  [{ type: 'others-revealed' }, 'Chose to see others’ reviews before submitting'],
  [
    { type: 'shared', recording: 'excerpts', reviewIds: [idOf(2)], purpose: 'mentor', ...handedOver },
    'Shared with parts of the recording and 1 review, for a mentor coach, encrypted for Mina, Ola, with names replaced',
  ],
  [
    { type: 'sent-back', reviewId: idOf(2), protection: 'none', to: [], namesReplaced: false },
    'Sent the review back, not encrypted',
  ],
  [
    {
      type: 'consent-changed',
      from: { status: 'not-recorded', uses: [] },
      to: { ...consent, uses: ['mentor'] },
    },
    'Changed the consent from “not recorded” to “given” (mentor coach, until 2027-01-01)',
  ],
  [{ type: 'consent-withdrawn', deletionAt: AT }, 'Recorded that the client withdrew consent'],
  [
    {
      type: 'recording-deleted',
      deletionAt: AT,
      reason: 'consent-withdrawn',
      recording: 'deleted',
      recordingBytes: 2_000_000,
      quotes: 3,
    },
    'Deleted the recording (2.0 MB) and 3 quotes, since the client withdrew',
  ],
  [{ type: 'trashed' }, 'Moved the session to the trash'],
  [{ type: 'restored' }, 'Took the session back from the trash'],
  [
    { type: 'form-saved', reviewId: idOf(2), namesReplaced: true },
    'Saved a form of a review as a file, names replaced',
  ],
  [
    { type: 'debrief-begun', debriefId: idOf(4), framework: FRAMEWORK, reviewIds: [idOf(2), idOf(3)] },
    'Began a debrief of 2 reviews under agreements, edition 1',
  ],
  [{ type: 'debrief-removed', debriefId: idOf(4) }, 'Deleted a debrief'],
  [
    { type: 'minutes-saved', debriefId: idOf(4), namesReplaced: false },
    'Saved the minutes of a debrief as a file',
  ],
  [{ type: 'relinked' }, 'Found the original of the recording at another place'],
  [
    { type: 'restored-from-backup', backupOf: '2026-11-20' },
    'Restored the session from the backup of 2026-11-20',
  ],
];

describe('an entry of the list in words', () => {
  test.each(WORDS)('%j', (event, words) => {
    expect(describeEvent(auditEventSchema.parse(event))).toBe(words);
  });

  it('is there for every kind of event', () => {
    const kinds = auditEventSchema.options.map(({ shape }) => shape.type.value);
    expect(new Set(WORDS.map(([event]) => event.type))).toEqual(new Set(kinds));
  });
});

describe('the list', () => {
  const entries: AuditEntry[] = [
    { at: AT, by: 'program', event: { type: 'restored' } },
    { at: AT, by: { ...TARA, name: '=cmd("a"),\n' }, event: { type: 'trashed' } },
  ];

  it('as text has one line an entry', () => {
    expect(auditAsText('Monday', entries.slice(0, 1))).toBe(
      `History of “Monday”\n\n${AT}  Concordance: Took the session back from the trash\n`,
    );
  });

  it('as CSV quotes every cell and holds no formula', () => {
    expect(auditAsCsv(entries)).toBe(
      '"at","by","event","description"\r\n' +
        `"${AT}","Concordance","restored","Took the session back from the trash"\r\n` +
        `"${AT}","'=cmd(""a""),\n","trashed","Moved the session to the trash"\r\n`,
    );
  });
});

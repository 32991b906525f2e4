import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentoringAsCsv } from '#shared/mentoring/mentoring-export';
import {
  type MentoringEntry,
  type MentoringLog,
  mentoringEntrySchema,
  minutesOf,
} from '#shared/mentoring/mentoring-log';
import { holdsAny, mentoringRulesSchema } from '#shared/mentoring/mentoring-rules';
import { mentoringStand, writeMinutes } from '#shared/mentoring/mentoring-stand';
import { projectFolder } from '../../helpers/ensure-built';
import { idOf } from '../backend/exchange/sample-contents';

const rules = mentoringRulesSchema.parse(
  JSON.parse(await readFile(join(projectFolder, 'resources/rules/mentoring-hours.json'), 'utf8')),
);

let number = 0;
function talk(date: string, hours: number, facts: Partial<MentoringEntry> = {}): MentoringEntry {
  number += 1;
  const end = 8 * 60 + Math.round(hours * 60);
  return mentoringEntrySchema.parse({
    id: idOf(number),
    date,
    startsAt: '08:00',
    endsAt: `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`,
    setting: 'one-to-one',
    groupSize: 1,
    mentor: 'Mina',
    mentorCredential: 'MCC',
    about: '',
    ...facts,
  });
}

function stand(
  entries: MentoringEntry[],
  { level = 'PCC' as MentoringLog['level'], today = '2026-11-22' } = {},
) {
  return mentoringStand({ schemaVersion: 1, level, entries }, rules, today);
}

const group = (size: number): Partial<MentoringEntry> => ({ setting: 'group', groupSize: size });
const have = ({ items }: ReturnType<typeof stand>) =>
  Object.fromEntries(items.map(({ id, have }) => [id, have]));

describe('the stand of the mentoring hours', () => {
  it('lacks nothing with ten hours, three of them one to one, over three months', () => {
    const complete = stand([
      talk('2026-05-14', 3),
      talk('2026-06-20', 4, group(8)),
      talk('2026-08-14', 3, group(10)),
    ]);
    expect(have(complete)).toEqual({ total: 600, 'one-to-one': 180, group: 420, span: 92 });
    expect(complete.missing).toEqual([]);
    expect(complete.items.every(({ isMet }) => isMet)).toBe(true);
  });

  it('says what is missing, and never that anyone may apply', () => {
    const begun = stand([talk('2026-05-14', 1.5), talk('2026-05-28', 2, group(6))]);
    expect(begun.missing).toEqual([
      '6 h 30 min are missing in all.',
      '1 h 30 min one to one are missing.',
      'The talks lie within 14 days; they have to reach over 92.',
    ]);
    expect(JSON.stringify(begun)).not.toMatch(/eligible|may apply/i);
  });

  it('counts seven hours in groups and no more', () => {
    const much = stand([
      talk('2026-01-05', 3),
      talk('2026-02-05', 6, group(5)),
      talk('2026-05-05', 4, group(5)),
    ]);
    expect(have(much)).toMatchObject({ total: 600, group: 600 });
    expect(much.items.find(({ id }) => id === 'group')).toMatchObject({
      isMet: false,
      note: '3 h more do not count.',
    });
  });

  it('leaves out what cannot count, and says why', () => {
    const entries = [
      talk('2026-03-01', 2, group(11)),
      talk('2026-04-01', 1, { mentorCredential: 'ACC' }),
      talk('2027-05-01', 1),
      talk('2026-04-02', 0),
    ];
    const { remarks, ...left } = stand(entries);
    expect(have({ remarks, ...left })).toMatchObject({ total: 0 });
    expect(remarks.filter(({ counts }) => !counts).map(({ message }) => message)).toEqual([
      'The group was larger than 10.',
      'For PCC a mentor had to hold PCC or MCC on that day.',
      'It begins and ends at the same time.',
      'It has not taken place yet.',
      'For PCC a mentor had to hold MCS-PCC on that day.',
    ]);
  });

  it('judges a mentor by the day of the talk: other ones from 1 January 2027', () => {
    const last = talk('2026-12-31', 1, { mentorCredential: 'PCC' });
    const first = talk('2027-01-01', 1, { mentorCredential: 'PCC' });
    const next = talk('2027-01-02', 1, { mentorCredential: 'PCC, MCS-PCC' });
    expect(have(stand([last, first, next], { today: '2027-06-01' })).total).toBe(120);
  });

  it('reminds of the renewal where the mentor holds the ACC alone', () => {
    const talks = [
      talk('2026-04-01', 1, { mentorCredential: 'ACC' }),
      talk('2026-05-01', 1, { mentorCredential: 'ACC, PCC' }),
    ];
    const { remarks, ...left } = stand(talks, { level: 'ACC' });
    expect(have({ remarks, ...left }).total).toBe(120);
    expect(remarks.map(({ entryId }) => entryId)).toEqual([talks[0]?.id]);
  });

  it('says that what one source alone names is uncertain', () => {
    expect(stand([], { level: 'MCC', today: '2027-02-01' }).uncertain).toHaveLength(2);
    expect(stand([], { level: 'PCC', today: '2027-02-01' }).uncertain).toHaveLength(1);
  });

  it('counts talks over midnight, and tells of ones that overlap', () => {
    expect(minutesOf({ startsAt: '23:30', endsAt: '00:15' })).toBe(45);
    const { remarks } = stand([
      talk('2026-05-01', 2),
      talk('2026-05-01', 1, { startsAt: '09:30', endsAt: '10:30' }),
    ]);
    expect(remarks.map(({ message }) => message)).toEqual([
      'It overlaps with the talk before it: look at the times.',
    ]);
  });

  it('ends three months after the 30th of November on the last of February', () => {
    const winter = stand([talk('2025-11-30', 3), talk('2026-02-28', 3)]);
    expect(winter.items.find(({ id }) => id === 'span')).toMatchObject({ have: 90, need: 90, isMet: true });
  });

  it('never falls when a talk is added, and does not depend on the order', () => {
    const anyTalk = fc
      .record({
        day: fc.nat(300),
        hours: fc.integer({ min: 1, max: 8 }),
        size: fc.integer({ min: 1, max: 14 }),
      })
      .map(({ day, hours, size }) => {
        const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
        return talk(date, hours / 2, size === 1 ? {} : group(size));
      });
    fc.assert(
      fc.property(fc.array(anyTalk, { maxLength: 12 }), anyTalk, (entries, added) => {
        const before = have(stand(entries));
        const after = have(stand([...entries, added]));
        expect(after.total).toBeGreaterThanOrEqual(before.total ?? 0);
        expect(have(stand(entries.toReversed()))).toEqual(before);
        expect(after.total).toBeLessThanOrEqual((after['one-to-one'] ?? 0) + 420);
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads credentials as people write them', () => {
    expect(holdsAny('pcc', ['PCC'])).toBe(true);
    expect(holdsAny('PCC / MCS-ACC', ['MCS-ACC'])).toBe(true);
    expect(holdsAny('MCS-PCC', ['PCC'])).toBe(false);
    expect(holdsAny('CPCC', ['PCC'])).toBe(false);
  });

  it('is written in hours and minutes', () => {
    expect([0, 45, 60, 150].map(writeMinutes)).toEqual(['0 min', '45 min', '1 h', '2 h 30 min']);
  });
});

describe('the log as a table', () => {
  it('has a line a talk, oldest first, and no formula', () => {
    const entries = [talk('2026-05-02', 1, { mentor: '=Mina' }), talk('2026-05-01', 1, group(4))];
    expect(mentoringAsCsv({ schemaVersion: 1, level: 'ACC', entries }).split('\r\n')).toEqual([
      '"date","start","end","minutes","setting","group_size","mentor","credential","about"',
      '"2026-05-01","08:00","09:00","60","group","4","Mina","MCC",""',
      `"2026-05-02","08:00","09:00","60","one-to-one","","'=Mina","MCC",""`,
      '',
    ]);
  });
});

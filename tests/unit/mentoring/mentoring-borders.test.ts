import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type CredentialLevel,
  type MentoringEntry,
  type MentoringLog,
  mentoringEntrySchema,
} from '#shared/mentoring/mentoring-log';
import { mentoringRulesSchema } from '#shared/mentoring/mentoring-rules';
import { mentoringStand } from '#shared/mentoring/mentoring-stand';
import { layOutMentoringLog } from '#shared/reports/mentoring-report';
import { textsOf } from '#shared/reports/report-blocks';
import { projectFolder } from '../../helpers/ensure-built';
import { idOf } from '../backend/exchange/sample-contents';

const rules = mentoringRulesSchema.parse(
  JSON.parse(await readFile(join(projectFolder, 'resources/rules/mentoring-hours.json'), 'utf8')),
);

let number = 0;
/** @param minutes - from 08:00 on, less than a day's rest */
function talk(date: string, minutes: number, facts: Partial<MentoringEntry> = {}): MentoringEntry {
  number += 1;
  const end = 480 + minutes;
  return mentoringEntrySchema.parse({
    id: idOf(number),
    date,
    startsAt: '08:00',
    endsAt: `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`,
    setting: 'one-to-one',
    groupSize: 1,
    mentor: 'Mina',
    mentorCredential: 'MCC, MCS-ACC, MCS-PCC, MCS-MCC',
    about: '',
    ...facts,
  });
}

const group = (groupSize: number): Partial<MentoringEntry> => ({ setting: 'group', groupSize });

function stand(entries: MentoringEntry[], today = '2027-12-01', level: CredentialLevel = 'PCC') {
  const log: MentoringLog = { schemaVersion: 1, level, entries };
  return mentoringStand(log, rules, today);
}

const item = (id: string, entries: MentoringEntry[], today?: string) =>
  stand(entries, today).items.find((each) => each.id === id);

describe('at the borders of the rules', () => {
  it('ten hours are enough, and a minute less is not', () => {
    const first = talk('2026-01-10', 300);
    expect(item('total', [first, talk('2026-05-10', 300)])).toMatchObject({ have: 600, isMet: true });
    expect(item('total', [first, talk('2026-05-10', 299)])).toMatchObject({ have: 599, isMet: false });
  });

  it('three hours one to one are enough, and a minute less is not', () => {
    const groups = talk('2026-01-10', 420, group(10));
    expect(item('one-to-one', [groups, talk('2026-05-10', 180)])).toMatchObject({ isMet: true });
    expect(stand([groups, talk('2026-05-10', 180)]).missing).toEqual([]);
    expect(item('one-to-one', [groups, talk('2026-05-10', 179)])).toMatchObject({ isMet: false });
  });

  it('seven hours in groups count, and the minute after them does not', () => {
    expect(item('group', [talk('2026-01-10', 420, group(10))])).toMatchObject({ have: 420, isMet: true });
    const more = [talk('2026-01-10', 420, group(10)), talk('2026-02-10', 1, group(10))];
    expect(item('group', more)).toMatchObject({ isMet: false, note: '1 min more do not count.' });
    expect(item('total', more)).toMatchObject({ have: 420 });
  });

  it('ten people in a group count, and eleven do not', () => {
    expect(item('total', [talk('2026-01-10', 60, group(10))])).toMatchObject({ have: 60 });
    expect(item('total', [talk('2026-01-10', 60, group(11))])).toMatchObject({ have: 0 });
  });

  it('the same day three months later is far enough, and the day before is not', () => {
    expect(item('span', [talk('2026-03-14', 60), talk('2026-06-14', 60)])).toMatchObject({ isMet: true });
    expect(item('span', [talk('2026-03-14', 60), talk('2026-06-13', 60)])).toMatchObject({ isMet: false });
  });

  it('a talk of today counts, and one of tomorrow does not yet', () => {
    expect(item('total', [talk('2026-11-22', 60)], '2026-11-22')).toMatchObject({ have: 60 });
    expect(item('total', [talk('2026-11-23', 60)], '2026-11-22')).toMatchObject({ have: 0 });
  });

  it.each<[CredentialLevel, string, string, boolean]>([
    ['ACC', '2026-12-31', 'ACC', true],
    ['ACC', '2026-12-31', 'PCC', true],
    ['ACC', '2026-12-31', 'MCC', true],
    ['ACC', '2026-12-31', 'MCS-ACC', false],
    ['ACC', '2027-01-01', 'MCC', false],
    ['ACC', '2027-01-01', 'MCS-ACC', true],
    ['ACC', '2027-01-01', 'MCS-PCC', true],
    ['PCC', '2026-12-31', 'ACC', false],
    ['PCC', '2026-12-31', 'PCC', true],
    ['PCC', '2026-12-31', 'MCC', true],
    ['PCC', '2027-01-01', 'PCC', false],
    ['PCC', '2027-01-01', 'MCS-ACC', false],
    ['PCC', '2027-01-01', 'MCS-PCC', true],
    ['MCC', '2026-12-31', 'PCC', false],
    ['MCC', '2026-12-31', 'MCC', true],
    ['MCC', '2027-01-01', 'MCC', false],
    ['MCC', '2027-01-01', 'MCS-MCC', true],
  ])('for %s on %s a mentor who holds %s counts: %s', (level, date, mentorCredential, counts) => {
    const { items } = stand([talk(date, 60, { mentorCredential })], '2027-12-01', level);
    expect(items.find(({ id }) => id === 'total')?.have).toBe(counts ? 60 : 0);
  });

  it('every rule has its day, and hours of before 2027 stay what they were', () => {
    expect(rules.editions.every(({ from }) => /^\d{4}-\d{2}-\d{2}$/.test(from))).toBe(true);
    for (const level of ['ACC', 'PCC', 'MCC'] as const) {
      const ofLevel = rules.mentors.filter((rule) => rule.level === level);
      expect(ofLevel.map(({ from, until }) => [from, until])).toEqual([
        ['2000-01-01', '2026-12-31'],
        ['2027-01-01', undefined],
      ]);
    }
    const before = talk('2026-12-31', 60, { mentorCredential: 'PCC' });
    expect(item('total', [before], '2030-01-01')).toMatchObject({ have: 60 });
  });
});

describe('the log on paper', () => {
  const entries = [
    talk('2026-05-20', 45, {
      ...group(12),
      about: 'Presence\nand silence',
      mentor: 'Ari',
      mentorCredential: '',
    }),
    talk('2026-05-14', 90, { about: 'The agreement' }),
  ];
  const log: MentoringLog = { schemaVersion: 1, level: 'PCC', entries };
  const blocks = layOutMentoringLog({
    log,
    stand: mentoringStand(log, rules, '2026-11-22'),
    rules,
    owner: 'Tara',
    today: '2026-11-22',
    writeDay: (day) => day,
  });

  it('has every talk, the oldest first, with what does not count and why', () => {
    const table = blocks.find((block) => block.type === 'table' && block.name === 'Talks');
    expect(table).toMatchObject({
      rows: [
        [
          { text: '2026-05-14' },
          { text: '08:00 to 09:30\n1 h 30 min' },
          { text: 'Mina, MCC, MCS-ACC, MCS-PCC, MCS-MCC\none to one' },
          { text: 'The agreement' },
        ],
        [
          { text: '2026-05-20' },
          { text: '08:00 to 08:45\n45 min' },
          { text: 'Ari\nin a group of 12' },
          {
            text: 'Presence\nand silence\nDoes not count: The group was larger than 10.\nWhat the mentor held is not noted.',
          },
        ],
      ],
    });
  });

  it('says what is asked, what is there and what is missing, and never that anyone may apply', () => {
    const texts = textsOf(blocks);
    expect(texts).toContain('8 h 30 min are missing in all.');
    expect(texts).toContain('within it');
    expect(texts.join()).toContain('Not affiliated with or endorsed by');
    expect(texts.join()).not.toMatch(/eligible|may apply|qualif(y|ies) for/i);
  });
});

import { inOrder, type MentoringEntry, type MentoringLog, minutesOf } from '../mentoring/mentoring-log';
import type { MentoringRules } from '../mentoring/mentoring-rules';
import { type MentoringItem, type MentoringStand, writeMinutes } from '../mentoring/mentoring-stand';
import type { ReportBlock, ReportCell } from './report-blocks';

export type MentoringReportInput = {
  log: MentoringLog;
  stand: MentoringStand;
  rules: MentoringRules;
  /** The name of the person whose log it is. */
  owner: string;
  /** Calendar date of the stand. */
  today: string;
  writeDay(date: string): string;
};

/** Stands under every log; whoever reads it must not take a sum of ours for a decision. */
export const LOG_NOTICE =
  'Noted by the coach. Not affiliated with or endorsed by any credentialing body: whether it is enough is decided where the application is made.';

/** The owner's mentoring log on paper: how far it is of what is asked, then every talk, the oldest first. */
export function layOutMentoringLog(input: MentoringReportInput): ReportBlock[] {
  const { log, stand, rules, owner, today, writeDay } = input;
  const entries = inOrder(log.entries);
  const mentors = new Set(entries.map(nameOfMentor));
  const [first, last] = [entries[0], entries.at(-1)];
  return [
    { type: 'title', text: 'Mentoring log' },
    { type: 'paragraph', text: LOG_NOTICE, tone: 'note' },
    {
      type: 'facts',
      rows: [
        { label: 'Coach', value: owner },
        { label: 'Meant for', value: log.level },
        { label: 'Mentors', value: [...mentors].join('; ') || 'nobody yet' },
        { label: 'First talk', value: first ? writeDay(first.date) : 'none yet' },
        { label: 'Last talk', value: last ? writeDay(last.date) : 'none yet' },
        { label: 'As of', value: writeDay(today) },
      ],
    },
    { type: 'heading', level: 2, text: 'Where it stands' },
    {
      type: 'table',
      name: 'Where it stands',
      columns: ['What is asked', 'There', 'Asked', 'So far'],
      widths: [46, 18, 18, 18],
      rows: stand.items.map((item) => [
        { text: item.label },
        { text: [write(item, item.have), item.note].filter(Boolean).join('. ') },
        { text: write(item, item.need) },
        { text: wordOf(item) },
      ]),
    },
    ...stand.missing.map((text): ReportBlock => ({ type: 'paragraph', text, tone: 'text' })),
    ...stand.uncertain.map(
      (text): ReportBlock => ({ type: 'paragraph', text: `Not certain: ${text}`, tone: 'note' }),
    ),
    { type: 'heading', level: 2, text: 'Talks' },
    entries.length === 0
      ? { type: 'paragraph', text: 'No talk is noted.', tone: 'note' }
      : {
          type: 'table',
          name: 'Talks',
          columns: ['Date', 'Time', 'Mentor and setting', 'What was talked about'],
          widths: [19, 17, 26, 38],
          rows: entries.map((entry) => rowOf(entry, stand, writeDay)),
        },
    { type: 'paragraph', text: `${rules.title}, as of ${rules.asOf}. ${rules.sourceNote}`, tone: 'note' },
  ];
}

function wordOf({ id, isMet }: MentoringItem): string {
  if (id === 'group') return isMet ? 'within it' : 'more than counts';
  return isMet ? 'there' : 'not yet';
}

function write({ unit }: MentoringItem, value: number): string {
  if (unit === 'minutes') return writeMinutes(value);
  return value === 1 ? '1 day' : `${value} days`;
}

function nameOfMentor({ mentor, mentorCredential }: MentoringEntry): string {
  return [mentor, mentorCredential].filter(Boolean).join(', ');
}

function rowOf(
  entry: MentoringEntry,
  stand: MentoringStand,
  writeDay: (date: string) => string,
): ReportCell[] {
  const setting = entry.setting === 'group' ? `in a group of ${entry.groupSize}` : 'one to one';
  const remarks = stand.remarks
    .filter(({ entryId }) => entryId === entry.id)
    .map(({ counts, message }) => (counts ? message : `Does not count: ${message}`));
  return [
    { text: writeDay(entry.date) },
    { text: `${entry.startsAt} to ${entry.endsAt}\n${writeMinutes(minutesOf(entry))}` },
    { text: `${nameOfMentor(entry)}\n${setting}` },
    { text: [entry.about.trim(), ...remarks].filter(Boolean).join('\n') },
  ];
}

import { csvOf } from '../formats/csv';
import { inOrder, type MentoringLog, minutesOf } from './mentoring-log';

/** The log as a table, a line a talk, oldest first. */
export function mentoringAsCsv({ entries }: MentoringLog): string {
  const header = [
    'date',
    'start',
    'end',
    'minutes',
    'setting',
    'group_size',
    'mentor',
    'credential',
    'about',
  ];
  return csvOf([
    header,
    ...inOrder(entries).map((entry) => [
      entry.date,
      entry.startsAt,
      entry.endsAt,
      String(minutesOf(entry)),
      entry.setting,
      entry.setting === 'group' ? String(entry.groupSize) : '',
      entry.mentor,
      entry.mentorCredential,
      entry.about,
    ]),
  ]);
}

import { inOrder, type MentoringEntry, type MentoringLog, minutesOf, startMinuteOf } from './mentoring-log';
import { holdsAny, hoursRuleOn, type MentoringRules, mentorRuleOn } from './mentoring-rules';

/** One thing that is asked, and how far it is there. Minutes, or days for the span. */
export type MentoringItem = {
  id: 'total' | 'one-to-one' | 'group' | 'span';
  label: string;
  have: number;
  need: number;
  unit: 'minutes' | 'days';
  isMet: boolean;
  note?: string;
};

/** Why a talk counts less than its length, or may not count. */
export type EntryRemark = { entryId: string; counts: boolean; message: string };

export type MentoringStand = {
  items: readonly MentoringItem[];
  /** What is missing, in sentences; empty where nothing that this program knows of is. */
  missing: readonly string[];
  remarks: readonly EntryRemark[];
  /** What is not certain about the rules themselves. */
  uncertain: readonly string[];
};

const HOUR = 60;
const DAY_MS = 86_400_000;

/**
 * Holds a log against the rules of a day. It adds up and says what is missing; whether anyone may apply is never said,
 * since that is not for a program to decide.
 *
 * @param today - calendar date; talks after it count for nothing yet
 */
export function mentoringStand(log: MentoringLog, rules: MentoringRules, today: string): MentoringStand {
  const entries = inOrder(log.entries);
  const rule = hoursRuleOn(rules, today);
  const remarks = entries.flatMap((entry, at) => remarksOn(entry, entries[at - 1], log, rules, today));
  const excluded = new Set(remarks.filter(({ counts }) => !counts).map(({ entryId }) => entryId));
  const counted = entries.filter(({ id }) => !excluded.has(id));
  if (!rule)
    return { items: [], missing: ['No rule of the hours is known for today.'], remarks, uncertain: [] };
  const oneToOne = minutesIn(counted.filter(({ setting }) => setting === 'one-to-one'));
  const group = minutesIn(counted.filter(({ setting }) => setting === 'group'));
  const groupCounted = Math.min(group, rule.groupHours * HOUR);
  const span = spanOf(counted, rule.months);
  const items: MentoringItem[] = [
    itemOf('total', 'Hours that count', oneToOne + groupCounted, rule.hours * HOUR),
    itemOf('one-to-one', 'Of these one to one, at least', oneToOne, rule.oneToOneHours * HOUR),
    {
      id: 'group',
      label: `In groups of at most ${rule.groupSize}, at most`,
      have: group,
      need: rule.groupHours * HOUR,
      unit: 'minutes',
      isMet: group <= rule.groupHours * HOUR,
      ...(group > groupCounted && { note: `${writeMinutes(group - groupCounted)} more do not count.` }),
    },
    {
      id: 'span',
      label: 'From the first talk to the last',
      ...span,
      unit: 'days',
      isMet: span.have >= span.need,
    },
  ];
  return {
    items,
    missing: missingIn(items),
    remarks,
    uncertain: [rule.uncertain, mentorRuleOn(rules, log.level, today)?.uncertain].filter(
      (text) => text !== undefined,
    ),
  };
}

function itemOf(id: MentoringItem['id'], label: string, have: number, need: number): MentoringItem {
  return { id, label, have, need, unit: 'minutes', isMet: have >= need };
}

function minutesIn(entries: readonly MentoringEntry[]): number {
  return entries.reduce((total, entry) => total + minutesOf(entry), 0);
}

/** Days from the first talk to the last, and how many the months asked for are after the first. */
function spanOf(entries: readonly MentoringEntry[], months: number): { have: number; need: number } {
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last) return { have: 0, need: months * 30 };
  const from = Date.parse(first.date);
  return {
    have: Math.round((Date.parse(last.date) - from) / DAY_MS),
    need: Math.round((addMonths(first.date, months) - from) / DAY_MS),
  };
}

/** The same day some months later, or the last of that month where it has no such day. */
function addMonths(date: string, months: number): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return Date.UTC(year, month - 1 + months, Math.min(day, lastDay));
}

function missingIn(items: readonly MentoringItem[]): string[] {
  return items.filter(({ id, isMet }) => !isMet && id !== 'group').map(missingOf);
}

function missingOf({ id, have, need }: MentoringItem): string {
  if (id === 'total') return `${writeMinutes(need - have)} are missing in all.`;
  if (id === 'one-to-one') return `${writeMinutes(need - have)} one to one are missing.`;
  return `The talks lie within ${have} ${have === 1 ? 'day' : 'days'}; they have to reach over ${need}.`;
}

function remarksOn(
  entry: MentoringEntry,
  before: MentoringEntry | undefined,
  { level }: MentoringLog,
  rules: MentoringRules,
  today: string,
): EntryRemark[] {
  const remarks: EntryRemark[] = [];
  const add = (counts: boolean, message: string) => remarks.push({ entryId: entry.id, counts, message });
  const hours = hoursRuleOn(rules, entry.date);
  const mentors = mentorRuleOn(rules, level, entry.date);
  if (entry.date > today) add(false, 'It has not taken place yet.');
  if (minutesOf(entry) === 0) add(false, 'It begins and ends at the same time.');
  if (hours && entry.setting === 'group' && entry.groupSize > hours.groupSize) {
    add(false, `The group was larger than ${hours.groupSize}.`);
  }
  if (entry.mentorCredential === '') add(true, 'What the mentor held is not noted.');
  else if (mentors && !holdsAny(entry.mentorCredential, mentors.holds)) {
    add(false, `For ${level} a mentor had to hold ${mentors.holds.join(' or ')} on that day.`);
  } else if (
    mentors?.note &&
    !holdsAny(entry.mentorCredential, othersThan(mentors.note.about, mentors.holds))
  ) {
    add(true, mentors.note.text);
  }
  if (before && startMinuteOf(before) + minutesOf(before) > startMinuteOf(entry)) {
    add(true, 'It overlaps with the talk before it: look at the times.');
  }
  return remarks;
}

function othersThan(credential: string, holds: readonly string[]): string[] {
  return holds.filter((held) => held !== credential);
}

/** `2 h 30 min`, `45 min`. */
export function writeMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / HOUR), Math.round(minutes % HOUR)];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** Days of which every backup is kept. */
const DAYS = 7;
/** Weeks before those days of which the newest backup is kept. */
const WEEKS = 4;

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Which backups have had their time: all of the last seven days stay, and the newest of each of the four weeks before.
 * Days and weeks without a backup do not count, and the clock plays no part: after a long holiday, or with a clock that
 * runs a year ahead, nothing goes that would have stayed.
 *
 * @param names - names of backups, which begin with their day
 */
export function backupsToRemove(names: readonly string[]): string[] {
  const newestFirst = [...names].sort().reverse();
  const lastDays = new Set(newestFirst.map(dayOf).filter(isNew<string>()).slice(0, DAYS));
  const older = newestFirst.filter((name) => !lastDays.has(dayOf(name)));
  const isNewWeek = isNew<number>();
  const newestOfWeeks = older.filter((name) => isNewWeek(weekOf(dayOf(name)))).slice(0, WEEKS);
  return older.filter((name) => !newestOfWeeks.includes(name)).sort();
}

function dayOf(name: string): string {
  return name.slice(0, 10);
}

/** The number of the week, from Monday to Sunday, in which a day lies. */
function weekOf(day: string): number {
  // The first of January 1970 was a Thursday.
  return Math.floor((Date.parse(day) / DAY_MS + 3) / 7);
}

/** Tells of each value whether it comes for the first time. */
function isNew<Value>(): (value: Value) => boolean {
  const seen = new Set<Value>();
  return (value) => !seen.has(value) && seen.add(value) !== undefined;
}

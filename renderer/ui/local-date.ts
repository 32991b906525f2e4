/** Today at the user's, as `2026-11-22`. */
export function todayHere(now: Date = new Date()): string {
  const month = String(now.getMonth() + 1).padStart(2, '0');
  const day = String(now.getDate()).padStart(2, '0');
  return `${now.getFullYear()}-${month}-${day}`;
}

/** The calendar date of a time stamp at the user's. */
export function dayHereOf(timestamp: string): string {
  return todayHere(new Date(timestamp));
}

/** Now at the user's, as the clock on the wall shows it: `2026-11-22T18:30`. */
export function nowAsWallTime(now: Date = new Date()): string {
  const clock = [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return `${todayHere(now)}T${clock}`;
}

const DAY = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const INSTANT_DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

/** Writes a calendar date such as `2026-11-22` in the user's way, without shifting it to another time zone. */
export function formatCalendarDate(date: string): string {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? date : DAY.format(time);
}

const INSTANT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Writes a time stamp in the user's time zone, to the minute. */
export function formatInstant(timestamp: string): string {
  const time = Date.parse(timestamp);
  return Number.isNaN(time) ? timestamp : INSTANT.format(time);
}

/** Writes the day of a time stamp in the user's time zone. */
export function formatDayOf(timestamp: string): string {
  const time = Date.parse(timestamp);
  return Number.isNaN(time) ? timestamp : INSTANT_DAY.format(time);
}

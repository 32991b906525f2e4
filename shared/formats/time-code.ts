/** How many digits after the second a time is shown with. */
export type TimePrecision = 'seconds' | 'tenths' | 'milliseconds';

/**
 * Writes a time as `m:ss`, `h:mm:ss`, and with `.t` or `.mmm` where asked. Rounds down, so that a shown time never
 * lies after the instant it stands for.
 *
 * @param ms - milliseconds from the start of the recording; negative values count as 0
 */
export function formatTimeCode(ms: number, precision: TimePrecision = 'seconds'): string {
  const total = Math.max(0, Math.floor(ms));
  const hours = Math.floor(total / 3_600_000);
  const minutes = Math.floor(total / 60_000) % 60;
  const seconds = Math.floor(total / 1_000) % 60;
  const head =
    hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds)}` : `${minutes}:${twoDigits(seconds)}`;
  if (precision === 'tenths') return `${head}.${Math.floor((total % 1_000) / 100)}`;
  if (precision === 'milliseconds') return `${head}.${String(total % 1_000).padStart(3, '0')}`;
  return head;
}

/**
 * Reads a time that a person typed: `75`, `75.5`, `1:15`, `1:15.250`, `0:01:15`; a comma serves as a decimal point.
 *
 * @returns whole milliseconds, or `undefined` where it is no time (a part from 60 on after the first, letters, …)
 */
export function parseTimeCode(text: string): number | undefined {
  const match = /^(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, hoursText, minutesText, secondsText, fractionText] = match;
  const hours = Number(hoursText ?? 0);
  const minutes = Number(minutesText ?? 0);
  const seconds = Number(secondsText);
  if (minutesText !== undefined && seconds >= 60) return undefined;
  if (hoursText !== undefined && minutes >= 60) return undefined;
  const milliseconds = Number((fractionText ?? '0').padEnd(3, '0'));
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds;
}

/** Writes a length for reading aloud: `48 s`, `4 min`, `1 h 05 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** As long as a title may become: room is left for what a person adds to it. */
const MAXIMUM_TITLE_LENGTH = 200;

/** What the recording's schema allows, in UTF-16 code units. */
const MAXIMUM_NAME_LENGTH = 400;

/** Control characters, and those that turn the direction of the text after them, so that a name cannot show as another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const UNSEEN_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A file's own name as it is shown and remembered: without folders, never empty, at most 400 code units long. */
export function displayNameOf(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? '';
  const name = base.replace(UNSEEN_CHARACTERS, '').trim();
  if (name === '') return 'recording';
  const extension = /\.[A-Za-z0-9]{1,12}$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - extension.length);
  return `${cutToLength(stem, MAXIMUM_NAME_LENGTH - extension.length)}${extension}`;
}

/** The title a session gets from its file's name: no extension, underscores as spaces. */
export function titleOf(fileName: string): string {
  const name = displayNameOf(fileName).replace(/\.[A-Za-z0-9]{1,12}$/, '');
  const title = name.replace(/_+/g, ' ').replace(/\s+/g, ' ').trim();
  return cutToLength(title, MAXIMUM_TITLE_LENGTH).trim() || 'Untitled session';
}

/**
 * The calendar date in a file's name, as recorders and video calls put it there: `2026-11-22`, `2026_11_22`,
 * `20261122`. `undefined` where there is none, or one that lies after `today` or before 1990.
 */
export function dateInName(fileName: string, today: Date): string | undefined {
  for (const match of fileName.matchAll(/(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)/g)) {
    const [, year = '', , month = '', day = ''] = match;
    const date = new Date(`${year}-${month}-${day}T00:00:00`);
    const isReal = date.getMonth() + 1 === Number(month) && date.getDate() === Number(day);
    if (isReal && Number(year) >= 1990 && date <= today) return `${year}-${month}-${day}`;
  }
  return undefined;
}

/** The calendar date of an instant where the user is. */
export function calendarDate(at: Date): string {
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
}

/** Cuts between what a reader sees as characters, so that no emoji and no accented letter is torn. */
function cutToLength(text: string, maximumLength: number): string {
  if (text.length <= maximumLength) return text;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(text)) {
    if (index + segment.length > maximumLength) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

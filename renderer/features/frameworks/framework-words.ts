/** The name of a language by its BCP 47 tag; the tag itself where it has none. */
export function languageName(tag: string): string {
  if (tag === 'und') return 'language not stated';
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
}

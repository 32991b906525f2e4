import type { Competency, Domain, Framework, Indicator } from '#shared/model/framework';

/** One piece of a book, in the order of reading. */
export type BookRow =
  | { type: 'front' }
  | { type: 'domain'; domain: Domain }
  | { type: 'competency'; competency: Competency }
  | { type: 'indicator'; indicator: Indicator; competency: Competency };

/** What of a book is shown. */
export const BOOK_PARTS = ['all', 'new', 'reworded', 'uncertain', 'gates'] as const;
export type BookPart = (typeof BOOK_PARTS)[number];

type Entry = { row: BookRow; words: string };

/** A book prepared for searching, so that each letter typed costs no more than looking through its words. */
export type SearchableBook = readonly Entry[];

export function prepareBook(framework: Framework): SearchableBook {
  return framework.domains.flatMap((domain) => [
    { row: { type: 'domain', domain } as const, words: lower([domain.id, domain.title, domain.description]) },
    ...domain.competencies.flatMap((competency): Entry[] => [
      {
        row: { type: 'competency', competency },
        words: lower([competency.code, competency.title, competency.definition, noteOf(competency)]),
      },
      ...competency.indicators.map(
        (indicator): Entry => ({
          row: { type: 'indicator', indicator, competency },
          words: lower([
            indicator.code,
            indicator.text,
            ...indicator.countsFor,
            ...indicator.countsAgainst,
            indicator.note,
            noteOf(indicator),
            competency.title,
          ]),
        }),
      ),
    ]),
  ]);
}

/** `found` counts competencies and indicators; it is `undefined` where all of the book is shown. */
export type Selection = { rows: readonly BookRow[]; found: number | undefined };

/**
 * The rows in which every word of the search occurs, of one part of the book. What is shown keeps the competency and
 * the domain that it stands under; the front is shown where nothing is looked for.
 */
export function selectRows(book: SearchableBook, search: string, part: BookPart): Selection {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && part === 'all') {
    return { rows: [{ type: 'front' }, ...book.map(({ row }) => row)], found: undefined };
  }
  const rows: BookRow[] = [];
  let found = 0;
  let domain: BookRow | undefined;
  let competency: BookRow | undefined;
  for (const { row, words: text } of book) {
    if (row.type === 'domain') {
      domain = row;
      competency = undefined;
    } else if (row.type === 'competency') competency = row;
    if (!isOfPart(row, part) || !words.every((word) => text.includes(word))) continue;
    // Headings that were not found themselves come with the first row beneath them.
    if (domain && row !== domain) rows.push(domain);
    domain = undefined;
    if (competency && row !== competency) rows.push(competency);
    competency = undefined;
    rows.push(row);
    if (row.type !== 'domain') found += 1;
  }
  return { rows, found };
}

/** How many competencies and indicators are of one part of the book. */
export function countPart(book: SearchableBook, part: BookPart): number {
  return book.filter(({ row }) => row.type !== 'domain' && isOfPart(row, part)).length;
}

/** Tells a row from every other of its book. */
export function keyOf(row: BookRow): string {
  switch (row.type) {
    case 'front':
      return 'front';
    case 'domain':
      return `domain ${row.domain.id}`;
    case 'competency':
      return `item ${row.competency.code}`;
    case 'indicator':
      return `item ${row.indicator.code}`;
  }
}

function isOfPart(row: BookRow, part: BookPart): boolean {
  if (part === 'all') return true;
  if (row.type === 'front' || row.type === 'domain') return false;
  const item = row.type === 'competency' ? row.competency : row.indicator;
  switch (part) {
    case 'new':
    case 'reworded':
      return item.since?.change === part;
    case 'uncertain':
      return item.uncertain !== undefined || item.since?.uncertain !== undefined;
    case 'gates':
      return row.type === 'indicator' && row.indicator.gate;
  }
}

function noteOf({ since, uncertain }: Pick<Indicator, 'since' | 'uncertain'>): string {
  return [since?.note, since?.uncertain, uncertain].filter(Boolean).join(' ');
}

function lower(texts: readonly string[]): string {
  return texts.join('\n').toLocaleLowerCase();
}

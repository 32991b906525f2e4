import type { DebriefContent } from '../model/debrief';

/** Shorter quotes ("yes") stand in too many sentences that are not the client's. */
const SHORTEST_QUOTE = 8;
const TAKEN_OUT = '…';

/** What stands between quotation marks of any language. */
const IN_QUOTATION_MARKS = /“[^“”]*[”“]|„[^“”„]*[“”]|«[^«»]*»|»[^«»]*«|"[^"]*"/g;

/**
 * What a group wrote in a debrief without the client's words: what was quoted in a review and stands here too, and
 * everything between quotation marks. A second time changes nothing.
 *
 * @param quotes - what the reviews of the session quote
 */
export function removeQuotesFromDebrief(content: DebriefContent, quotes: readonly string[]): DebriefContent {
  const words = [...new Set(quotes.map(plain))]
    .filter((quote) => quote.length >= SHORTEST_QUOTE)
    .sort((a, b) => b.length - a.length);
  const pattern =
    words.length > 0
      ? new RegExp(
          words
            .map((quote) => quote.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(' ', '\\s+'))
            .join('|'),
          'giu',
        )
      : undefined;
  const clean = (text: string) => {
    const unquoted = text.normalize('NFC').replace(IN_QUOTATION_MARKS, TAKEN_OUT);
    const cleaned = pattern ? unquoted.replace(pattern, TAKEN_OUT) : unquoted;
    return cleaned === text.normalize('NFC') ? text : cleaned;
  };
  return {
    ...content,
    outcomes: mapValues(content.outcomes, (outcome) => ({ ...outcome, note: clean(outcome.note) })),
    intentions: mapValues(content.intentions, clean),
    remarks: clean(content.remarks),
  };
}

/** A quote as it is looked for: without the marks and stops around it. */
function plain(quote: string): string {
  return quote
    .normalize('NFC')
    .trim()
    .replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '')
    .replace(/\s+/g, ' ');
}

function mapValues<Value>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

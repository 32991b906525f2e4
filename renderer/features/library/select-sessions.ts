import { laterIdFirst, newestFirst } from '#shared/model/library-glance';
import type { SessionKind, SessionSummary } from '#shared/model/session';
import { type ConsentState, consentStateOf, ownReviewState, type ReviewState } from './session-facts';

export const SORT_LABELS = {
  'date-descending': 'Newest first',
  'date-ascending': 'Oldest first',
  'added-descending': 'Last added first',
  'title-ascending': 'Title, A to Z',
  'length-descending': 'Longest first',
  'length-ascending': 'Shortest first',
} as const;
export type SessionSort = keyof typeof SORT_LABELS;

/** What the user wants to see of the library. An absent filter lets everything pass. */
export type SessionSelection = {
  search: string;
  kind?: SessionKind | undefined;
  consent?: ConsentState | undefined;
  review?: ReviewState | undefined;
  sort: SessionSort;
};

export const EVERYTHING: SessionSelection = { search: '', sort: 'date-descending' };

/** Whose library it is and which day it is; decides what a consent and a review mean. */
export type SelectionContext = { profileId: string; today: string };

/** The sessions that are wanted, in the wanted order. Every word of the search has to occur somewhere. */
export function selectSessions(
  sessions: readonly SessionSummary[],
  selection: SessionSelection,
  { profileId, today }: SelectionContext,
): SessionSummary[] {
  const words = fold(selection.search).split(/\s+/).filter(Boolean);
  const { kind, consent, review } = selection;
  return sessions
    .filter(
      (session) =>
        (kind === undefined || session.kind === kind) &&
        (consent === undefined || consentStateOf(session.consent, today) === consent) &&
        (review === undefined || ownReviewState(session.reviews, profileId) === review) &&
        words.every((word) => searchText(session).includes(word)),
    )
    .sort(COMPARE[selection.sort]);
}

/** Whether this is what the library shows before the user chose anything. */
export function isEverything(selection: SessionSelection): boolean {
  return selection.sort === EVERYTHING.sort && !isFiltered(selection);
}

export function isFiltered({ search, kind, consent, review }: SessionSelection): boolean {
  return search.trim() !== '' || kind !== undefined || consent !== undefined || review !== undefined;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

type Compare = (a: SessionSummary, b: SessionSummary) => number;

const COMPARE: Readonly<Record<SessionSort, Compare>> = {
  'date-descending': newestFirst,
  'date-ascending': (a, b) => newestFirst(b, a),
  'added-descending': (a, b) => Date.parse(b.addedAt) - Date.parse(a.addedAt) || laterIdFirst(a, b),
  'title-ascending': (a, b) => collator.compare(a.title, b.title) || laterIdFirst(a, b),
  'length-descending': (a, b) => b.durationMs - a.durationMs || laterIdFirst(a, b),
  'length-ascending': (a, b) => a.durationMs - b.durationMs || laterIdFirst(a, b),
};

/** Folding 2,000 sessions at every key press would be felt; a session that changes is a new object. */
const searchTexts = new WeakMap<SessionSummary, string>();

function searchText(session: SessionSummary): string {
  let text = searchTexts.get(session);
  if (text === undefined) {
    text = fold([session.title, session.coach, session.clientAlias, ...session.tags].join('\n'));
    searchTexts.set(session, text);
  }
  return text;
}

/** Without case and accents, so that "Zoe" finds "Zoë". */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

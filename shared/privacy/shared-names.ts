import type { ReplacedName } from '../model/profile';
import type { SessionDocument } from '../model/session';

/** What stands for the two people of a session where their names are replaced. */
const COACH = 'Coach';
const CLIENT = 'Client';

/** The names that are replaced when a session is shared without names: its coach, its client, and the user's list. */
export function namesToReplace(
  session: Pick<SessionDocument, 'coach' | 'clientAlias'>,
  listed: readonly ReplacedName[],
): ReplacedName[] {
  return [
    ...(session.coach.trim() === '' ? [] : [{ name: session.coach, replacement: COACH }]),
    ...(session.clientAlias.trim() === '' ? [] : [{ name: session.clientAlias, replacement: CLIENT }]),
    ...listed,
  ];
}

/** Texts of a session in which names may stand. */
const SESSION_TEXTS = new Set([
  'title',
  'coach',
  'clientAlias',
  'tags',
  'consent/note',
  'recording/originalName',
]);

export function isSessionText(path: readonly string[]): boolean {
  return SESSION_TEXTS.has(path.join('/'));
}

/** Texts of a review in which names may stand: what people wrote, and how they are called. */
const REVIEW_TEXTS = new Set(['name', 'note', 'quote', 'rationale', 'words', 'checkOffered', 'from', 'to']);
const DETAIL_TEXTS = new Set([
  'choiceOffered',
  'presentedTopic',
  'inherentRequest',
  'what',
  'byWhen',
  'trackedHow',
  'contact',
]);

export function isReviewText(path: readonly string[]): boolean {
  const last = path.at(-1) ?? '';
  return REVIEW_TEXTS.has(last) || DETAIL_TEXTS.has(last) || path.at(-2) === 'feedback';
}

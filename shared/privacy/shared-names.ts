import { MAXIMUM_TEXT_LENGTH } from '../model/moment';
import { MAXIMUM_WORDS_LENGTH } from '../model/moment-details';
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

/** Texts of a session in which names may stand, and how long each may be. */
const SESSION_TEXTS: ReadonlyMap<string, number> = new Map([
  ['title', 300],
  ['coach', 120],
  ['clientAlias', 120],
  ['tags', 60],
  ['consent/note', 2_000],
  ['recording/originalName', 400],
]);

export function sessionTextLimit(path: readonly string[]): number | undefined {
  return SESSION_TEXTS.get(path.join('/'));
}

/** Texts of a review in which names may stand: what people wrote, and how they are called. */
const REVIEW_TEXTS: ReadonlyMap<string, number> = new Map([
  ['name', 120],
  ['credential', 60],
  ...['note', 'quote', 'rationale'].map((field) => [field, MAXIMUM_TEXT_LENGTH] as const),
  ...[
    'words',
    'checkOffered',
    'from',
    'to',
    'choiceOffered',
    'presentedTopic',
    'inherentRequest',
    'what',
    'byWhen',
    'trackedHow',
    'contact',
  ].map((field) => [field, MAXIMUM_WORDS_LENGTH] as const),
]);

export function reviewTextLimit(path: readonly string[]): number | undefined {
  if (path.at(-2) === 'feedback') return MAXIMUM_TEXT_LENGTH;
  return REVIEW_TEXTS.get(path.at(-1) ?? '');
}

/** Texts of what a sender says of herself and to the receiver. */
export function greetingTextLimit(path: readonly string[]): number | undefined {
  return path.join('/') === 'message' ? 4_000 : reviewTextLimit(path);
}

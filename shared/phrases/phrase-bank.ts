import { z } from 'zod';
import { idSchema, timestampSchema } from '../model/identifiers';
import { type Moment, momentKindSchema } from '../model/moment';

/** Shorter is no wording, longer is a passage. */
const SHORTEST_WORDING = 3;
const LONGEST_WORDING = 300;

/** Something that was said at a moment of some kind. */
export const sayingSchema = z.object({
  text: z.string().min(SHORTEST_WORDING).max(LONGEST_WORDING),
  /** When the moment was marked. */
  at: timestampSchema,
  momentId: idSchema,
});
export type Saying = z.infer<typeof sayingSchema>;

/** What the user did to her phrase bank. No word of a client's is kept here: what fills it by itself is read anew. */
export const phraseChoicesSchema = z.object({
  /** Wordings that she keeps or wrote herself. */
  own: z
    .array(z.object({ kind: momentKindSchema.shape.id, text: z.string().trim().min(1).max(LONGEST_WORDING) }))
    .max(1_000)
    .default([]),
  /** Moments whose quotes she does not want to see offered. */
  leftOut: z.array(idSchema).max(10_000).default([]),
});
export type PhraseChoices = z.infer<typeof phraseChoicesSchema>;

/** One wording as it is offered. */
export type Phrase = {
  text: string;
  /** At how many moments it was said. */
  uses: number;
  /** Whether she keeps it herself, whatever becomes of the quotes. */
  isOwn: boolean;
  momentIds: readonly string[];
};

/** What was said at the moments of a kind: the quote of one that was shown, and what its form says was offered. */
export function sayingsIn(moments: readonly Moment[], kind: string): Saying[] {
  return moments
    .filter((moment) => moment.kind === kind && moment.polarity === 'shown')
    .flatMap(({ id, quote, details, createdAt }) => {
      const offered =
        details?.kind === 'session-agreement'
          ? details.checkOffered
          : details?.kind === 'partnering'
            ? details.choiceOffered
            : undefined;
      const texts = new Map([quote, offered ?? ''].map((text) => [fold(text), oneLine(text)]));
      return [...texts.values()]
        .filter(({ length }) => length >= SHORTEST_WORDING && length <= LONGEST_WORDING)
        .map((text) => ({ text, at: createdAt, momentId: id }));
    });
}

/**
 * The wordings of a kind, her own ones first, then by how often and how lately they were said. The order of the
 * sayings does not matter; one that comes twice from the same moment counts once.
 */
export function gatherPhrases(
  sayings: readonly Saying[],
  { own, leftOut }: PhraseChoices,
  kind: string,
): Phrase[] {
  const unwanted = new Set(leftOut);
  const groups = new Map<string, { text: string; latest: string; isOwn: boolean; momentIds: Set<string> }>();
  for (const kept of own.filter((candidate) => candidate.kind === kind)) {
    groups.set(fold(kept.text), { text: kept.text, latest: '', isOwn: true, momentIds: new Set() });
  }
  for (const { text, at, momentId } of sayings) {
    if (unwanted.has(momentId)) continue;
    const group = groups.get(fold(text));
    if (!group) {
      groups.set(fold(text), { text, latest: at, isOwn: false, momentIds: new Set([momentId]) });
      continue;
    }
    group.momentIds.add(momentId);
    // As it was said last; her own spelling stays. Of two at the same time the order of the letters decides.
    if (!group.isOwn && (at > group.latest || (at === group.latest && text < group.text))) group.text = text;
    if (at > group.latest) group.latest = at;
  }
  return [...groups.values()]
    .sort(
      (a, b) =>
        Number(b.isOwn) - Number(a.isOwn) ||
        b.momentIds.size - a.momentIds.size ||
        (a.latest < b.latest ? 1 : a.latest > b.latest ? -1 : 0) ||
        (a.text < b.text ? -1 : 1),
    )
    .map(({ text, isOwn, momentIds }) => ({
      text,
      uses: momentIds.size,
      isOwn,
      momentIds: [...momentIds].toSorted(),
    }));
}

/** Choices with a wording kept as her own; as they were where it is kept already. */
export function keepWording(choices: PhraseChoices, kind: string, text: string): PhraseChoices {
  const wording = oneLine(text).slice(0, LONGEST_WORDING);
  const isKept = choices.own.some((kept) => kept.kind === kind && fold(kept.text) === fold(wording));
  return isKept || wording === '' ? choices : { ...choices, own: [...choices.own, { kind, text: wording }] };
}

/** Choices with which a phrase is not offered any more. */
export function leaveOut(choices: PhraseChoices, kind: string, phrase: Phrase): PhraseChoices {
  return {
    own: choices.own.filter((kept) => kept.kind !== kind || fold(kept.text) !== fold(phrase.text)),
    leftOut: [...new Set([...choices.leftOut, ...phrase.momentIds])],
  };
}

/** The phrases in which every word of a search stands. */
export function searchPhrases(phrases: readonly Phrase[], search: string): readonly Phrase[] {
  const words = fold(search).split(' ').filter(Boolean);
  return phrases.filter(({ text }) => words.every((word) => fold(text).includes(word)));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A wording as it is compared: one line, composed, in lower case, without marks at its ends. */
function fold(text: string): string {
  return oneLine(text)
    .normalize('NFC')
    .toLowerCase()
    .replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '');
}

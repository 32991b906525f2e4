import type { Moment } from '../model/moment';
import type { AgreementElement, MomentDetails } from '../model/moment-details';

export type DetailsKind = MomentDetails['kind'];

type DetailsOf<Kind extends DetailsKind> = MomentDetails & { kind: Kind };

export type FormOption = { value: string | boolean; label: string };

/** An element of the session agreement: the words in which it was heard, and when. */
export type ElementField = { type: 'element'; name: AgreementElement; label: string; placeholder: string };

/** `isClients` says that the client's own words may stand there, which a withdrawal of consent takes out. */
export type WordsField<Name extends string = string> = {
  type: 'words';
  name: Name;
  label: string;
  placeholder: string;
  isClients: boolean;
};

export type ChoiceField<Name extends string = string> = {
  type: 'choice' | 'several';
  name: Name;
  label: string;
  options: readonly FormOption[];
};

export type FormField = ElementField | WordsField | ChoiceField;

type FieldOf<Kind extends DetailsKind> =
  | (Kind extends 'session-agreement' ? ElementField : never)
  | WordsField<Exclude<keyof DetailsOf<Kind>, 'kind'> & string>
  | ChoiceField<Exclude<keyof DetailsOf<Kind>, 'kind'> & string>;

const PARTIES = [
  { value: 'client', label: 'Client' },
  { value: 'coach', label: 'Coach' },
  { value: 'both', label: 'Both' },
] as const;

const LEVELS = [
  { value: 'what', label: 'What: activity' },
  { value: 'who', label: 'Who: being' },
] as const;

const YES_OR_NO = [
  { value: true, label: 'Yes' },
  { value: false, label: 'No' },
] as const;

/**
 * The form of each kind with which the trail computes, field by field in the order in which it is filled in. What the
 * fields mean and where they come from stands in docs/agreement-trail.md.
 */
export const MOMENT_FORMS: { readonly [Kind in DetailsKind]: readonly FieldOf<Kind>[] } = {
  'session-agreement': [
    { type: 'element', name: 'topic', label: 'Topic', placeholder: 'What it is about' },
    { type: 'element', name: 'outcome', label: 'Outcome', placeholder: 'What she wants to leave with' },
    { type: 'element', name: 'measure', label: 'Measure', placeholder: 'How she will know' },
    { type: 'element', name: 'meaning', label: 'Meaning', placeholder: 'Why it matters to her now' },
    {
      type: 'element',
      name: 'must-address',
      label: 'To be addressed',
      placeholder: 'What must be looked at to get there',
    },
    { type: 'choice', name: 'proposedBy', label: 'Who proposed it', options: PARTIES },
    {
      type: 'words',
      name: 'checkOffered',
      label: 'The check that was offered',
      placeholder: 'If we spent the rest on this, would that be the best use?',
      isClients: false,
    },
    {
      type: 'choice',
      name: 'answer',
      label: 'The client’s answer',
      options: [
        { value: 'yes', label: 'Yes: agreement' },
        { value: 'no', label: 'No: keep exploring' },
        { value: 'unclear', label: 'Unclear' },
      ],
    },
    {
      type: 'choice',
      name: 'focus',
      label: 'Focus',
      options: [
        { value: 'tight', label: 'Tight' },
        { value: 'broad', label: 'Broad' },
        { value: 'open', label: 'Open' },
      ],
    },
    { type: 'choice', name: 'level', label: 'Level', options: LEVELS },
  ],
  're-contracting': [
    {
      type: 'words',
      name: 'from',
      label: 'From',
      placeholder: 'The focus that was agreed',
      isClients: true,
    },
    { type: 'words', name: 'to', label: 'To', placeholder: 'The direction that came up', isClients: true },
    {
      type: 'several',
      name: 'steps',
      label: 'Steps that happened',
      options: [
        { value: 'hears-new-topic', label: 'Hears a topic unlike the focus' },
        { value: 'pauses', label: 'Pauses' },
        { value: 'names-both-directions', label: 'Checks in and names both directions' },
        { value: 'asks-for-link', label: 'Asks whether the client sees a link' },
        { value: 'lets-client-answer', label: 'Lets the client answer' },
        { value: 'asks-stay-or-move', label: 'Asks: stay with the first, or move' },
        { value: 'client-decides', label: 'The client decides' },
      ],
    },
    {
      type: 'choice',
      name: 'choice',
      label: 'The client’s choice',
      options: [
        { value: 'stay', label: 'Stay' },
        { value: 'move', label: 'Move' },
        { value: 'both', label: 'Both' },
        { value: 'unclear', label: 'Unclear' },
      ],
    },
  ],
  'mini-contract': [
    {
      type: 'choice',
      name: 'permissionFor',
      label: 'Permission asked for',
      options: [
        { value: 'observation', label: 'Observation' },
        { value: 'exercise', label: 'Exercise' },
        { value: 'challenge', label: 'Challenge' },
        { value: 'knowledge', label: 'Knowledge' },
        { value: 'silence', label: 'Silence' },
        { value: 'other', label: 'Something else' },
      ],
    },
    {
      type: 'choice',
      name: 'answer',
      label: 'The client’s answer',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
        { value: 'unclear', label: 'Unclear' },
      ],
    },
    { type: 'choice', name: 'honoured', label: 'The answer was honoured', options: YES_OR_NO },
    {
      type: 'several',
      name: 'reasons',
      label: 'What of her autonomy it served',
      options: [
        { value: 'empowerment', label: 'Empowerment: the choice is hers' },
        { value: 'self-determination', label: 'Self-determination: her goals, her actions' },
        { value: 'trust', label: 'Trust: heard, valued, involved' },
        { value: 'motivation', label: 'Motivation: steps that she owns' },
        { value: 'personal-fit', label: 'Personal fit: suited to what she needs' },
        { value: 'ethics', label: 'Ethics: her well-being first' },
      ],
    },
  ],
  partnering: [
    {
      type: 'words',
      name: 'choiceOffered',
      label: 'The choice that was offered',
      placeholder: 'This, that, or something else?',
      isClients: false,
    },
    { type: 'choice', name: 'followed', label: 'Her choice was followed', options: YES_OR_NO },
  ],
  'deeper-theme': [
    {
      type: 'words',
      name: 'presentedTopic',
      label: 'Presented topic',
      placeholder: 'What she brought',
      isClients: true,
    },
    {
      type: 'words',
      name: 'inherentRequest',
      label: 'Inherent request',
      placeholder: 'What lies under it',
      isClients: true,
    },
    { type: 'choice', name: 'level', label: 'Level', options: LEVELS },
  ],
  'between-session-agreement': [
    { type: 'words', name: 'what', label: 'What', placeholder: 'What she takes on', isClients: true },
    { type: 'words', name: 'byWhen', label: 'By when', placeholder: 'A day, an occasion', isClients: true },
    {
      type: 'words',
      name: 'trackedHow',
      label: 'Tracked how',
      placeholder: 'How she will see that it happened',
      isClients: true,
    },
    {
      type: 'words',
      name: 'contact',
      label: 'Contact agreed',
      placeholder: 'Who writes to whom, and whether it is answered',
      isClients: true,
    },
  ],
  accountability: [{ type: 'choice', name: 'designedBy', label: 'Whose design', options: PARTIES }],
  closing: [{ type: 'choice', name: 'designedBy', label: 'Whose design', options: PARTIES }],
  'role-shift': [
    {
      type: 'several',
      name: 'tests',
      label: 'Tests that it passed',
      options: [
        { value: 'signalled', label: 'Signalled: said that the role changes' },
        { value: 'permitted', label: 'Permitted: the client agreed' },
        { value: 'brief', label: 'Brief' },
        { value: 'floor-returned', label: 'The floor went back to the client' },
      ],
    },
  ],
};

/** The fields of a kind's form; `undefined` for a kind that has none, as a framework's own kinds. */
export function formOf(kind: string): readonly FormField[] | undefined {
  return Object.hasOwn(MOMENT_FORMS, kind) ? MOMENT_FORMS[kind as DetailsKind] : undefined;
}

/** A kind's form with nothing written in it. */
export function blankForm(kind: DetailsKind): MomentDetails {
  switch (kind) {
    case 'session-agreement':
      return { kind, elements: {} };
    case 're-contracting':
      return { kind, steps: [] };
    case 'mini-contract':
      return { kind, reasons: [] };
    case 'role-shift':
      return { kind, tests: [] };
    default:
      return { kind };
  }
}

/** What is written in a moment's form, blank where nothing is; `undefined` where its kind has no form. */
export function detailsOrBlank(moment: Pick<Moment, 'kind' | 'details'>): MomentDetails | undefined {
  if (moment.details) return moment.details;
  return formOf(moment.kind) && blankForm(moment.kind as DetailsKind);
}

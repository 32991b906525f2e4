import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeForm,
  chosenIn,
  heardIn,
  hearElement,
  mayHoldClientsWords,
  toggleOption,
  wordsIn,
  writeWords,
} from '#shared/forms/edit-form';
import { blankForm, type FormField, formOf, MOMENT_FORMS } from '#shared/forms/moment-forms';
import { tellForm, tellFormInOneLine } from '#shared/forms/tell-form';
import { editContentOf, reviewContentOf } from '#shared/history/edit-content';
import { applyChanges, diffContent, invertChanges } from '#shared/history/review-change';
import { changeMoment } from '#shared/history/review-edits';
import { momentSchema, TRAIL_KINDS } from '#shared/model/moment';
import {
  agreementElementSchema,
  MAXIMUM_WORDS_LENGTH,
  type MomentDetails,
  momentDetailsSchema,
} from '#shared/model/moment-details';
import { EMPTY_CONTENT } from '#shared/model/review';
import { removeQuotes } from '#shared/privacy/remove-quotes';
import { reviewTextLimit } from '#shared/privacy/shared-names';
import { idOf, makeMoment } from '../trail/some-moments';
import { anyFormEdits, KINDS_WITH_FORM } from './random-forms';

const RUNS = { numRuns: 1_000 };

function fieldOf(kind: string, name: string): FormField {
  const field = formOf(kind)?.find((candidate) => candidate.name === name);
  if (!field) throw new Error(`No field ${name}`);
  return field;
}

/** A form with every field filled in and every option taken. */
function filled(kind: (typeof KINDS_WITH_FORM)[number]): MomentDetails {
  return (formOf(kind) ?? []).reduce<MomentDetails>((details, field) => {
    if (field.type === 'element') return hearElement(details, field.name, { words: 'Ana says', atMs: 5 });
    if (field.type === 'words') return writeWords(details, field, 'Ana says');
    const options = field.type === 'choice' ? field.options.slice(0, 1) : field.options;
    return options.reduce((before, { value }) => toggleOption(before, field, value), details);
  }, blankForm(kind));
}

describe('the forms', () => {
  it('are there for every kind of the trail, and for no other', () => {
    expect(KINDS_WITH_FORM.toSorted()).toEqual(TRAIL_KINDS.map(({ id }) => id).toSorted());
    expect(formOf('a-kind-of-a-framework')).toBeUndefined();
    expect(formOf('toString')).toBeUndefined();
  });

  it.each(KINDS_WITH_FORM)(
    'have a field for every part that a %s can hold, and every option fits',
    (kind) => {
      const details = filled(kind);
      const { shape } =
        momentDetailsSchema.options.find((option) => option.shape.kind.value === kind) ?? ({} as never);
      const parts = Object.keys(shape).filter((part) => part !== 'kind' && part !== 'elements');
      const elements = kind === 'session-agreement' ? agreementElementSchema.options : [];
      expect(formOf(kind)?.map(({ name }) => name)).toEqual(expect.arrayContaining([...elements, ...parts]));
      expect(formOf(kind)).toHaveLength(elements.length + parts.length);
      for (const field of formOf(kind) ?? []) {
        if (field.type !== 'choice') continue;
        for (const { value } of field.options) {
          expect(momentDetailsSchema.safeParse({ ...details, [field.name]: value }).success).toBe(true);
        }
      }
      expect(momentDetailsSchema.parse(details)).toEqual(details);
    },
  );

  it('have seven steps, four tests and six reasons', () => {
    const counts = (['steps', 'tests', 'reasons'] as const).map((name) => {
      const field = Object.values(MOMENT_FORMS)
        .flat()
        .find((candidate) => candidate.name === name);
      return field && 'options' in field ? field.options.length : 0;
    });
    expect(counts).toEqual([7, 4, 6]);
  });

  it.each(KINDS_WITH_FORM)(
    'say of a %s which texts a withdrawal takes out, and names are replaced in all',
    (kind) => {
      const moment = makeMoment(1, kind, 0, 10, { details: filled(kind) });
      const removed = removeQuotes({ ...EMPTY_CONTENT, moments: { [moment.id]: moment } }).moments[moment.id];
      for (const field of formOf(kind) ?? []) {
        const left =
          field.type === 'element'
            ? heardIn(removed?.details ?? blankForm(kind), field.name)?.words
            : field.type === 'words'
              ? wordsIn(removed?.details ?? blankForm(kind), field)
              : undefined;
        if (left === undefined) continue;
        expect([field.name, left]).toEqual([field.name, mayHoldClientsWords(field) ? '' : 'Ana says']);
        const path = field.type === 'element' ? ['elements', field.name, 'words'] : [field.name];
        expect(reviewTextLimit(['content', 'moments', moment.id, 'details', ...path])).toBe(
          MAXIMUM_WORDS_LENGTH,
        );
      }
    },
  );
});

describe('filling in a form', () => {
  it('takes the client’s words and the time of an element, in any order, and lets go of both', () => {
    const words = hearElement(blankForm('session-agreement'), 'topic', { words: 'my week' });
    const both = hearElement(words, 'topic', { atMs: 12_000 });
    expect(heardIn(both, 'topic')).toEqual({ words: 'my week', atMs: 12_000 });
    const timeOnly = hearElement(both, 'topic', { words: '' });
    expect(heardIn(timeOnly, 'topic')).toEqual({ words: '', atMs: 12_000 });
    expect(heardIn(hearElement(timeOnly, 'topic', { atMs: undefined }), 'topic')).toBeUndefined();
  });

  it('lets go of a choice that is taken twice, and keeps several in the order of the form', () => {
    const answer = fieldOf('session-agreement', 'answer') as never;
    const yes = toggleOption(blankForm('session-agreement'), answer, 'yes');
    expect(chosenIn(yes, { name: 'answer' })).toEqual(['yes']);
    expect(chosenIn(toggleOption(yes, answer, 'no'), { name: 'answer' })).toEqual(['no']);
    expect(toggleOption(yes, answer, 'yes')).toEqual(blankForm('session-agreement'));
    const steps = fieldOf('re-contracting', 'steps') as never;
    const later = toggleOption(blankForm('re-contracting'), steps, 'client-decides');
    expect(toggleOption(later, steps, 'pauses')).toMatchObject({ steps: ['pauses', 'client-decides'] });
  });

  it('keeps “no” apart from nothing said', () => {
    const followed = fieldOf('partnering', 'followed') as never;
    const no = toggleOption(blankForm('partnering'), followed, false);
    expect(no).toEqual({ kind: 'partnering', followed: false });
    expect(tellForm({ details: no })).toEqual([
      { label: 'Her choice was followed', text: 'No', isQuote: false },
    ]);
  });

  it('changes nothing at a kind without a form', () => {
    const moment = makeMoment(1, 'a-kind-of-a-framework', 0, 10);
    expect(changeForm(moment, () => ({ kind: 'partnering' }))).toBe(moment);
  });

  it('always leaves a moment that can be stored, and none behind that says nothing', () => {
    fc.assert(
      fc.property(anyFormEdits, ({ kind, edits }) => {
        const moment = edits.reduce(changeForm, makeMoment(1, kind, 0, 10_000));
        expect(momentSchema.parse(moment)).toEqual(moment);
        expect(moment.details === undefined).toBe(tellForm(moment).length === 0);
        expect(tellFormInOneLine(moment)).not.toMatch(/undefined|NaN|\[object/);
      }),
      RUNS,
    );
  });

  it('can be taken back step by step to the blank form', () => {
    fc.assert(
      fc.property(anyFormEdits, ({ kind, edits }) => {
        const blank = { ...EMPTY_CONTENT, moments: { [idOf(1)]: makeMoment(1, kind, 0, 10_000) } };
        const start = editContentOf(blank);
        const steps: ReturnType<typeof diffContent>[] = [];
        let content = start;
        for (const edit of edits) {
          const next = changeMoment(content, idOf(1), (moment) => changeForm(moment, edit));
          steps.push(diffContent(content, next));
          content = applyChanges(content, steps.at(-1) ?? []);
          expect(reviewContentOf(content)).toEqual(reviewContentOf(next));
        }
        for (const step of steps.toReversed()) content = applyChanges(content, invertChanges(step));
        expect(reviewContentOf(content)).toEqual(blank);
      }),
      RUNS,
    );
  });
});

describe('a form that is read', () => {
  it('shows the client’s words between quotation marks, times, and what was chosen', () => {
    const details: MomentDetails = {
      kind: 'session-agreement',
      elements: { outcome: { words: 'One thing.', atMs: 30_000 }, topic: { words: '', atMs: 1_000 } },
      answer: 'yes',
    };
    expect(tellForm({ details })).toEqual([
      { label: 'Topic', text: 'heard', isQuote: false, atMs: 1_000 },
      { label: 'Outcome', text: 'One thing.', isQuote: true, atMs: 30_000 },
      { label: 'The client’s answer', text: 'Yes: agreement', isQuote: false },
    ]);
    expect(tellFormInOneLine({ details })).toBe(
      'Topic: heard · Outcome: “One thing.” · The client’s answer: Yes: agreement',
    );
    expect(tellFormInOneLine({ details: { kind: 'role-shift', tests: ['signalled', 'brief'] } })).toBe(
      'Tests that it passed: 2 of 4: Signalled: said that the role changes, Brief',
    );
  });
});

import fc from 'fast-check';
import { clearChoice, hearElement, toggleOption, writeWords } from '#shared/forms/edit-form';
import { type DetailsKind, formOf, MOMENT_FORMS } from '#shared/forms/moment-forms';
import type { MomentDetails } from '#shared/model/moment-details';

export const KINDS_WITH_FORM = Object.keys(MOMENT_FORMS) as DetailsKind[];

export type FormEdit = (details: MomentDetails) => MomentDetails;

const words = fc.constantFrom('', ' ', 'my father', 'the job\nin Leeds', '<b>“markup”</b>');

/** One thing that a person can do in the form of a kind. */
export function anyFormEdit(kind: DetailsKind): fc.Arbitrary<FormEdit> {
  const fields = formOf(kind) ?? [];
  return fc.constantFrom(...fields).chain((field): fc.Arbitrary<FormEdit> => {
    if (field.type === 'element') {
      return fc
        .record(
          { words, atMs: fc.option(fc.nat({ max: 600_000 }), { nil: undefined }) },
          { requiredKeys: [] },
        )
        .map((change) => (details) => hearElement(details, field.name, change));
    }
    if (field.type === 'words') return words.map((text) => (details) => writeWords(details, field, text));
    return fc.oneof(
      fc.constantFrom(...field.options).map(
        (option): FormEdit =>
          (details) =>
            toggleOption(details, field, option.value),
      ),
      fc.constant<FormEdit>((details) => clearChoice(details, field)),
    );
  });
}

/** A kind and what was done in its form, one thing after the other. */
export const anyFormEdits: fc.Arbitrary<{ kind: DetailsKind; edits: FormEdit[] }> = fc
  .constantFrom(...KINDS_WITH_FORM)
  .chain((kind) =>
    fc.record({ kind: fc.constant(kind), edits: fc.array(anyFormEdit(kind), { maxLength: 20 }) }),
  );

import { VisuallyHidden } from '@mantine/core';
import {
  chosenIn,
  clearChoice,
  type HeardElement,
  heardIn,
  hearElement,
  mayHoldClientsWords,
  toggleOption,
  wordsIn,
  writeWords,
} from '#shared/forms/edit-form';
import type { ElementField, FormField, WordsField } from '#shared/forms/moment-forms';
import { MAXIMUM_WORDS_LENGTH, type MomentDetails } from '#shared/model/moment-details';
import { CommittedTextarea } from '../../../ui/committed-textarea';
import { TimeField } from '../time-field';
import { ChoiceGroup } from './choice-group';
import classes from './form-panel.module.css';

type FormFieldRowProps = {
  field: FormField;
  details: MomentDetails;
  durationMs: number;
  isReadOnly: boolean;
  /** The client withdrew: no words of hers may be written any more. */
  isWordless: boolean;
  positionMs: () => number;
  /** Changes the form as one named step; typing in one field becomes one. */
  onEdit: (label: string, change: (before: MomentDetails) => MomentDetails, mergeKey?: string) => void;
  onTyping: (isTyping: boolean) => void;
};

/** One field of a form, whatever its type. */
export function FormFieldRow(props: FormFieldRowProps) {
  const { field, details, isReadOnly, onEdit } = props;
  if (field.type === 'element') return <ElementRow {...props} field={field} />;
  if (field.type === 'words') {
    return (
      <div data-form-field={field.name}>
        <WordsArea
          {...props}
          field={field}
          value={wordsIn(details, field)}
          write={(words) => (before) => writeWords(before, field, words)}
        />
      </div>
    );
  }
  return (
    <div data-form-field={field.name}>
      <ChoiceGroup
        field={field}
        chosen={chosenIn(details, field)}
        isDisabled={isReadOnly}
        onToggle={(value) =>
          onEdit(`choose “${field.label}”`, (before) => toggleOption(before, field, value))
        }
        onClear={() => onEdit(`clear “${field.label}”`, (before) => clearChoice(before, field))}
      />
    </div>
  );
}

function ElementRow(props: FormFieldRowProps & { field: ElementField }) {
  const { field, details, durationMs, isReadOnly, positionMs, onEdit } = props;
  const heard: HeardElement | undefined = heardIn(details, field.name);

  function takeTime(atMs: number | undefined): undefined {
    onEdit(
      atMs === undefined ? `take the time of “${field.label}” away` : `set the time of “${field.label}”`,
      (before) => hearElement(before, field.name, { atMs }),
    );
  }

  return (
    <fieldset className={classes.element} data-form-field={field.name} data-form-element={field.name}>
      <VisuallyHidden component="legend">{field.label}</VisuallyHidden>
      <WordsArea
        {...props}
        field={field}
        value={heard?.words ?? ''}
        write={(words) => (before) => hearElement(before, field.name, { words })}
      />
      <TimeField
        label="Heard at"
        placeholder="no time"
        valueMs={heard?.atMs}
        durationMs={durationMs}
        isReadOnly={isReadOnly}
        positionMs={positionMs}
        onChange={takeTime}
      />
    </fieldset>
  );
}

type WordsAreaProps = FormFieldRowProps & {
  field: ElementField | WordsField;
  value: string;
  write: (words: string) => (before: MomentDetails) => MomentDetails;
};

function WordsArea({ field, value, write, isReadOnly, isWordless, onEdit, onTyping }: WordsAreaProps) {
  const isTakenOut = isWordless && mayHoldClientsWords(field);
  return (
    <CommittedTextarea
      label={field.label}
      placeholder={isTakenOut ? 'Deleted, since the client does not consent' : field.placeholder}
      size="xs"
      minRows={1}
      maxRows={6}
      maxLength={MAXIMUM_WORDS_LENGTH}
      readOnly={isReadOnly || isTakenOut}
      value={value}
      onCommit={(words) => onEdit(`write “${field.label}”`, write(words), `form ${field.name}`)}
      onFocus={() => onTyping(true)}
      onBlur={() => onTyping(false)}
    />
  );
}

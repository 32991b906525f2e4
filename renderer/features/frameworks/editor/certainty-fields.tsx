import { NativeSelect, Textarea } from '@mantine/core';
import type { EditionChange } from '#shared/model/framework';
import classes from './forms.module.css';

type UncertainFieldProps = {
  /** What it is about: “this indicator”. */
  what: string;
  value: string | undefined;
  onChange: (reason: string | undefined) => void;
};

/** Why something must not be taken as certain. */
export function UncertainField({ what, value, onChange }: UncertainFieldProps) {
  return (
    <Textarea
      label="Why it is not certain"
      description={`Shown wherever ${what} is; empty where it is certain.`}
      autosize
      minRows={1}
      maxLength={1_000}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}

type SinceFieldsProps = {
  value: EditionChange | undefined;
  onChange: (since: EditionChange | undefined, field?: string) => void;
};

/** What is different beside the edition before. */
export function SinceFields({ value, onChange }: SinceFieldsProps) {
  function choose(change: string): void {
    if (change !== 'new' && change !== 'reworded') onChange(undefined);
    else onChange({ note: '', ...value, change });
  }
  return (
    <>
      <div className={classes.pair}>
        <NativeSelect
          label="Beside the edition before"
          value={value?.change ?? ''}
          data={[
            { value: '', label: 'As it was, or nothing to say' },
            { value: 'new', label: 'New' },
            { value: 'reworded', label: 'In other words' },
          ]}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        {value && (
          <Textarea
            label="What changed, in a phrase"
            autosize
            minRows={1}
            maxLength={500}
            value={value.note}
            onChange={(event) => onChange({ ...value, note: event.currentTarget.value }, 'since note')}
          />
        )}
      </div>
      {value && (
        <Textarea
          label="Why that change is not certain"
          autosize
          minRows={1}
          maxLength={1_000}
          value={value.uncertain ?? ''}
          onChange={(event) => {
            const { uncertain: _, ...rest } = value;
            const uncertain = event.currentTarget.value;
            onChange({ ...rest, ...(uncertain && { uncertain }) }, 'since uncertain');
          }}
        />
      )}
    </>
  );
}

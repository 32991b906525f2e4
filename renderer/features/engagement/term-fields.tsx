import type { TermField } from '#shared/engagement/terms';
import { CommittedTextarea } from '../../ui/committed-textarea';
import classes from './engagement.module.css';

const MAXIMUM_TERM_LENGTH = 8_000;

type TermFieldsProps<Name extends string> = {
  fields: readonly TermField<Name>[];
  values: Readonly<Record<Name, string>>;
  onChange: (name: Name, text: string) => void;
};

/** The texts of a document, part by part; each says what belongs there. */
export function TermFields<Name extends string>({ fields, values, onChange }: TermFieldsProps<Name>) {
  return (
    <div className={classes.fields}>
      {fields.map(({ name, label, hint }) => (
        <CommittedTextarea
          key={name}
          label={label}
          description={hint}
          maxLength={MAXIMUM_TERM_LENGTH}
          value={values[name]}
          onCommit={(text) => onChange(name, text)}
        />
      ))}
    </div>
  );
}

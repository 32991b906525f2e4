import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type DraftLine, leadTo, relationsFor } from '#shared/frameworks/edit-crosswalks';
import type { CrosswalkRelation } from '#shared/model/crosswalk';
import { CodeListField } from './form-parts';
import classes from './forms.module.css';

const RELATION_WORDS: Readonly<Record<CrosswalkRelation, string>> = {
  same: 'The same',
  reworded: 'In other words',
  moved: 'At another place',
  split: 'Divided',
  merged: 'Joined with others',
  dropped: 'Nothing takes it up',
};

type CrosswalkLineFormProps = {
  line: DraftLine;
  onChange: (change: (line: DraftLine) => DraftLine, field?: string) => void;
  onRemove: () => void;
};

/** One line: from a code of the draft to codes of the other framework. */
export function CrosswalkLineForm({ line, onChange, onRemove }: CrosswalkLineFormProps) {
  const { from, to, relation, note, uncertain } = line;
  const relations = relationsFor(to.length);
  return (
    <li className={classes.value} aria-label={`From ${from}`}>
      <div className={classes.line}>
        <strong className={classes.from}>{from}</strong>
        <CodeListField
          label={`${from} leads to`}
          placeholder="Codes, with commas between"
          value={to}
          onCommit={(codes) => onChange((now) => leadTo(now, codes))}
        />
        <NativeSelect
          label={`What became of ${from}`}
          value={relation}
          data={(relations.includes(relation) ? relations : [relation, ...relations]).map((value) => ({
            value,
            label: RELATION_WORDS[value],
          }))}
          onChange={(event) => {
            const chosen = relations.find((each) => each === event.currentTarget.value);
            if (chosen) onChange((now) => ({ ...now, relation: chosen }));
          }}
        />
        <Button
          size="xs"
          variant="subtle"
          color="red"
          aria-label={`Remove the line from ${from}`}
          onClick={onRemove}
        >
          Remove
        </Button>
      </div>
      <div className={classes.pair}>
        <TextInput
          size="xs"
          label={`Note on ${from}`}
          maxLength={1_000}
          value={note}
          onChange={({ currentTarget: { value } }) => onChange((now) => ({ ...now, note: value }), 'note')}
        />
        <TextInput
          size="xs"
          label={`Why the line from ${from} is not certain`}
          maxLength={1_000}
          value={uncertain ?? ''}
          onChange={(event) => {
            const reason = event.currentTarget.value;
            onChange(
              ({ uncertain: _, ...now }) => ({ ...now, ...(reason && { uncertain: reason }) }),
              'uncertain',
            );
          }}
        />
      </div>
    </li>
  );
}

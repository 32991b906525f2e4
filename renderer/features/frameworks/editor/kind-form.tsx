import { NumberInput, Textarea, TextInput } from '@mantine/core';
import { moved } from '#shared/frameworks/edit-draft';
import { changeKind, type DraftKind, removeKind } from '#shared/frameworks/edit-kinds';
import { CodeField, PartTools } from './form-parts';
import classes from './forms.module.css';
import type { Selected } from './outline-rows';
import type { EditDraft } from './use-draft-editor';

/** The longest stretch on either side of a key press. */
const MAXIMUM_SECONDS = 120;

type KindFormProps = {
  kind: DraftKind;
  index: number;
  count: number;
  edit: EditDraft;
  onSelect: (selected: Selected) => void;
};

/** One kind of moment that a framework adds to those of the agreement trail. */
export function KindForm({ kind, index, count, edit, onSelect }: KindFormProps) {
  const set = (change: Partial<DraftKind>, field?: string) =>
    edit((now) => changeKind(now, index, change), field && `kind ${index} ${field}`);

  function move(by: -1 | 1): void {
    const target = index + by;
    if (target < 0 || target >= count) return;
    edit((now) => ({ ...now, kinds: moved(now.kinds, index, by) }));
    onSelect({ type: 'kind', kind: target });
  }

  return (
    <div className={classes.form}>
      <h2>Kind of moment</h2>
      <p className={classes.hint}>
        It comes after the nine kinds of the agreement trail, with the next free key and colour.
      </p>
      <CodeField
        label="Name"
        description="Lower-case words joined by hyphens."
        value={kind.id}
        onCommit={(id) => set({ id })}
      />
      <TextInput
        label="Label"
        maxLength={60}
        value={kind.label}
        onChange={(event) => set({ label: event.currentTarget.value }, 'label')}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxLength={500}
        value={kind.description}
        onChange={(event) => set({ description: event.currentTarget.value }, 'description')}
      />
      <div className={classes.pair}>
        <SecondsField
          label="Lead, seconds"
          description="How long before the key press it starts."
          value={kind.leadMs}
          onChange={(leadMs) => set({ leadMs }, 'lead')}
        />
        <SecondsField
          label="Lag, seconds"
          description="How long after it ends; 0 and 0 make a point."
          value={kind.lagMs}
          onChange={(lagMs) => set({ lagMs }, 'lag')}
        />
      </div>
      <PartTools
        what="this kind"
        onMove={move}
        onRemove={() => {
          edit((now) => removeKind(now, index));
          onSelect({ type: 'about' });
        }}
      />
    </div>
  );
}

type SecondsFieldProps = {
  label: string;
  description: string;
  /** Milliseconds. */
  value: number;
  onChange: (milliseconds: number) => void;
};

function SecondsField({ label, description, value, onChange }: SecondsFieldProps) {
  return (
    <NumberInput
      label={label}
      description={description}
      min={0}
      max={MAXIMUM_SECONDS}
      step={1}
      decimalScale={3}
      value={value / 1_000}
      onChange={(seconds) => {
        if (typeof seconds !== 'number') return;
        onChange(Math.round(Math.min(MAXIMUM_SECONDS, Math.max(0, seconds)) * 1_000));
      }}
    />
  );
}

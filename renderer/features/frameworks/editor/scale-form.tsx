import { Button, Textarea, TextInput } from '@mantine/core';
import { type DraftScale, moved, replaceAt } from '#shared/frameworks/edit-draft';
import { renameScale } from '#shared/frameworks/edit-kinds';
import { asFrameworkId } from '#shared/frameworks/start-draft';
import { UncertainField } from './certainty-fields';
import { CodeField, PartTools } from './form-parts';
import classes from './forms.module.css';
import type { EditDraft } from './use-draft-editor';

type ScaleFormProps = { scale: DraftScale; index: number; edit: EditDraft; onRemoved: () => void };

/** One scale with its values, the lowest first. */
export function ScaleForm({ scale, index, edit, onRemoved }: ScaleFormProps) {
  const { id, title, values } = scale;
  const set = (change: Partial<DraftScale>, field?: string) =>
    edit(
      (now) => ({ ...now, scales: replaceAt(now.scales, index, (each) => ({ ...each, ...change })) }),
      field && `scale ${index} ${field}`,
    );

  function addValue(): void {
    const taken = new Set(values.map((value) => value.id));
    let number = values.length + 1;
    while (taken.has(`value-${number}`)) number += 1;
    set({ values: [...values, { id: `value-${number}`, label: '', anchor: '' }] });
  }

  /** Competencies that were rated on it are only marked from now on. */
  function remove(): void {
    edit((now) => ({
      ...now,
      scales: now.scales.toSpliced(index, 1),
      domains: now.domains.map((domain) => ({
        ...domain,
        competencies: domain.competencies.map(({ scaleId, ...rest }) => ({
          ...rest,
          ...(scaleId !== undefined && scaleId !== id && { scaleId }),
        })),
      })),
    }));
    onRemoved();
  }

  return (
    <div className={classes.form}>
      <h2>Scale</h2>
      <CodeField
        label="Short name"
        value={id}
        onCommit={(next) => edit((now) => renameScale(now, index, next))}
      />
      <TextInput
        label="Title of the scale"
        maxLength={300}
        value={title}
        onChange={(event) => set({ title: event.currentTarget.value }, 'title')}
      />
      <ol className={classes.values} aria-label="Values from low to high">
        {values.map((value, at) => {
          const change = (part: Partial<typeof value>, field: string) =>
            set({ values: replaceAt(values, at, (each) => ({ ...each, ...part })) }, `${at} ${field}`);
          const name = `value ${at + 1}`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two values may have one name while they are written
            <li key={at} className={classes.value}>
              <CodeField
                label={`Short name of ${name}`}
                value={value.id}
                onCommit={(next) => change({ id: next }, 'id')}
              />
              <TextInput
                label={`Label of ${name}`}
                maxLength={60}
                value={value.label}
                onChange={(event) => change({ label: event.currentTarget.value }, 'label')}
              />
              <Textarea
                label={`What ${name} looks like in a session`}
                autosize
                minRows={1}
                maxLength={4_000}
                value={value.anchor}
                onChange={(event) => change({ anchor: event.currentTarget.value }, 'anchor')}
              />
              <PartTools
                what={name}
                onMove={(by) => set({ values: moved(values, at, by) })}
                onRemove={() => set({ values: values.toSpliced(at, 1) })}
              />
            </li>
          );
        })}
      </ol>
      <Textarea
        label="What “no opportunity” means beside this scale"
        description="Empty where there is nothing special to say. It never counts as low."
        autosize
        minRows={1}
        maxLength={4_000}
        value={scale.noOpportunity ?? ''}
        onChange={(event) => set({ noOpportunity: event.currentTarget.value || undefined }, 'no opportunity')}
      />
      <UncertainField
        what="this scale"
        value={scale.uncertain}
        onChange={(uncertain) => set({ uncertain }, 'uncertain')}
      />
      <div className={classes.tools}>
        <Button size="xs" variant="default" onClick={addValue}>
          Add a value
        </Button>
        <Button size="xs" variant="subtle" color="red" onClick={remove}>
          Remove this scale
        </Button>
      </div>
    </div>
  );
}

/** A new scale with a name that no other has. */
export function newScale(scales: readonly DraftScale[]): DraftScale {
  let number = scales.length + 1;
  while (scales.some(({ id }) => id === `scale-${number}`)) number += 1;
  return {
    id: `scale-${number}`,
    title: '',
    values: ['Low', 'High'].map((label) => ({ id: asFrameworkId(label), label, anchor: '' })),
  };
}

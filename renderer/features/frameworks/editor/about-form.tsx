import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import type { DraftContent } from '#shared/model/framework-draft';
import { useFrameworks } from '../../../app/queries/framework-queries';
import { formatFrameworkReference } from '../../../app/routes';
import { frameworkLabel } from '../../../ui/framework-label';
import { UncertainField } from './certainty-fields';
import { CodeField } from './form-parts';
import classes from './forms.module.css';
import type { EditDraft } from './use-draft-editor';

type AboutFormProps = {
  content: DraftContent;
  edit: EditDraft;
  onAddDomain: () => void;
  onAddScale: () => void;
  onAddKind: () => void;
  onAddCrosswalk: (to: FrameworkReference) => void;
};

/** What a framework says of itself. */
export function AboutForm(props: AboutFormProps) {
  const { content, edit, onAddDomain, onAddScale, onAddKind, onAddCrosswalk } = props;
  const set = (change: Partial<DraftContent>, field: string) => edit((now) => ({ ...now, ...change }), field);
  return (
    <div className={classes.form}>
      <h2>About this framework</h2>
      <TextInput
        label="Title"
        maxLength={300}
        value={content.title}
        onChange={(event) => set({ title: event.currentTarget.value }, 'title')}
      />
      <div className={classes.pair}>
        <CodeField
          label="Name"
          description="For files and addresses: lower-case words joined by hyphens."
          value={content.id}
          onCommit={(id) => set({ id }, 'id')}
        />
        <CodeField
          label="Edition"
          description="A finished edition never changes: the next one gets another."
          value={content.edition}
          onCommit={(edition) => set({ edition }, 'edition')}
        />
      </div>
      <CodeField
        label="Language"
        description="As a tag, such as en or de-CH."
        value={content.language}
        onCommit={(language) => set({ language }, 'language')}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxLength={4_000}
        value={content.description}
        onChange={(event) => set({ description: event.currentTarget.value }, 'description')}
      />
      <Textarea
        label="Where it comes from"
        description="And what it must not be taken for."
        autosize
        minRows={2}
        maxLength={4_000}
        value={content.sourceNote}
        onChange={(event) => set({ sourceNote: event.currentTarget.value }, 'sourceNote')}
      />
      <UncertainField
        what="this framework"
        value={content.uncertain}
        onChange={(uncertain) => set({ uncertain }, 'uncertain')}
      />
      <div className={classes.tools}>
        <Button size="xs" variant="default" onClick={onAddDomain}>
          Add a domain
        </Button>
        <Button size="xs" variant="default" onClick={onAddScale}>
          Add a scale
        </Button>
        <Button size="xs" variant="default" onClick={onAddKind}>
          Add a kind of moment
        </Button>
        <AddCrosswalk content={content} onAdd={onAddCrosswalk} />
      </div>
    </div>
  );
}

type AddCrosswalkProps = { content: DraftContent; onAdd: (to: FrameworkReference) => void };

/** Begins a crosswalk to a framework that the draft has none to. */
function AddCrosswalk({ content, onAdd }: AddCrosswalkProps) {
  const { data: frameworks = [] } = useFrameworks();
  const targets = frameworks.filter(
    (framework) =>
      !isSameReference(framework, content) &&
      !content.crosswalks.some(({ to }) => isSameReference(framework, to)),
  );
  if (targets.length === 0) return null;
  return (
    <NativeSelect
      aria-label="Add a crosswalk to"
      size="xs"
      value=""
      data={[
        { value: '', label: 'Add a crosswalk to…' },
        ...targets.map((framework) => ({
          value: formatFrameworkReference(framework),
          label: frameworkLabel(framework),
        })),
      ]}
      onChange={(event) => {
        const chosen = targets.find(
          (framework) => formatFrameworkReference(framework) === event.currentTarget.value,
        );
        if (chosen) onAdd({ id: chosen.id, edition: chosen.edition });
      }}
    />
  );
}

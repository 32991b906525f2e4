import { Button, Textarea, TextInput } from '@mantine/core';
import type { DraftContent } from '#shared/model/framework-draft';
import { CodeField } from './form-parts';
import classes from './forms.module.css';
import type { EditDraft } from './use-draft-editor';

type AboutFormProps = {
  content: DraftContent;
  edit: EditDraft;
  onAddDomain: () => void;
  onAddScale: () => void;
};

/** What a framework says of itself. */
export function AboutForm({ content, edit, onAddDomain, onAddScale }: AboutFormProps) {
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
      <div className={classes.tools}>
        <Button size="xs" variant="default" onClick={onAddDomain}>
          Add a domain
        </Button>
        <Button size="xs" variant="default" onClick={onAddScale}>
          Add a scale
        </Button>
      </div>
    </div>
  );
}

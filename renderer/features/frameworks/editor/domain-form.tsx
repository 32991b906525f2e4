import { Button, Textarea, TextInput } from '@mantine/core';
import { changeDomain, type DraftDomain, type DraftPlace } from '#shared/frameworks/edit-draft';
import { UncertainField } from './certainty-fields';
import { CodeField, PartTools } from './form-parts';
import classes from './forms.module.css';
import type { PartFormProps } from './part-form';

/** One domain of a draft. */
export function DomainForm({
  domain,
  place,
  edit,
  onMove,
  onRemove,
  onAddCompetency,
}: PartFormProps<DraftPlace> & { domain: DraftDomain; onAddCompetency: () => void }) {
  const set = (change: Partial<DraftDomain>, field: string) =>
    edit((now) => changeDomain(now, place, change), `domain ${place.domain} ${field}`);
  return (
    <div className={classes.form}>
      <h2>Domain</h2>
      <CodeField label="Short name" value={domain.id} onCommit={(id) => set({ id }, 'id')} />
      <TextInput
        label="Title of the domain"
        maxLength={300}
        value={domain.title}
        onChange={(event) => set({ title: event.currentTarget.value }, 'title')}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxLength={4_000}
        value={domain.description}
        onChange={(event) => set({ description: event.currentTarget.value }, 'description')}
      />
      <UncertainField
        what="this domain"
        value={domain.uncertain}
        onChange={(uncertain) => set({ uncertain }, 'uncertain')}
      />
      <PartTools what="this domain" onMove={onMove} onRemove={onRemove}>
        <Button size="xs" variant="default" onClick={onAddCompetency}>
          Add a competency
        </Button>
      </PartTools>
    </div>
  );
}

import { Button, MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { changeCompetency, type DraftCompetency, type DraftPlace } from '#shared/frameworks/edit-draft';
import type { DraftContent } from '#shared/model/framework-draft';
import { kindsOf } from '#shared/model/moment';
import { SinceFields, UncertainField } from './certainty-fields';
import { CodeField, CodeListField, PartTools } from './form-parts';
import classes from './forms.module.css';
import type { PartFormProps } from './part-form';

type CompetencyFormProps = PartFormProps<DraftPlace & { competency: number }> & {
  competency: DraftCompetency;
  scales: DraftContent['scales'];
  kinds: DraftContent['kinds'];
  onAddIndicator: () => void;
};

/** One competency of a draft. */
export function CompetencyForm(props: CompetencyFormProps) {
  const { competency, scales, place, edit, onMove, onRemove, onAddIndicator } = props;
  const { code, title, definition, scaleId, marking, borrowed, since, uncertain } = competency;
  const set = (change: Partial<DraftCompetency>, field?: string) =>
    edit(
      (now) => changeCompetency(now, place, change),
      field && `competency ${place.domain} ${place.competency} ${field}`,
    );

  function chooseScale(id: string): void {
    edit((now) => ({
      ...now,
      domains: now.domains.map((domain, at) =>
        at !== place.domain
          ? domain
          : {
              ...domain,
              competencies: domain.competencies.map((each, index) => {
                if (index !== place.competency) return each;
                const { scaleId: _, ...rest } = each;
                return id === '' ? rest : { ...rest, scaleId: id };
              }),
            },
      ),
    }));
  }

  return (
    <div className={classes.form}>
      <h2>Competency</h2>
      <CodeField label="Code" value={code} onCommit={(next) => set({ code: next })} />
      <TextInput
        label="Title of the competency"
        maxLength={300}
        value={title}
        onChange={(event) => set({ title: event.currentTarget.value }, 'title')}
      />
      <Textarea
        label="Definition"
        autosize
        minRows={2}
        maxLength={4_000}
        value={definition}
        onChange={(event) => set({ definition: event.currentTarget.value }, 'definition')}
      />
      <div className={classes.pair}>
        <NativeSelect
          label="Rated on"
          value={scaleId ?? ''}
          data={[
            { value: '', label: 'Not rated, only marked' },
            ...scales.map((scale) => ({ value: scale.id, label: scale.title || scale.id })),
          ]}
          onChange={(event) => chooseScale(event.currentTarget.value)}
        />
        <NativeSelect
          label="Its indicators are"
          value={marking}
          data={[
            { value: 'in-degrees', label: 'Observed, partly, or not' },
            { value: 'observed-or-not', label: 'Observed or not' },
          ]}
          onChange={(event) =>
            set({ marking: event.currentTarget.value === 'in-degrees' ? 'in-degrees' : 'observed-or-not' })
          }
        />
      </div>
      <CodeListField
        label="Also read through"
        description="Codes of indicators of other competencies, with commas between."
        value={borrowed}
        onCommit={(codes) => set({ borrowed: codes })}
      />
      <MultiSelect
        label="Kinds of moment that are usually its evidence"
        description="They are offered first when a moment is linked."
        data={kindChoices(props.kinds, competency.kinds)}
        value={competency.kinds}
        onChange={(kinds) => set({ kinds })}
      />
      <SinceFields value={since} onChange={(next, field) => set({ since: next }, field)} />
      <UncertainField
        what="this competency"
        value={uncertain}
        onChange={(reason) => set({ uncertain: reason }, 'uncertain')}
      />
      <PartTools what="this competency" onMove={onMove} onRemove={onRemove}>
        <Button size="xs" variant="default" onClick={onAddIndicator}>
          Add an indicator
        </Button>
      </PartTools>
    </div>
  );
}

/** Every kind that there is, once, and those that a competency names although they are gone. */
function kindChoices(own: DraftContent['kinds'], named: readonly string[]) {
  const labels = new Map(kindsOf({ kinds: own }).map(({ id, label }) => [id, label || id]));
  for (const id of named) if (!labels.has(id)) labels.set(id, `${id}, which is missing`);
  return [...labels].map(([value, label]) => ({ value, label }));
}

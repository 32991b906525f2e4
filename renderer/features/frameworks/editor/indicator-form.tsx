import { Button, Checkbox, Group, Switch, Textarea } from '@mantine/core';
import { changeIndicator, type DraftIndicator, type DraftPlace } from '#shared/frameworks/edit-draft';
import { SinceFields, UncertainField } from './certainty-fields';
import { CodeField, PartTools } from './form-parts';
import classes from './forms.module.css';
import type { PartFormProps } from './part-form';

const MEDIA = [
  ['audio', 'Sound'],
  ['video', 'Picture'],
  ['transcript', 'Transcript'],
] as const;

type IndicatorFormProps = PartFormProps<DraftPlace & { indicator: number }> & {
  indicator: DraftIndicator;
  onAddAnother: () => void;
};

/** One indicator of a draft. */
export function IndicatorForm({
  indicator,
  place,
  edit,
  onMove,
  onRemove,
  onAddAnother,
}: IndicatorFormProps) {
  const { code, text, countsFor, countsAgainst, assessableFrom, note, since, uncertain } = indicator;
  const set = (change: Partial<DraftIndicator>, field?: string) =>
    edit(
      (now) => changeIndicator(now, place, change),
      field && `indicator ${place.domain} ${place.competency} ${place.indicator} ${field}`,
    );

  return (
    <div className={classes.form}>
      <h2>Indicator</h2>
      <CodeField label="Code" value={code} onCommit={(next) => set({ code: next })} />
      <Textarea
        label="Text"
        autosize
        minRows={2}
        maxLength={1_000}
        value={text}
        onChange={(event) => set({ text: event.currentTarget.value }, 'text')}
      />
      <div className={classes.pair}>
        <LinesField
          label="Counts for"
          value={countsFor}
          onChange={(lines) => set({ countsFor: lines }, 'for')}
        />
        <LinesField
          label="Counts against"
          value={countsAgainst}
          onChange={(lines) => set({ countsAgainst: lines }, 'against')}
        />
      </div>
      <Checkbox.Group
        label="Assessable from"
        value={[...assessableFrom]}
        onChange={(chosen) =>
          set({ assessableFrom: MEDIA.map(([medium]) => medium).filter((medium) => chosen.includes(medium)) })
        }
      >
        <Group mt={4} gap="md">
          {MEDIA.map(([medium, label]) => (
            <Checkbox key={medium} value={medium} label={label} />
          ))}
        </Group>
      </Checkbox.Group>
      <Switch
        label="One session alone cannot show it"
        checked={indicator.beyondOneSession}
        onChange={(event) => set({ beyondOneSession: event.currentTarget.checked })}
      />
      <Switch
        label="A gate: observed or not, and no rating makes up for it"
        checked={indicator.gate}
        onChange={(event) => set({ gate: event.currentTarget.checked })}
      />
      <Switch
        label="A warning sign: that it was observed speaks against"
        checked={indicator.sense === 'unwanted'}
        onChange={(event) => set({ sense: event.currentTarget.checked ? 'unwanted' : 'wanted' })}
      />
      <Textarea
        label="Remark"
        description="What a reader should know beside it."
        autosize
        minRows={1}
        maxLength={4_000}
        value={note}
        onChange={(event) => set({ note: event.currentTarget.value }, 'note')}
      />
      <SinceFields value={since} onChange={(next, field) => set({ since: next }, field)} />
      <UncertainField
        what="this indicator"
        value={uncertain}
        onChange={(reason) => set({ uncertain: reason }, 'uncertain')}
      />
      <PartTools what="this indicator" onMove={onMove} onRemove={onRemove}>
        <Button size="xs" variant="default" onClick={onAddAnother}>
          Add another below
        </Button>
      </PartTools>
    </div>
  );
}

type LinesFieldProps = { label: string; value: readonly string[]; onChange: (lines: string[]) => void };

/** Phrases, one a line. */
function LinesField({ label, value, onChange }: LinesFieldProps) {
  return (
    <Textarea
      label={label}
      description="One phrase a line."
      autosize
      minRows={2}
      value={value.join('\n')}
      onChange={(event) => {
        const text = event.currentTarget.value;
        onChange(text === '' ? [] : text.split('\n'));
      }}
    />
  );
}

import { Checkbox, NativeSelect, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CONSENT_USE_LABELS, type Consent, consentSchema, consentUseSchema } from '#shared/model/consent';
import { calendarDateSchema } from '#shared/model/identifiers';
import { todayHere } from '../../../ui/local-date';
import classes from './consent-form.module.css';
import { CONSENT_HOW_LABELS, CONSENT_STATUS_LABELS } from './consent-words';

type ConsentFormProps = {
  consent: Consent;
  onChange: (consent: Consent) => void;
  onDone: () => void;
};

/** Withdrawing is no choice among others: it deletes, and has a dialog of its own. */
const CHOICES = consentSchema.shape.status.exclude(['withdrawn']).options;

export function ConsentForm({ consent: stored, onChange, onDone }: ConsentFormProps) {
  const [consent, setConsent] = useState(stored);

  function change(changes: { [Key in keyof Consent]?: Consent[Key] | undefined }): void {
    const next = { ...consent, ...changes };
    // A date that is cleared or half typed is no date.
    for (const key of ['obtainedOn', 'validUntil', 'how'] as const) if (!next[key]) delete next[key];
    const parsed = consentSchema.safeParse(next);
    if (!parsed.success) return;
    setConsent(parsed.data);
    onChange(parsed.data);
  }

  const hasEnded = consent.validUntil !== undefined && consent.validUntil < todayHere();
  return (
    <Stack gap="md" onBlur={onDone}>
      <Radio.Group
        label="Consent to record and to use the recording"
        value={consent.status}
        onChange={(status) => change({ status: consentSchema.shape.status.parse(status) })}
      >
        <Stack gap={6} mt={6}>
          {CHOICES.map((status) => (
            <Radio key={status} value={status} label={CONSENT_STATUS_LABELS[status]} />
          ))}
        </Stack>
      </Radio.Group>
      {consent.status === 'not-recorded' && (
        <p className={classes.hint}>Until it is recorded here, this session cannot be shared.</p>
      )}
      {consent.status === 'given' && (
        <>
          <Checkbox.Group
            label="The recording may be used for"
            value={consent.uses}
            onChange={(uses) =>
              change({ uses: consentUseSchema.options.filter((use) => uses.includes(use)) })
            }
          >
            <Stack gap={6} mt={6}>
              {consentUseSchema.options.map((use) => (
                <Checkbox key={use} value={use} label={CONSENT_USE_LABELS[use]} />
              ))}
            </Stack>
          </Checkbox.Group>
          <NativeSelect
            label="How it was given"
            value={consent.how ?? ''}
            data={[
              { value: '', label: 'Not noted' },
              ...Object.entries(CONSENT_HOW_LABELS).map(([value, label]) => ({ value, label })),
            ]}
            onChange={(event) =>
              change({ how: consentSchema.shape.how.safeParse(event.currentTarget.value).data })
            }
          />
          <DateField
            label="Given on"
            value={consent.obtainedOn}
            onChange={(obtainedOn) => change({ obtainedOn })}
          />
          <DateField
            label="Last day it holds"
            description="Leave it empty if no end was agreed."
            error={hasEnded ? 'The consent has ended: the recording may not be shared any more.' : undefined}
            value={consent.validUntil}
            onChange={(validUntil) => change({ validUntil })}
          />
        </>
      )}
      {consent.status !== 'not-recorded' && (
        <Textarea
          label="Note"
          autosize
          minRows={1}
          maxRows={6}
          maxLength={2_000}
          value={consent.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}

type DateFieldProps = {
  label: string;
  description?: string;
  error?: string | undefined;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
};

function DateField({ label, description, error, value, onChange }: DateFieldProps) {
  return (
    <TextInput
      type="date"
      label={label}
      description={description}
      error={error}
      value={value ?? ''}
      onChange={(event) => onChange(calendarDateSchema.safeParse(event.currentTarget.value).data)}
    />
  );
}

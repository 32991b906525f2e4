import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import { readBetweenTerms } from '#shared/engagement/read-terms';
import { BETWEEN_FIELDS, missingTerms } from '#shared/engagement/terms';
import { type BetweenTerms, clockTimeSchema } from '#shared/model/engagement';
import { ContactLog } from './contact-log';
import classes from './engagement.module.css';
import { SupervisionNotes } from './supervision-notes';
import { TermFields } from './term-fields';
import type { EngagementPart } from './use-engagement-editor';
import { VersionBar } from './version-bar';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The terms of contact between sessions, what is missing in them, and how contact went. */
export function BetweenTab({ content, edit }: EngagementPart) {
  const { current } = content.between;
  const missing = missingTerms(current);

  function change(terms: Partial<BetweenTerms>, field?: string): void {
    edit(
      (before) => ({
        ...before,
        between: { ...before.between, current: { ...before.between.current, ...terms } },
      }),
      field && `between ${field}`,
    );
  }

  return (
    <>
      <VersionBar
        title="Terms between sessions"
        read={readBetweenTerms}
        document={content.between}
        onChange={(deed) => edit((before) => ({ ...before, between: deed(before.between) }))}
      />
      {missing.length > 0 && (
        <section className={classes.notice} aria-labelledby="missing-heading">
          <h2 id="missing-heading">Not agreed yet, and what may come of it</h2>
          <ul>
            {missing.map(({ label, risk }) => (
              <li key={label}>
                <strong>{label}.</strong> {risk}
              </li>
            ))}
          </ul>
        </section>
      )}
      <TermFields
        fields={BETWEEN_FIELDS}
        values={current}
        onChange={(name, text) => change({ [name]: text }, name)}
      />
      <fieldset className={classes.hours}>
        <legend>Days and hours of contact, on the coach’s clock</legend>
        {WEEKDAYS.map((label, place) => (
          <Checkbox
            key={label}
            label={label}
            checked={current.days.includes(place + 1)}
            onChange={() => change({ days: toggled(current.days, place + 1) })}
          />
        ))}
        <TextInput
          label="From"
          type="time"
          value={current.from ?? ''}
          onChange={(event) => change({ from: clockOf(event.currentTarget.value) })}
        />
        <TextInput
          label="Until"
          type="time"
          value={current.until ?? ''}
          onChange={(event) => change({ until: clockOf(event.currentTarget.value) })}
        />
        <NumberInput
          label="Answer within, hours"
          min={1}
          max={1_000}
          allowDecimal={false}
          value={current.answerWithinHours ?? ''}
          onChange={(value) => change({ answerWithinHours: wholeNumber(value, 1, 1_000) })}
        />
        <NumberInput
          label="Free up to, minutes"
          description="Often five"
          min={0}
          max={600}
          allowDecimal={false}
          value={current.paidFromMinutes ?? ''}
          onChange={(value) => change({ paidFromMinutes: wholeNumber(value, 0, 600) })}
        />
      </fieldset>
      <ContactLog content={content} edit={edit} />
      <SupervisionNotes content={content} edit={edit} />
    </>
  );
}

function toggled(days: readonly number[], day: number): number[] {
  return days.includes(day) ? days.filter((other) => other !== day) : [...days, day].sort((a, b) => a - b);
}

/** A time that is still being typed counts as none. */
function clockOf(text: string): string | null {
  return clockTimeSchema.safeParse(text).data ?? null;
}

function wholeNumber(value: string | number, least: number, most: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    ? value
    : null;
}

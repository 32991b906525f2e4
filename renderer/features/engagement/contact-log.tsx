import { Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { v7 } from 'uuid';
import { FINDING_LABELS, judgeContact } from '#shared/engagement/judge-contact';
import { type ContactEntry, wallTimeSchema } from '#shared/model/engagement';
import { nowAsWallTime, todayHere } from '../../ui/local-date';
import classes from './engagement.module.css';
import type { EngagementPart } from './use-engagement-editor';

const DIRECTIONS = { 'to-coach': 'Client to coach', 'to-client': 'Coach to client' } as const;

/** What passed between the two, each contact held against the terms as they stand. */
export function ContactLog({ content, edit }: EngagementPart) {
  const entries = content.contacts.toSorted((a, b) => (a.at < b.at ? 1 : -1));

  function change(id: string, facts: Partial<ContactEntry>): void {
    edit((before) => ({
      ...before,
      contacts: before.contacts.map((entry) => (entry.id === id ? { ...entry, ...facts } : entry)),
    }));
  }

  return (
    <section aria-labelledby="contacts-heading" className={classes.section}>
      <h2 id="contacts-heading">Contact log</h2>
      <AddContact
        onAdd={(entry) => edit((before) => ({ ...before, contacts: [...before.contacts, entry] }))}
      />
      {entries.length > 0 && (
        <table className={classes.table} aria-labelledby="contacts-heading">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who to whom, how</th>
              <th scope="col">Answered</th>
              <th scope="col">Paid</th>
              <th scope="col">Against the terms</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <ContactRow
                key={entry.id}
                entry={entry}
                findings={judgeContact(entry, content.between.current, nowAsWallTime()).map(
                  (finding) => FINDING_LABELS[finding],
                )}
                onChange={(facts) => change(entry.id, facts)}
                onSupervise={(text) =>
                  edit((before) => ({
                    ...before,
                    supervision: [...before.supervision, { id: v7(), on: todayHere(), text, isDone: false }],
                  }))
                }
                onRemove={() =>
                  edit((before) => ({
                    ...before,
                    contacts: before.contacts.filter(({ id }) => id !== entry.id),
                  }))
                }
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

type ContactRowProps = {
  entry: ContactEntry;
  findings: readonly string[];
  onChange: (facts: Partial<ContactEntry>) => void;
  onSupervise: (text: string) => void;
  onRemove: () => void;
};

function ContactRow({ entry, findings, onChange, onSupervise, onRemove }: ContactRowProps) {
  const at = entry.at.replace('T', ' ');
  return (
    <tr>
      <th scope="row">{at}</th>
      <td>
        {DIRECTIONS[entry.direction]}
        {entry.medium && `, ${entry.medium}`}
        {entry.minutes > 0 && `, ${entry.minutes} min`}
      </td>
      <td>
        {entry.direction === 'to-coach' && (
          <input
            type="datetime-local"
            aria-label={`When the contact of ${at} was answered`}
            className={classes.when}
            value={entry.answeredAt ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onChange({ answeredAt: wallTimeSchema.safeParse(value).data ?? null })
            }
          />
        )}
      </td>
      <td>
        <Checkbox
          aria-label={`The contact of ${at} is paid`}
          checked={entry.isPaid}
          onChange={({ currentTarget: { checked } }) => onChange({ isPaid: checked })}
        />
      </td>
      <td className={findings.length > 0 ? classes.finding : undefined}>
        {findings.join(', ') || 'fits'}
        {findings.length > 0 && (
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => onSupervise(`Contact of ${at}: ${findings.join(', ').toLowerCase()}. `)}
            aria-label={`Take the contact of ${at} to supervision`}
          >
            To supervision
          </Button>
        )}
      </td>
      <td>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          onClick={onRemove}
          aria-label={`Remove the contact of ${at}`}
        >
          Remove
        </Button>
      </td>
    </tr>
  );
}

function AddContact({ onAdd }: { onAdd: (entry: ContactEntry) => void }) {
  const [at, setAt] = useState(nowAsWallTime);
  const [direction, setDirection] = useState<ContactEntry['direction']>('to-coach');
  const [medium, setMedium] = useState('');
  const [minutes, setMinutes] = useState(0);

  function add(event: FormEvent): void {
    event.preventDefault();
    onAdd({
      id: v7(),
      at,
      direction,
      medium: medium.trim(),
      minutes,
      answeredAt: null,
      isPaid: false,
      note: '',
    });
    setMedium('');
    setMinutes(0);
  }

  return (
    <form onSubmit={add} className={classes.hours} aria-label="Add a contact">
      <TextInput
        label="When"
        type="datetime-local"
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      <Select
        label="Who to whom"
        allowDeselect={false}
        data={Object.entries(DIRECTIONS).map(([value, label]) => ({ value, label }))}
        value={direction}
        onChange={(value) => value && setDirection(value as ContactEntry['direction'])}
      />
      <TextInput
        label="How"
        placeholder="E-mail, call…"
        maxLength={500}
        value={medium}
        onChange={(event) => setMedium(event.currentTarget.value)}
      />
      <NumberInput
        label="Minutes it took"
        min={0}
        max={600}
        allowDecimal={false}
        value={minutes}
        onChange={(value) => setMinutes(typeof value === 'number' ? Math.min(600, Math.max(0, value)) : 0)}
      />
      <Button type="submit" variant="default" disabled={!wallTimeSchema.safeParse(at).success}>
        Add to the log
      </Button>
    </form>
  );
}

import { NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { calendarDateSchema } from '#shared/model/identifiers';
import { type SessionDetails, type SessionDocument, sessionKindSchema } from '#shared/model/session';
import { KIND_LABELS } from '../session-facts';
import classes from './details-form.module.css';
import { languageOptions } from './languages';

type DetailsFormProps = {
  session: SessionDocument;
  onChange: (changes: Partial<SessionDetails>) => void;
  onDone: () => void;
};

/** Everything about a session but its title and its consent; saves by itself. */
export function DetailsForm({ session, onChange, onDone }: DetailsFormProps) {
  const [fields, setFields] = useState({
    date: session.date,
    coach: session.coach,
    clientAlias: session.clientAlias,
    kind: session.kind,
    language: session.language,
    tags: session.tags,
    privateNotes: session.privateNotes,
  });
  const dateIsWrong = !calendarDateSchema.safeParse(fields.date).success;

  function change(changes: Partial<typeof fields>): void {
    setFields((current) => ({ ...current, ...changes }));
    if (changes.date === undefined || calendarDateSchema.safeParse(changes.date).success) onChange(changes);
  }

  return (
    <form
      className={classes.form}
      aria-label="Details"
      onBlur={onDone}
      onSubmit={(event) => event.preventDefault()}
    >
      <TextInput
        label="Coach"
        maxLength={120}
        value={fields.coach}
        onChange={(event) => change({ coach: event.currentTarget.value })}
      />
      <TextInput
        label="Client alias"
        description="Not the client’s real name"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={120}
        value={fields.clientAlias}
        onChange={(event) => change({ clientAlias: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="Date of the session"
        value={fields.date}
        error={dateIsWrong && 'Enter the day on which the session took place.'}
        onChange={(event) => change({ date: event.currentTarget.value })}
      />
      <NativeSelect
        label="Kind"
        value={fields.kind}
        data={sessionKindSchema.options.map((value) => ({ value, label: KIND_LABELS[value] }))}
        onChange={(event) => change({ kind: sessionKindSchema.parse(event.currentTarget.value) })}
      />
      <NativeSelect
        label="Language spoken"
        value={fields.language}
        data={languageOptions(fields.language)}
        onChange={(event) => change({ language: event.currentTarget.value })}
      />
      <TagsInput
        label="Tags"
        placeholder={fields.tags.length === 0 ? 'Type and press Enter' : ''}
        maxTags={40}
        value={fields.tags}
        onChange={(tags) => change({ tags: tags.map((tag) => tag.trim().slice(0, 60)).filter(Boolean) })}
      />
      <Textarea
        className={classes.wide}
        label="Private notes"
        description="For you only: never part of a package."
        autosize
        minRows={3}
        maxRows={14}
        maxLength={20_000}
        value={fields.privateNotes}
        onChange={(event) => change({ privateNotes: event.currentTarget.value })}
      />
    </form>
  );
}

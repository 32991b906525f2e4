import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { isTyping } from '../../ui/is-typing';
import classes from './library-toolbar.module.css';
import { type SessionSelection, SORT_LABELS } from './select-sessions';
import { CONSENT_STATE_LABELS, KIND_LABELS, REVIEW_STATE_LABELS } from './session-facts';

type LibraryToolbarProps = { selection: SessionSelection; onChange: (selection: SessionSelection) => void };

export function LibraryToolbar({ selection, onChange }: LibraryToolbarProps) {
  const search = useRef<HTMLInputElement>(null);

  useEffect(() => {
    function focusSearch(event: KeyboardEvent): void {
      if (event.key !== '/' || isTyping(event)) return;
      event.preventDefault();
      search.current?.focus();
      search.current?.select();
    }
    addEventListener('keydown', focusSearch);
    return () => removeEventListener('keydown', focusSearch);
  }, []);

  return (
    <search className={classes.toolbar}>
      <TextInput
        ref={search}
        type="search"
        className={classes.search}
        aria-label="Search sessions"
        placeholder="Title, coach, client or tag"
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        value={selection.search}
        onChange={(event) => onChange({ ...selection, search: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange({ ...selection, search: '' });
        }}
      />
      <Choice
        label="Kind"
        every="Every kind"
        labels={KIND_LABELS}
        value={selection.kind}
        onChange={(kind) => onChange({ ...selection, kind })}
      />
      <Choice
        label="Consent"
        every="Any consent"
        labels={CONSENT_STATE_LABELS}
        value={selection.consent}
        onChange={(consent) => onChange({ ...selection, consent })}
      />
      <Choice
        label="My review"
        every="Any review state"
        labels={REVIEW_STATE_LABELS}
        value={selection.review}
        onChange={(review) => onChange({ ...selection, review })}
      />
      <NativeSelect
        aria-label="Order"
        value={selection.sort}
        data={optionsOf(SORT_LABELS)}
        onChange={(event) =>
          onChange({ ...selection, sort: keyIn(SORT_LABELS, event.currentTarget.value) ?? selection.sort })
        }
      />
    </search>
  );
}

type ChoiceProps<Key extends string> = {
  label: string;
  /** The words for no filter. */
  every: string;
  labels: Readonly<Record<Key, string>>;
  value: Key | undefined;
  onChange: (value: Key | undefined) => void;
};

function Choice<Key extends string>({ label, every, labels, value, onChange }: ChoiceProps<Key>) {
  return (
    <NativeSelect
      aria-label={label}
      className={value === undefined ? undefined : classes.active}
      value={value ?? ''}
      data={[{ value: '', label: every }, ...optionsOf(labels)]}
      onChange={(event) => onChange(keyIn(labels, event.currentTarget.value))}
    />
  );
}

function optionsOf<Key extends string>(labels: Readonly<Record<Key, string>>) {
  return Object.entries<string>(labels).map(([value, label]) => ({ value, label }));
}

function keyIn<Key extends string>(labels: Readonly<Record<Key, string>>, text: string): Key | undefined {
  return Object.hasOwn(labels, text) ? (text as Key) : undefined;
}

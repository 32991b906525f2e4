import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './entries.module.css';

type EntriesProps<Entry extends { id: string }> = {
  title: string;
  /** What one of them is called, for the buttons: “milestone”. */
  what: string;
  hint?: string;
  /** Within a part that has a heading of its own. */
  isInner?: boolean;
  entries: readonly Entry[];
  newEntry: () => Entry;
  onChange: (change: (entries: readonly Entry[]) => Entry[], field?: string) => void;
  children: (entry: Entry, set: (facts: Partial<Entry>, field?: string) => void, name: string) => ReactNode;
};

/** A list that is written entry by entry: added at the end, changed in place, removed with a way back by undo. */
export function Entries<Entry extends { id: string }>(props: EntriesProps<Entry>) {
  const { title, what, hint, isInner = false, entries, newEntry, onChange, children } = props;
  const Heading = isInner ? 'h3' : 'h2';
  return (
    <section aria-label={title} className={isInner ? classes.inner : classes.section}>
      <Heading>{title}</Heading>
      {hint && <p className={classes.hint}>{hint}</p>}
      {entries.length > 0 && (
        <ol className={classes.entries} aria-label={title}>
          {entries.map((entry, place) => (
            <li key={entry.id} className={classes.entry}>
              {children(
                entry,
                (facts, field) =>
                  onChange(
                    (now) => now.map((each) => (each.id === entry.id ? { ...each, ...facts } : each)),
                    field && `${entry.id} ${field}`,
                  ),
                `${what} ${place + 1}`,
              )}
              <Button
                variant="subtle"
                color="gray"
                size="compact-xs"
                className={classes.remove}
                aria-label={`Remove ${what} ${place + 1}`}
                onClick={() => onChange((now) => now.filter(({ id }) => id !== entry.id))}
              >
                Remove
              </Button>
            </li>
          ))}
        </ol>
      )}
      <Button variant="default" size="xs" onClick={() => onChange((now) => [...now, newEntry()])}>
        Add a {what}
      </Button>
    </section>
  );
}

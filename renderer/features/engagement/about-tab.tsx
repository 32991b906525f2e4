import { MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useSessions } from '../../app/queries/session-queries';
import { paths } from '../../app/routes';
import classes from './engagement.module.css';
import type { EngagementPart } from './use-engagement-editor';

/** Who the two are, since when, and which sessions belong here. */
export function AboutTab({ content, edit }: EngagementPart) {
  const { data: sessions = [] } = useSessions();
  // An engagement always has a name: what is typed is taken once it is one.
  const [typed, setTyped] = useState<string>();
  const client = typed ?? content.client;
  const known = new Map(sessions.map((session) => [session.id, session]));
  const own = content.sessionIds.filter((id) => known.has(id));

  return (
    <div className={classes.fields}>
      <TextInput
        label="Client, by an alias"
        maxLength={120}
        value={client}
        error={client.trim() === '' && 'A name or alias is needed.'}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          if (value.trim() !== '') edit((before) => ({ ...before, client: value.trim() }), 'client');
        }}
        onBlur={() => setTyped(undefined)}
      />
      <TextInput
        label="Coach"
        maxLength={120}
        value={content.coach}
        onChange={({ currentTarget: { value } }) => edit((before) => ({ ...before, coach: value }), 'coach')}
      />
      <TextInput
        label="Since"
        type="date"
        value={content.startedOn}
        onChange={({ currentTarget: { value } }) =>
          value && edit((before) => ({ ...before, startedOn: value }))
        }
      />
      <MultiSelect
        label="Sessions that belong to it"
        searchable
        placeholder={own.length === 0 ? 'Type a title' : ''}
        nothingFoundMessage="No session has these words"
        data={sessions.map(({ id, title, date }) => ({ value: id, label: `${date} ${title}` }))}
        value={own}
        onChange={(chosen) =>
          // Sessions in the trash are not listed, and stay as they were.
          edit((before) => ({
            ...before,
            sessionIds: [...before.sessionIds.filter((id) => !known.has(id)), ...chosen],
          }))
        }
      />
      {own.length > 0 && (
        <ul className={classes.list} aria-label="Sessions of this engagement">
          {own.map((id) => (
            <li key={id}>
              <Link href={paths.session(id)}>{known.get(id)?.title}</Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { useCacheUpdates, useProfile } from '../../app/queries/library-queries';
import { useEngagements } from '../../app/queries/relationship-queries';
import { Changes } from '../../app/reading';
import { paths } from '../../app/routes';
import answers from '../../ui/dialog-answers.module.css';
import { todayHere } from '../../ui/local-date';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import classes from './engagement.module.css';

/** The coaching relationships of this library, and where another one begins. */
export function EngagementsScreen() {
  usePageTitle('Engagements');
  const { data: engagements } = useEngagements();
  return (
    <div className={pageClasses.narrow}>
      <h1>Engagements</h1>
      <p className={classes.lead}>
        What you and a client agreed on: the coaching itself, contact between sessions, who is responsible for
        what, and the goals. A session may belong to one, or stand alone. All of it stays on this machine.
      </p>
      {engagements && engagements.length > 0 && (
        <ul className={classes.list} aria-label="Engagements">
          {engagements.map(({ id, client, startedOn, sessions, goals }) => (
            <li key={id}>
              <Link href={paths.engagement(id)} className={classes.name}>
                {client}
              </Link>
              <span className={classes.facts}>
                since {startedOn} · {sessions} {sessions === 1 ? 'session' : 'sessions'} · {goals}{' '}
                {goals === 1 ? 'goal' : 'goals'}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Changes>
        <NewEngagement />
      </Changes>
    </div>
  );
}

function NewEngagement() {
  const { person } = useProfile();
  const { engagementsChanged } = useCacheUpdates();
  const [, navigate] = useLocation();
  const [client, setClient] = useState('');
  const [problem, setProblem] = useState<string>();

  async function begin(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      const about = { client: client.trim(), coach: person.name, startedOn: todayHere() };
      const { engagementId } = await api.engagements.start(about);
      await engagementsChanged();
      navigate(paths.engagement(engagementId));
    } catch (error) {
      setProblem(errorMessage(error));
    }
  }

  return (
    <form onSubmit={begin} className={classes.begin}>
      <TextInput
        label="Client, by an alias"
        maxLength={120}
        value={client}
        onChange={(event) => setClient(event.currentTarget.value)}
      />
      <Button type="submit" disabled={client.trim() === ''}>
        Begin an engagement
      </Button>
      {problem && (
        <p role="alert" className={answers.problem}>
          {problem}
        </p>
      )}
    </form>
  );
}

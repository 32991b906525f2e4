import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../../app/api-client';
import { notifyError } from '../../../app/notify';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import { paths } from '../../../app/routes';
import classes from './gathering-screen.module.css';

type OwnViewFirstProps = { sessionId: string; hasDraft: boolean };

/** A facilitator who reviews, too, would see what others scored before hers is in: she decides which she wants. */
export function OwnViewFirst({ sessionId, hasDraft }: OwnViewFirstProps) {
  const { sessionsChanged } = useCacheUpdates();
  const [working, setWorking] = useState(false);

  async function goWithout(): Promise<void> {
    setWorking(true);
    try {
      await api.reviews.revealOthers({ sessionId });
      await sessionsChanged();
    } catch (error) {
      notifyError('The reviews stay closed', error);
    }
    setWorking(false);
  }

  return (
    <section className={classes.own} aria-labelledby="own-heading">
      <h2 id="own-heading">You have not submitted a review of your own</h2>
      <p>
        Whoever leads a debrief sees what everyone scored.{' '}
        {hasDraft
          ? 'Submit your draft first, and it takes part.'
          : 'Review the session first, and yours takes part.'}{' '}
        Or lead without one: what you review in this session afterwards is marked “not independent”, for good.
      </p>
      <Group gap="sm">
        <Button component={Link} href={paths.session(sessionId)} variant="default">
          {hasDraft ? 'Go to my draft' : 'Review it first'}
        </Button>
        <Button variant="default" loading={working} onClick={goWithout}>
          Lead without a review of mine
        </Button>
      </Group>
    </section>
  );
}

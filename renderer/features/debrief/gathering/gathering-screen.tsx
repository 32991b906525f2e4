import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Gathered } from '#shared/api-contract/debrief-contract';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { useFileDialog } from '../../../app/file-input';
import { notifyError } from '../../../app/notify';
import { useDebriefUpdates, useGathering } from '../../../app/queries/debrief-queries';
import { useProfile } from '../../../app/queries/library-queries';
import { Changes } from '../../../app/reading';
import { type DebriefName, paths } from '../../../app/routes';
import pageClasses from '../../../ui/page.module.css';
import { usePageTitle } from '../../../ui/use-page-title';
import { BackLink } from '../../../ui/way-link';
import { GatheredList } from './gathered-list';
import classes from './gathering-screen.module.css';
import { LeftOutList } from './left-out-list';
import { OwnViewFirst } from './own-view-first';

/** Before a debrief begins: who has submitted, and nothing of what anyone says. */
export function GatheringScreen({ name }: { name: DebriefName }) {
  usePageTitle('Gather the reviewers');
  const gathering = useGathering(name);
  if (gathering.data) return <LoadedGathering name={name} gathered={gathering.data} />;
  if (!gathering.isError) return null;
  return (
    <div className={pageClasses.narrow}>
      <h1>Debrief</h1>
      <Text role="alert">{errorMessage(gathering.error)}</Text>
      <Button component={Link} href={paths.session(name.sessionId)} variant="default" mt="md">
        Back to the session
      </Button>
    </div>
  );
}

function LoadedGathering({ name, gathered }: { name: DebriefName; gathered: Gathered }) {
  const { debrief, sessionTitle, frameworkTitle, obstacle, isSealed } = gathered;
  const { person } = useProfile();
  const updates = useDebriefUpdates(name);
  const openFileDialog = useFileDialog();
  const [, navigate] = useLocation();
  const [beginning, setBeginning] = useState(false);

  async function choose(choice: Omit<Parameters<typeof api.debriefs.gather>[0], keyof DebriefName>) {
    try {
      updates.gathered(await api.debriefs.gather({ ...name, ...choice }));
    } catch (error) {
      notifyError('That was not kept', error);
    }
  }

  async function begin(): Promise<void> {
    setBeginning(true);
    try {
      await api.debriefs.begin(name);
      await updates.listChanged();
      navigate(paths.debrief(name));
    } catch (error) {
      notifyError('The debrief did not begin', error);
      setBeginning(false);
    }
  }

  const hasBegun = debrief.begunAt !== undefined;
  return (
    <div className={pageClasses.narrow}>
      <BackLink href={paths.session(name.sessionId)}>{sessionTitle}</BackLink>
      <h1 className={classes.title}>Gather the reviewers</h1>
      <p className={classes.about}>
        A debrief under “{frameworkTitle}”, edition {debrief.framework.edition}. Until it begins, this page
        shows who has submitted and nothing of what they say.
      </p>
      <Changes>
        <section aria-labelledby="submitted-heading">
          <div className={classes.head}>
            <h2 id="submitted-heading" className={classes.heading}>
              Who has submitted
            </h2>
            <SegmentedControl
              aria-label="On every screen and in the minutes"
              size="xs"
              disabled={hasBegun}
              value={debrief.naming}
              onChange={(naming) => choose({ naming: naming === 'aliases' ? 'aliases' : 'names' })}
              data={[
                { value: 'names', label: 'Names' },
                { value: 'aliases', label: 'Aliases' },
              ]}
            />
          </div>
          <GatheredList
            gathered={gathered}
            ownProfileId={person.profileId}
            onCount={(reviewId, counts) => choose({ counting: { [reviewId]: counts } })}
          />
          <Button
            variant="default"
            leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
            disabled={hasBegun}
            onClick={openFileDialog}
          >
            Open packages…
          </Button>
          <LeftOutList gathered={gathered} ownProfileId={person.profileId} />
        </section>
        {isSealed && !hasBegun && (
          <OwnViewFirst sessionId={name.sessionId} hasDraft={hasOwnDraft(gathered, person.profileId)} />
        )}
        <Group mt="xl" align="center">
          {hasBegun ? (
            <Button component={Link} href={paths.debrief(name)}>
              Go on with the debrief
            </Button>
          ) : (
            <Button disabled={obstacle !== undefined || isSealed} loading={beginning} onClick={begin}>
              Begin the debrief
            </Button>
          )}
          {obstacle !== undefined && !hasBegun && (
            <Text size="sm" role="status" className={classes.obstacle}>
              {obstacle}
            </Text>
          )}
        </Group>
      </Changes>
    </div>
  );
}

function hasOwnDraft({ leftOut }: Gathered, profileId: string): boolean {
  return leftOut.some(({ review, reason }) => reason === 'draft' && review.reviewer.profileId === profileId);
}

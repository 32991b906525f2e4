import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { DebriefSummary } from '#shared/api-contract/debrief-contract';
import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import { api } from '../../../app/api-client';
import { useDebriefsOf, useDebriefUpdates } from '../../../app/queries/debrief-queries';
import { QuestionDialog } from '../../../app/question-dialog';
import { paths } from '../../../app/routes';
import { StartDebrief } from '../../../app/start-debrief';
import { formatDayOf } from '../../../ui/local-date';
import classes from './debrief-row.module.css';

type DebriefRowProps = { sessionId: string; framework: FrameworkReference };

/** The talks of groups about the reviews above, and the way to another. */
export function DebriefRow({ sessionId, framework }: DebriefRowProps) {
  const { data = [] } = useDebriefsOf(sessionId);
  const [removing, setRemoving] = useState<DebriefSummary>();
  const debriefs = data.filter((debrief) => isSameReference(debrief.framework, framework));
  return (
    <div className={classes.debriefs}>
      {debriefs.length > 0 && (
        <ul className={classes.list} aria-label="Debriefs">
          {debriefs.map((debrief) => {
            const name = { sessionId, debriefId: debrief.id };
            const hasBegun = debrief.begunAt !== undefined;
            return (
              <li key={debrief.id} className={classes.debrief}>
                <span>
                  <span className={classes.name}>
                    Debrief of {formatDayOf(debrief.begunAt ?? debrief.startedAt)}
                  </span>{' '}
                  <span className={classes.state}>{describe(debrief)}</span>
                </span>
                <Group gap="xs">
                  <Button
                    component={Link}
                    href={hasBegun ? paths.debrief(name) : paths.debriefGathering(name)}
                    variant="default"
                    size="xs"
                  >
                    {hasBegun ? 'Open' : 'Go on gathering'}
                  </Button>
                  {hasBegun && (
                    <Button
                      component={Link}
                      href={paths.debriefMinutes(name)}
                      variant="subtle"
                      color="gray"
                      size="compact-sm"
                    >
                      Minutes
                    </Button>
                  )}
                  <Button variant="subtle" color="red" size="compact-sm" onClick={() => setRemoving(debrief)}>
                    Delete…
                  </Button>
                </Group>
              </li>
            );
          })}
        </ul>
      )}
      <StartDebrief sessionId={sessionId} framework={framework} />
      {removing && (
        <RemoveDialog sessionId={sessionId} debrief={removing} onClose={() => setRemoving(undefined)} />
      )}
    </div>
  );
}

function describe({ begunAt, reviewers, results }: DebriefSummary): string {
  if (begunAt === undefined) return 'being gathered';
  const people = reviewers === 1 ? '1 reviewer' : `${reviewers} reviewers`;
  return results === 0 ? people : `${people}, ${results === 1 ? '1 result' : `${results} results`}`;
}

type RemoveDialogProps = { sessionId: string; debrief: DebriefSummary; onClose: () => void };

function RemoveDialog({ sessionId, debrief, onClose }: RemoveDialogProps) {
  const name = { sessionId, debriefId: debrief.id };
  const { listChanged } = useDebriefUpdates(name);

  async function remove(): Promise<void> {
    await api.debriefs.remove(name);
    await listChanged();
  }

  return (
    <QuestionDialog
      title="Delete this debrief?"
      yes="Delete it"
      no="Keep it"
      isDeletion
      onYes={remove}
      onClose={onClose}
    >
      <Text size="sm">
        What the group agreed on, what it left open and what each intended is deleted for good. The reviews
        stay as they are, and so do minutes that were saved as a file.
      </Text>
    </QuestionDialog>
  );
}

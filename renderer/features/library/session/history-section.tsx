import { Button, Group, Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { auditAsCsv, auditAsText } from '#shared/formats/audit-export';
import { describeActor, describeEvent } from '#shared/formats/audit-words';
import type { SessionDocument } from '#shared/model/session';
import { errorMessage } from '../../../app/api-error';
import { useAudit } from '../../../app/queries/session-queries';
import { saveText } from '../../../app/save-text';
import { useFrameworkNames } from '../../../app/use-framework-names';
import { formatInstant } from '../../../ui/local-date';
import classes from './history-section.module.css';

/** Who did what with this session, newest first; read when it is opened. */
export function HistorySection({ session }: { session: SessionDocument }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <h2 className={classes.heading}>
        <UnstyledButton
          className={classes.toggle}
          aria-expanded={opened}
          aria-controls="history"
          onClick={() => setOpened(!opened)}
        >
          <IconChevronRight size={18} stroke={1.75} aria-hidden data-opened={opened || undefined} />
          History
        </UnstyledButton>
      </h2>
      <p className={classes.hint}>Who added, opened, submitted, shared and deleted what.</p>
      <div id="history">{opened && <History session={session} />}</div>
    </>
  );
}

function History({ session }: { session: SessionDocument }) {
  const { data, error } = useAudit(session.id);
  const nameOf = useFrameworkNames();
  if (error) {
    return (
      <Text role="alert" size="sm" c="var(--danger)">
        {errorMessage(error)}
      </Text>
    );
  }
  if (!data) return null;
  const { entries, unreadableLines } = data;
  const name = `History of ${session.title}`;
  return (
    <>
      {entries.length === 0 && <p className={classes.hint}>Nothing was recorded yet.</p>}
      <ol className={classes.list}>
        {entries.toReversed().map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no name of their own and never move
          <li key={index} className={classes.entry}>
            <time dateTime={entry.at} className={classes.time}>
              {formatInstant(entry.at)}
            </time>
            <span>
              {describeEvent(entry.event, nameOf)}{' '}
              <span className={classes.by}>· {describeActor(entry)}</span>
            </span>
          </li>
        ))}
      </ol>
      {unreadableLines > 0 && (
        <p className={classes.hint}>
          {unreadableLines === 1 ? 'One line of this list' : `${unreadableLines} lines of this list`} cannot
          be read here: cut off by a crash, or written by a newer version of Concordance.
        </p>
      )}
      {entries.length > 0 && (
        <Group gap="xs" mt="sm">
          <Button
            variant="default"
            size="xs"
            onClick={() => saveText(`${name}.csv`, auditAsCsv(entries, nameOf), 'text/csv')}
          >
            Save as CSV
          </Button>
          <Button
            variant="default"
            size="xs"
            onClick={() => saveText(`${name}.txt`, auditAsText(session.title, entries, nameOf), 'text/plain')}
          >
            Save as text
          </Button>
        </Group>
      )}
    </>
  );
}

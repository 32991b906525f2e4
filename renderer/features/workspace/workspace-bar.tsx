import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconChevronLeft, IconKeyboard } from '@tabler/icons-react';
import { memo } from 'react';
import { Link } from 'wouter';
import { ColourSchemeToggle } from '../../app/colour-scheme';
import { paths } from '../../app/routes';
import { useReviewEditing, useReviewView } from '../../review-editing/review-editing';
import { SaveStatus } from '../../ui/save-status';
import type { CommandHandlers } from '../../ui/use-command-keys';
import classes from './workspace-bar.module.css';

type WorkspaceBarProps = { commands: CommandHandlers; message: string; onHelp: () => void };

/** Where one is, whether all is saved, what can be undone, and the one step that ends the work: submitting. */
export const WorkspaceBar = memo(function WorkspaceBar({ commands, message, onHelp }: WorkspaceBarProps) {
  const { session, framework, store } = useReviewEditing();
  const { save, undoLabel, redoLabel, isReadOnly } = useReviewView();
  const { review } = store;
  return (
    <header className={classes.bar}>
      <Tooltip label="Back to the session">
        <ActionIcon
          component={Link}
          href={paths.session(session.id)}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label="Back to the session"
        >
          <IconChevronLeft size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <div className={classes.names}>
        <h1 className={classes.title}>{session.title}</h1>
        <p className={classes.subtitle}>
          {framework.title}, edition {framework.edition}
          {review.independence.independent ? '' : ' · not independent'}
          {review.revisionOf ? ' · correction' : ''}
        </p>
      </div>
      <p className={classes.message} role="status">
        {message}
      </p>
      {isReadOnly ? (
        <span className={classes.sealed}>Submitted: sealed, cannot be changed</span>
      ) : (
        <>
          <SaveStatus state={save} onRetry={() => void store.flush()} />
          <div className={classes.history}>
            <Tooltip label={undoLabel ? `Undo: ${undoLabel} (Ctrl+Z)` : 'Nothing to undo'}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={undoLabel ? `Undo: ${undoLabel}` : 'Undo'}
                disabled={undoLabel === undefined}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => commands['review.undo']?.()}
              >
                <IconArrowBackUp size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={redoLabel ? `Redo: ${redoLabel} (Ctrl+Shift+Z)` : 'Nothing to redo'}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={redoLabel ? `Redo: ${redoLabel}` : 'Redo'}
                disabled={redoLabel === undefined}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => commands['review.redo']?.()}
              >
                <IconArrowForwardUp size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </div>
        </>
      )}
      <Tooltip label="Keys (?)">
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Keys" onClick={onHelp}>
          <IconKeyboard size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <ColourSchemeToggle />
      {!isReadOnly && (
        <Button size="sm" onClick={() => commands['review.submit']?.()}>
          Submit…
        </Button>
      )}
    </header>
  );
});

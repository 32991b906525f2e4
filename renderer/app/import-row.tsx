import { Button, CloseButton, Loader, Progress } from '@mantine/core';
import { type ImportJob, isSettled } from '#shared/model/import-job';
import { describeProgress, PREPARING_WORDS, preparedPercent, receivedPercent } from './import-progress';
import { Stands } from './import-standing';
import classes from './import-tray.module.css';
import { UnplayableJob } from './unplayable-job';

type ImportRowProps = {
  job: ImportJob;
  onCancel: () => void;
  onDismiss: () => void;
  onOpen: (sessionId: string) => void;
  onAddDuplicate: () => void;
  onShowPackage: () => void;
};

/** One file of the tray: its name, what becomes of it, and what can be done about it. */
export function ImportRow(props: ImportRowProps) {
  const { job, onDismiss } = props;
  return (
    <li className={classes.job} data-phase={job.phase}>
      <span className={classes.name} title={job.fileName}>
        {job.fileName}
      </span>
      <JobState {...props} />
      {isSettled(job) && (
        <CloseButton
          className={classes.dismiss}
          size="sm"
          aria-label={`Dismiss the message about “${job.fileName}”`}
          onClick={onDismiss}
        />
      )}
    </li>
  );
}

function JobState({ job, onCancel, onDismiss, onOpen, onAddDuplicate, onShowPackage }: ImportRowProps) {
  const cancel = (
    <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
      Cancel
    </Button>
  );
  switch (job.phase) {
    case 'receiving':
      return (
        <Stands answers={cancel}>
          <JobProgress fileName={job.fileName} percent={receivedPercent(job)} />
          {describeProgress(job)}
        </Stands>
      );
    case 'examining':
      return (
        <Stands answers={cancel}>
          <Loader size={12} mr={8} aria-hidden />
          Reading what is in it…
        </Stands>
      );
    case 'preparing':
      return (
        <Stands answers={cancel}>
          <JobProgress fileName={job.fileName} percent={preparedPercent(job)} />
          {PREPARING_WORDS[job.makes].making}
        </Stands>
      );
    case 'prepared':
      return <Stands>{PREPARING_WORDS[job.makes].made}</Stands>;
    case 'duplicate': {
      const [first] = job.existing;
      return (
        <Stands
          answers={
            <>
              {first && (
                <Button size="compact-sm" variant="default" onClick={() => onOpen(first.sessionId)}>
                  Open that session
                </Button>
              )}
              <Button size="compact-sm" variant="default" onClick={onAddDuplicate}>
                Add once more
              </Button>
              <Button size="compact-sm" variant="subtle" color="gray" onClick={onDismiss}>
                Leave it
              </Button>
            </>
          }
        >
          This recording is in your library already{first ? ` as “${first.title}”` : ''}. Add it once more?
        </Stands>
      );
    }
    case 'unplayable':
      return <UnplayableJob job={job} onDismiss={onDismiss} />;
    case 'locked':
    case 'package':
      return (
        <Stands
          answers={
            <>
              {(job.phase === 'package' || job.opensWith === 'passphrase') && (
                <Button size="compact-sm" variant="default" onClick={onShowPackage}>
                  {job.phase === 'package' ? 'See what is in it' : 'Enter it'}
                </Button>
              )}
              <Button size="compact-sm" variant="subtle" color="gray" onClick={onDismiss}>
                Not now
              </Button>
            </>
          }
        >
          {job.phase === 'package' &&
            `A package from ${job.inspection.manifest.sender.name}. Nothing of it is stored yet.`}
          {job.phase === 'locked' &&
            (job.opensWith === 'passphrase' ? 'This package opens with a passphrase.' : job.reason)}
        </Stands>
      );
    case 'done':
      return (
        <Stands
          answers={
            <Button size="compact-sm" variant="default" onClick={() => onOpen(job.sessionId)}>
              Open
            </Button>
          }
        >
          Added to your library
          {job.warning && <span className={classes.warning}> {job.warning}</span>}
        </Stands>
      );
    case 'failed':
      return (
        <Stands>
          <span className={classes.failure}>{job.message}</span>
        </Stands>
      );
    case 'cancelled':
      return null;
  }
}

function JobProgress({ fileName, percent }: { fileName: string; percent: number }) {
  return (
    <Progress
      className={classes.progress}
      value={percent}
      size="sm"
      aria-label={`Progress of “${fileName}”`}
    />
  );
}

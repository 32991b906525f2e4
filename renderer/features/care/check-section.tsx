import { Button, Progress, Text, VisuallyHidden } from '@mantine/core';
import { Link } from 'wouter';
import { formatByteSize } from '#shared/formats/byte-size';
import type { CheckJob, CheckReport } from '#shared/model/library-check';
import { api } from '../../app/api-client';
import { notifyError } from '../../app/notify';
import { useLibraryCheck } from '../../app/queries/library-queries';
import { paths } from '../../app/routes';
import { count } from './backup-words';
import classes from './care-screen.module.css';

export function CheckSection() {
  const { data: job } = useLibraryCheck();
  const isRunning = job?.phase === 'running';

  async function start(): Promise<void> {
    try {
      await api.check.start();
    } catch (error) {
      notifyError('The check was not started', error);
    }
  }

  return (
    <section className={classes.section} aria-labelledby="check-heading">
      <div className={classes.head}>
        <h2 id="check-heading" className={classes.heading}>
          Check this library
        </h2>
        {!isRunning && (
          <Button variant="default" size="xs" onClick={start}>
            Check everything now
          </Button>
        )}
      </div>
      <p className={classes.text}>
        Reads every document, recording and backup from beginning to end and compares them with what was
        written. With long recordings this takes a while; you can go on working. It changes nothing.
      </p>
      <VisuallyHidden aria-live="polite">{announce(job)}</VisuallyHidden>
      {job && <CheckState job={job} />}
    </section>
  );
}

function CheckState({ job }: { job: CheckJob }) {
  switch (job.phase) {
    case 'running':
      return <Running job={job} />;
    case 'cancelled':
      return <Text size="sm">The check was stopped. Nothing was changed.</Text>;
    case 'failed':
      return (
        <Text role="alert" size="sm" c="var(--danger)">
          {job.message}
        </Text>
      );
    case 'done':
      return <Report report={job.report} />;
  }
}

function Running({ job: { reading, readBytes, totalBytes } }: { job: CheckJob & { phase: 'running' } }) {
  async function cancel(): Promise<void> {
    try {
      await api.check.cancel();
    } catch (error) {
      notifyError('The check goes on', error);
    }
  }

  const percent = totalBytes === 0 ? 0 : Math.floor((readBytes / totalBytes) * 100);
  return (
    <div>
      <Progress value={percent} size="sm" aria-label="Progress of the check" />
      <div className={classes.head}>
        <p className={classes.facts}>
          {formatByteSize(readBytes)}
          {totalBytes > 0 && ` of ${formatByteSize(totalBytes)}`}
          {reading !== '' && ` · ${reading}`}
        </p>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={cancel}>
          Stop
        </Button>
      </div>
    </div>
  );
}

function Report({ report }: { report: CheckReport }) {
  const { sessions, reviews, recordings, backups, readBytes, findings } = report;
  return (
    <section className={classes.report} aria-label="Report of the check">
      <p>
        <strong>{verdict(report)}</strong>
      </p>
      <p>
        Read: {count(sessions, 'session')}, {count(reviews, 'review')}, {count(recordings, 'recording')},{' '}
        {count(backups, 'backup')}; {formatByteSize(readBytes)} in all.
      </p>
      {findings.length > 0 && (
        <ul className={classes.findings} aria-label="Findings">
          {findings.map(({ kind, message, sessionId }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a finished report; findings may repeat
            <li key={index}>
              <b>{kind === 'problem' ? 'Problem:' : 'Good to know:'}</b> {message}{' '}
              {sessionId !== undefined && <Link href={paths.session(sessionId)}>Open the session</Link>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function verdict({ findings }: CheckReport): string {
  const problems = findings.filter(({ kind }) => kind === 'problem').length;
  if (problems > 0) return `${count(problems, 'problem')} found.`;
  return findings.length > 0
    ? 'Everything is whole. A few things are good to know.'
    : 'Everything is whole and as it was written.';
}

function announce(job: CheckJob | null | undefined): string {
  if (job?.phase === 'running') return 'The library is being checked.';
  return job?.phase === 'done' ? `The check is finished. ${verdict(job.report)}` : '';
}

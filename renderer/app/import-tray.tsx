import { Button, CloseButton, Loader, Progress, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { type ImportJob, isSettled } from '#shared/model/import-job';
import { api } from './api-client';
import { cancelImport, forgetWaiting, useWaitingFiles } from './import-files';
import { describeProgress, PREPARING_WORDS, preparedPercent, receivedPercent } from './import-progress';
import classes from './import-tray.module.css';
import { notifyDone, notifyError } from './notify';
import { useCacheUpdates, useImports } from './queries/library-queries';
import { gatheringSessionOf, paths } from './routes';
import { UnplayableJob } from './unplayable-job';

const PackageDialog = lazy(async () => ({
  default: (await import('../features/share/package-dialog')).PackageDialog,
}));

const UnlockDialog = lazy(async () => ({
  default: (await import('../features/share/unlock-dialog')).UnlockDialog,
}));

const DONE_STAYS_MS = 12_000;

/** What becomes of the files that are being taken in; asks what has to be asked about them. */
export function ImportTray() {
  const { data: jobs = [] } = useImports();
  const waiting = useWaitingFiles((state) => state.files);
  const { importDismissed, sessionsChanged } = useCacheUpdates();
  const [location, navigate] = useLocation();
  const [shownPackageId, setShownPackageId] = useState<string>();
  const seenPackages = useRef(new Set<string>());
  const shown = jobs.filter((job) => job.phase !== 'cancelled');
  const settled = shown.filter(isSettled);
  const packageJob = jobs.find((job) => job.id === shownPackageId && asksAboutPackage(job));

  // A package that arrives is shown at once; one that was put aside waits in the tray.
  useEffect(() => {
    const arrived = jobs.find((job) => asksAboutPackage(job) && !seenPackages.current.has(job.id));
    if (!arrived || packageJob) return;
    seenPackages.current.add(arrived.id);
    setShownPackageId(arrived.id);
  }, [jobs, packageJob]);

  async function dismiss(importId: string): Promise<void> {
    importDismissed(importId);
    try {
      await api.imports.dismiss({ importId });
    } catch {
      // It is out of sight, and the backend forgets what is settled when it closes.
    }
  }

  async function dismissSettled(): Promise<void> {
    await Promise.all(settled.map((job) => dismiss(job.id)));
  }

  async function openSession(importId: string, sessionId: string): Promise<void> {
    navigate(paths.session(sessionId));
    await dismiss(importId);
  }

  async function addDuplicate(importId: string): Promise<void> {
    try {
      const { sessionId } = await api.imports.addDuplicate({ importId });
      void sessionsChanged();
      await openSession(importId, sessionId);
    } catch (error) {
      notifyError('It was not added once more', error);
    }
  }

  async function acceptPackage(importId: string, confirmed: boolean): Promise<void> {
    const { sessionId } = await api.imports.acceptPackage({ importId, confirmed });
    // The event that it is stored may have come before this answer, and the next package be shown already.
    setShownPackageId((shownId) => (shownId === importId ? undefined : shownId));
    void sessionsChanged();
    const gathering = gatheringSessionOf(location);
    if (gathering === undefined) {
      await openSession(importId, sessionId);
      return;
    }
    // Whoever gathers the reviewers of a debrief opens one package after the other, and stays.
    await dismiss(importId);
    if (gathering !== sessionId) {
      notifyDone(
        'That package belongs to another session. It was added to the library, and not to this debrief.',
      );
    }
  }

  return (
    <>
      <VisuallyHidden aria-live="polite">{shown.map(announce).join(' ')}</VisuallyHidden>
      <section
        className={classes.tray}
        aria-label="Files being added"
        hidden={shown.length + waiting.length === 0}
      >
        {settled.length > 1 && (
          <div className={classes.top}>
            <span>{settled.length} files are finished</span>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={dismissSettled}>
              Dismiss all
            </Button>
          </div>
        )}
        <ul className={classes.jobs}>
          {shown.map((job) => (
            <li key={job.id} className={classes.job} data-phase={job.phase}>
              <div className={classes.head}>
                <span className={classes.name} title={job.fileName}>
                  {job.fileName}
                </span>
                {isSettled(job) && (
                  <CloseButton
                    size="sm"
                    aria-label={`Dismiss the message about “${job.fileName}”`}
                    onClick={() => dismiss(job.id)}
                  />
                )}
              </div>
              <JobState
                job={job}
                onCancel={() => cancelImport(job.id)}
                onDismiss={() => dismiss(job.id)}
                onOpen={(sessionId) => openSession(job.id, sessionId)}
                onAddDuplicate={() => addDuplicate(job.id)}
                onShowPackage={() => setShownPackageId(job.id)}
              />
            </li>
          ))}
          {waiting.map(({ key, file }) => (
            <li key={key} className={classes.job}>
              <div className={classes.head}>
                <span className={classes.name}>{file.name}</span>
                <CloseButton
                  size="sm"
                  aria-label={`Do not add “${file.name}”`}
                  onClick={() => forgetWaiting(key)}
                />
              </div>
              <p className={classes.text}>Waiting for its turn</p>
            </li>
          ))}
        </ul>
      </section>
      <Suspense fallback={null}>
        {packageJob?.phase === 'locked' && (
          <UnlockDialog
            fileName={packageJob.fileName}
            onUnlock={(passphrase) => api.imports.unlock({ importId: packageJob.id, passphrase })}
            onDecline={() => dismiss(packageJob.id)}
            onClose={() => setShownPackageId(undefined)}
          />
        )}
        {packageJob?.phase === 'package' && (
          <PackageDialog
            fileName={packageJob.fileName}
            inspection={packageJob.inspection}
            onAccept={(confirmed) => acceptPackage(packageJob.id, confirmed)}
            onDecline={() => dismiss(packageJob.id)}
            onClose={() => setShownPackageId(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}

type JobStateProps = {
  job: ImportJob;
  onCancel: () => void;
  onDismiss: () => void;
  onOpen: (sessionId: string) => void;
  onAddDuplicate: () => void;
  onShowPackage: () => void;
};

function JobState({ job, onCancel, onDismiss, onOpen, onAddDuplicate, onShowPackage }: JobStateProps) {
  const leavesByItself = job.phase === 'prepared' || (job.phase === 'done' && job.warning === undefined);
  const latestDismiss = useRef(onDismiss);
  useEffect(() => {
    latestDismiss.current = onDismiss;
  });
  useEffect(() => {
    if (!leavesByItself) return;
    const timer = setTimeout(() => latestDismiss.current(), DONE_STAYS_MS);
    return () => clearTimeout(timer);
  }, [leavesByItself]);

  switch (job.phase) {
    case 'receiving':
      return (
        <>
          <Progress
            value={receivedPercent(job)}
            size="sm"
            my={6}
            aria-label={`Progress of “${job.fileName}”`}
          />
          <div className={classes.actions}>
            <span className={classes.text}>{describeProgress(job)}</span>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={onCancel}>
              Cancel
            </Button>
          </div>
        </>
      );
    case 'examining':
      return (
        <div className={classes.actions}>
          <span className={classes.text}>
            <Loader size={12} mr={8} aria-hidden />
            Reading what is in it…
          </span>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      );
    case 'preparing':
      return (
        <>
          <Progress
            value={preparedPercent(job)}
            size="sm"
            my={6}
            aria-label={`Progress of “${job.fileName}”`}
          />
          <div className={classes.actions}>
            <span className={classes.text}>{PREPARING_WORDS[job.makes].making}</span>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={onCancel}>
              Cancel
            </Button>
          </div>
        </>
      );
    case 'prepared':
      return <p className={classes.text}>{PREPARING_WORDS[job.makes].made}</p>;
    case 'duplicate': {
      const [first] = job.existing;
      return (
        <>
          <p className={classes.text}>
            This recording is in your library already{first ? ` as “${first.title}”` : ''}. Add it once more?
          </p>
          <div className={classes.answers}>
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
          </div>
        </>
      );
    }
    case 'unplayable':
      return <UnplayableJob job={job} onDismiss={onDismiss} />;
    case 'locked':
      return (
        <>
          <p className={classes.text}>
            {job.opensWith === 'passphrase' ? 'This package opens with a passphrase.' : job.reason}
          </p>
          <div className={classes.answers}>
            {job.opensWith === 'passphrase' && (
              <Button size="compact-sm" variant="default" onClick={onShowPackage}>
                Enter it
              </Button>
            )}
            <Button size="compact-sm" variant="subtle" color="gray" onClick={onDismiss}>
              Not now
            </Button>
          </div>
        </>
      );
    case 'package':
      return (
        <>
          <p className={classes.text}>
            A package from {job.inspection.manifest.sender.name}. Nothing of it is stored yet.
          </p>
          <div className={classes.answers}>
            <Button size="compact-sm" variant="default" onClick={onShowPackage}>
              See what is in it
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={onDismiss}>
              Not now
            </Button>
          </div>
        </>
      );
    case 'done':
      return (
        <>
          {job.warning && <p className={classes.warning}>{job.warning}</p>}
          <div className={classes.actions}>
            <span className={classes.text}>Added to your library</span>
            <Button size="compact-sm" variant="default" onClick={() => onOpen(job.sessionId)}>
              Open
            </Button>
          </div>
        </>
      );
    case 'failed':
      return <p className={classes.failure}>{job.message}</p>;
    case 'cancelled':
      return null;
  }
}

/** Whether a dialog can ask what a job needs to know. */
function asksAboutPackage(job: ImportJob): boolean {
  return job.phase === 'package' || (job.phase === 'locked' && job.opensWith === 'passphrase');
}

/** What a screen reader says of a job: its turns, not its every per cent. */
function announce(job: ImportJob): string {
  switch (job.phase) {
    case 'receiving':
      return `Adding ${job.fileName}.`;
    case 'examining':
      return `Reading ${job.fileName}.`;
    case 'preparing':
      return `${job.fileName}: ${PREPARING_WORDS[job.makes].making}.`;
    case 'prepared':
      return `${job.fileName}: ${PREPARING_WORDS[job.makes].made}.`;
    case 'duplicate':
      return `${job.fileName} is in your library already.`;
    case 'unplayable':
      return `${job.fileName} is not added yet. ${job.message}`;
    case 'locked':
      return job.opensWith === 'passphrase'
        ? `${job.fileName} opens with a passphrase.`
        : `${job.fileName} cannot be opened. ${job.reason ?? ''}`;
    case 'package':
      return `${job.fileName} is a package.`;
    case 'done':
      return `${job.fileName} was added. ${job.warning ?? ''}`;
    case 'failed':
      return `${job.fileName} was not added. ${job.message}`;
    case 'cancelled':
      return '';
  }
}

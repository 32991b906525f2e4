import { Button, CloseButton, Loader, VisuallyHidden } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { isSettled } from '#shared/model/import-job';
import { api } from './api-client';
import { cancelImport, forgetWaiting, useWaitingFiles } from './import-files';
import { ImportRow } from './import-row';
import {
  announceJob,
  asksAboutPackage,
  isBeingAdded,
  isWorthSaying,
  leavesByItself,
  summarizeImports,
  urgentFirst,
} from './import-summary';
import classes from './import-tray.module.css';
import { notifyDone, notifyError } from './notify';
import { useCacheUpdates, useImports } from './queries/library-queries';
import { fillsWindow, gatheringSessionOf, paths } from './routes';

const PackageDialog = lazy(async () => ({
  default: (await import('../features/share/package-dialog')).PackageDialog,
}));

const UnlockDialog = lazy(async () => ({
  default: (await import('../features/share/unlock-dialog')).UnlockDialog,
}));

const DONE_STAYS_MS = 12_000;

/**
 * What becomes of the files that are being taken in; asks what has to be asked about them. It stands below the screen
 * and never over it: one line, with the list above everything else of it where that is unfolded.
 */
export function ImportTray() {
  const { data: jobs = [] } = useImports();
  const waiting = useWaitingFiles((state) => state.files);
  const { importDismissed, sessionsChanged } = useCacheUpdates();
  const [location, navigate] = useLocation();
  const [shownPackageId, setShownPackageId] = useState<string>();
  const seenPackages = useRef(new Set<string>());
  // Where every line is needed, and where a group looks on, names and questions wait until they are asked for.
  const [unfolded, setUnfolded] = useState({ pages: true, wholeWindow: false });
  const place = fillsWindow(location) ? 'wholeWindow' : 'pages';
  const shown = jobs.filter((job) => job.phase !== 'cancelled');
  const settled = shown.filter(isSettled);
  const isAdding = waiting.length > 0 || shown.some(isBeingAdded);
  const isAtWork = isAdding || shown.some(({ phase }) => phase === 'preparing');
  const count = shown.length + waiting.length;
  const summary = summarizeImports(shown, waiting.length);
  const packageJob = jobs.find((job) => job.id === shownPackageId && asksAboutPackage(job));

  const { ref: tray, height } = useElementSize<HTMLElement>();
  const fold = useRef<HTMLButtonElement>(null);
  const tookFocus = useRef(false);

  useEffect(() => {
    // Toasts lie above it.
    document.documentElement.style.setProperty('--tray-height', `${height}px`);
    keepFocusInView(height);
  }, [height]);

  // A row that was answered takes the focus with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for every change of the list
  useEffect(() => {
    const isLost = tookFocus.current && document.activeElement === document.body;
    tookFocus.current = false;
    if (!isLost) return;
    if (count > 0) fold.current?.focus();
    else document.querySelector('main')?.focus({ preventScroll: true });
  }, [count, jobs]);

  // Those that came before stay until the last is added, or the count of what is done would go down.
  const leaving = isAdding
    ? ''
    : shown
        .filter(leavesByItself)
        .map(({ id }) => id)
        .join(' ');
  const latestDismiss = useRef(dismiss);
  useEffect(() => {
    latestDismiss.current = dismiss;
  });
  useEffect(() => {
    if (leaving === '') return;
    const timer = setTimeout(() => {
      for (const importId of leaving.split(' ')) void latestDismiss.current(importId);
    }, DONE_STAYS_MS);
    return () => clearTimeout(timer);
  }, [leaving]);

  // A package that arrives is shown at once; one that was put aside waits in the tray.
  useEffect(() => {
    const arrived = jobs.find((job) => asksAboutPackage(job) && !seenPackages.current.has(job.id));
    if (!arrived || packageJob) return;
    seenPackages.current.add(arrived.id);
    setShownPackageId(arrived.id);
  }, [jobs, packageJob]);

  function noteFocus(): void {
    tookFocus.current = fold.current?.closest('section')?.contains(document.activeElement) ?? false;
  }

  async function dismiss(importId: string): Promise<void> {
    noteFocus();
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

  const Chevron = unfolded[place] ? IconChevronDown : IconChevronUp;
  return (
    <>
      <VisuallyHidden aria-live="polite">
        {/* An element each: only what changed is read out. */}
        {count > 1 && <p>{summary.map(({ words }) => words).join(', ')}.</p>}
        {shown.map((job) => (
          <p key={job.id}>{(count === 1 || isWorthSaying(job)) && announceJob(job)}</p>
        ))}
      </VisuallyHidden>
      <section ref={tray} className={classes.tray} aria-label="Files being added" hidden={count === 0}>
        <div className={classes.line}>
          <button
            ref={fold}
            type="button"
            className={classes.fold}
            aria-expanded={unfolded[place]}
            onClick={() => setUnfolded((before) => ({ ...before, [place]: !before[place] }))}
          >
            <Chevron size={16} stroke={1.75} aria-hidden />
            {isAtWork && <Loader size={12} aria-hidden />}
            {summary.map(({ words, tone }) => (
              <span key={words} className={classes.part} data-tone={tone}>
                {words}
              </span>
            ))}
          </button>
          {settled.length > 1 && (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={dismissSettled}>
              Dismiss what is finished
            </Button>
          )}
        </div>
        {unfolded[place] && (
          <ul className={classes.jobs}>
            {urgentFirst(shown).map((job) => (
              <ImportRow
                key={job.id}
                job={job}
                onCancel={() => cancelImport(job.id)}
                onDismiss={() => dismiss(job.id)}
                onOpen={(sessionId) => openSession(job.id, sessionId)}
                onAddDuplicate={() => addDuplicate(job.id)}
                onShowPackage={() => setShownPackageId(job.id)}
              />
            ))}
            {waiting.map(({ key, file }) => (
              <li key={key} className={classes.job}>
                <span className={classes.name} title={file.name}>
                  {file.name}
                </span>
                <div className={classes.text}>Waiting for its turn</div>
                <div className={classes.answers}>
                  <CloseButton
                    size="sm"
                    aria-label={`Do not add “${file.name}”`}
                    onClick={() => {
                      noteFocus();
                      forgetWaiting(key);
                    }}
                  />
                </div>
              </li>
            ))}
          </ul>
        )}
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

/** Brings what is focused into view again where the tray, as it grew, took the place in which it stood. */
function keepFocusInView(trayHeight: number): void {
  const { activeElement } = document;
  if (!activeElement?.closest('main') || activeElement.tagName === 'MAIN') return;
  const { bottom } = activeElement.getBoundingClientRect();
  if (bottom > innerHeight - trayHeight && bottom <= innerHeight) {
    activeElement.scrollIntoView({ block: 'nearest' });
  }
}

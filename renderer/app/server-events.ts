import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { create } from 'zustand';
import type { LibraryStatus, ServerEvent } from '#shared/api-contract/library-contract';
import type { ExportJob } from '#shared/model/export-job';
import { type ImportJob, isSettled } from '#shared/model/import-job';
import type { CheckJob } from '#shared/model/library-check';
import { api } from './api-client';
import { queryKeys } from './queries/query-keys';

/** How long the stream may be silent before the user is told: shorter gaps mend themselves unseen. */
const TELL_AFTER_MS = 2_500;
const RESTART_AFTER_MS = 1_500;

type ConnectionState = { lost: boolean };

/** Whether the backend cannot be reached at the moment. */
export const useConnection = create<ConnectionState>(() => ({ lost: false }));

/** Puts what one event says into the cache. */
export function applyServerEvent(queryClient: QueryClient, event: ServerEvent): void {
  switch (event.type) {
    case 'import':
      queryClient.setQueryData<ImportJob[]>(queryKeys.imports, (jobs = []) => replaceJob(jobs, event.job));
      // It may have prepared the recording that is on the screen.
      if (isSettled(event.job)) queryClient.invalidateQueries({ queryKey: queryKeys.playbacks });
      return;
    case 'export':
      queryClient.setQueryData<ExportJob[]>(queryKeys.exports, (jobs = []) => replaceJob(jobs, event.job));
      return;
    case 'check':
      queryClient.setQueryData<CheckJob | null>(queryKeys.check, event.job);
      return;
    case 'sessions-changed':
      // A package that was taken in brings its sender's keys; a review that was submitted may have made one's own; an
      // original that was found again can be played.
      for (const queryKey of [
        queryKeys.sessions,
        queryKeys.reviewsOfSessions,
        queryKeys.comparisons,
        queryKeys.gatherings,
        queryKeys.debriefSteps,
        queryKeys.contacts,
        queryKeys.identity,
        queryKeys.playbacks,
      ]) {
        askAgain(queryClient, queryKey);
      }
      return;
    case 'notice':
      queryClient.setQueryData<LibraryStatus>(
        queryKeys.status,
        (status) => status && { ...status, notices: [...status.notices, event.notice] },
      );
  }
}

/**
 * Asks again for what an event made old. A first answer that is under way may have been given before the event, and a query
 * without an answer joins it instead of asking anew: those ask once more when it has come.
 */
function askAgain(queryClient: QueryClient, queryKey: QueryKey): void {
  const firstAnswers = queryClient
    .getQueryCache()
    .findAll({ queryKey, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined);
  queryClient.invalidateQueries({ queryKey });
  for (const query of firstAnswers) {
    const again = () => queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    query.promise?.then(again, () => {});
  }
}

function replaceJob<Job extends { id: string }>(jobs: readonly Job[], job: Job): Job[] {
  const known = jobs.some((candidate) => candidate.id === job.id);
  return known ? jobs.map((candidate) => (candidate.id === job.id ? job : candidate)) : [...jobs, job];
}

/** Watches the backend's one stream of events for as long as the page lives, through every interruption. */
export function useServerEvents(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    let tell: ReturnType<typeof setTimeout> | undefined;
    let restart: ReturnType<typeof setTimeout> | undefined;
    let interrupted = false;
    let stopped = false;
    let stop = () => {};

    function handleLive(live: boolean): void {
      if (stopped) return;
      if (!live) {
        interrupted = true;
        tell ??= setTimeout(() => useConnection.setState({ lost: true }), TELL_AFTER_MS);
        return;
      }
      clearTimeout(tell);
      tell = undefined;
      useConnection.setState({ lost: false });
      if (!interrupted) return;
      interrupted = false;
      // What was said during the gap is lost; all but reviews being edited is asked for again.
      queryClient.invalidateQueries({
        predicate: ({ queryKey: [kind] }) =>
          kind !== queryKeys.openedReview('')[0] && kind !== queryKeys.openedDebrief('')[0],
      });
    }

    function watch(): void {
      stop = api.events.watch({
        onEvent: (event) => applyServerEvent(queryClient, event),
        onLive: handleLive,
        onEnd: () => {
          if (stopped) return;
          handleLive(false);
          clearTimeout(restart);
          restart = setTimeout(watch, RESTART_AFTER_MS);
        },
      });
    }

    watch();
    return () => {
      stopped = true;
      clearTimeout(tell);
      clearTimeout(restart);
      stop();
    };
  }, [queryClient]);
}

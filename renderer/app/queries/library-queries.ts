import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { LibraryStatus } from '#shared/api-contract/library-contract';
import type { ExportJob } from '#shared/model/export-job';
import type { FrameworkReference } from '#shared/model/framework';
import type { IdentityStatus } from '#shared/model/identity';
import type { ImportJob } from '#shared/model/import-job';
import type { SessionDocument } from '#shared/model/session';
import { todayHere } from '../../ui/local-date';
import { api } from '../api-client';
import { queryKeys } from './query-keys';

const statusQuery = queryOptions({
  queryKey: queryKeys.status,
  queryFn: ({ signal }) => api.library.status(undefined, { signal }),
});

export const sessionListQuery = queryOptions({
  queryKey: queryKeys.sessionList,
  queryFn: ({ signal }) => api.sessions.list(undefined, { signal }),
});

const glanceQuery = queryOptions({
  queryKey: queryKeys.glance,
  queryFn: ({ signal }) => api.library.glance({ today: todayHere() }, { signal }),
});

/** Asks in one request for what the first screen needs, before anything is drawn; then for all sessions. */
export async function prefetchFirstScreen(queryClient: QueryClient): Promise<void> {
  void queryClient.prefetchQuery(statusQuery);
  await queryClient.prefetchQuery(glanceQuery);
  await queryClient.prefetchQuery(sessionListQuery);
  queryClient.removeQueries(glanceQuery);
}

/** What was prefetched of the sessions; nothing once all of them are there. It is never asked for again. */
export function useLibraryGlance() {
  return useQuery({ ...glanceQuery, enabled: false }).data;
}

export function useLibraryStatus() {
  return useQuery(statusQuery);
}

/** The person whose library this is. Only for screens that are shown once she has said who she is. */
export function useProfile() {
  const { data } = useLibraryStatus();
  if (!data?.profile) throw new Error('This screen needs a profile');
  return data.profile;
}

/** The user's own keys, as far as the page may know them. */
export function useIdentity() {
  return useQuery({
    queryKey: queryKeys.identity,
    queryFn: ({ signal }) => api.identity.status(undefined, { signal }),
  });
}

/** The people whose keys this library knows, by name. */
export function useContacts() {
  return useQuery({
    queryKey: queryKeys.contacts,
    queryFn: ({ signal }) => api.contacts.list(undefined, { signal }),
  });
}

export function useImports() {
  return useQuery({
    queryKey: queryKeys.imports,
    queryFn: ({ signal }) => api.imports.list(undefined, { signal }),
  });
}

/** Milliseconds after which an export that says nothing is asked about. */
const ASK_ABOUT_EXPORT_MS = 2_000;

/** One export; `undefined` until it is known, or when none is asked for. */
export function useExport(exportId: string | undefined): ExportJob | undefined {
  const { data } = useQuery({
    queryKey: queryKeys.exports,
    queryFn: ({ signal }) => api.exports.list(undefined, { signal }),
    enabled: exportId !== undefined,
    // Its last event may have come before the answer to this query, which then tells an older state.
    refetchInterval: ({ state }) => {
      const job = state.data?.find(({ id }) => id === exportId);
      return job === undefined || job.phase === 'writing' ? ASK_ABOUT_EXPORT_MS : false;
    },
  });
  return data?.find(({ id }) => id === exportId);
}

/** What is known of an ffmpeg on this system; looked for anew each time, since one may have been installed. */
export function useFfmpeg() {
  return useQuery({
    queryKey: queryKeys.ffmpeg,
    queryFn: ({ signal }) => api.ffmpeg.state(undefined, { signal }),
    staleTime: 0,
  });
}

export function useBackups() {
  return useQuery({
    queryKey: queryKeys.backupList,
    queryFn: ({ signal }) => api.backups.list(undefined, { signal }),
  });
}

/** What a backup holds, compared with the library at this moment. */
export function useBackup(name: string) {
  return useQuery({
    queryKey: queryKeys.backup(name),
    queryFn: ({ signal }) => api.backups.inspect({ name }, { signal }),
    gcTime: 0,
  });
}

export function useLibraryCheck() {
  return useQuery({
    queryKey: queryKeys.check,
    queryFn: ({ signal }) => api.check.current(undefined, { signal }),
  });
}

/** Ways to tell the cache what is known to have changed without waiting for the backend to say so. */
export function useCacheUpdates() {
  const queryClient = useQueryClient();
  return useMemo(
    () => ({
      sessionsChanged: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: queryKeys.sessions }),
          queryClient.invalidateQueries({ queryKey: queryKeys.reviewsOfSessions }),
          queryClient.invalidateQueries({ queryKey: queryKeys.comparisons }),
          queryClient.invalidateQueries({ queryKey: queryKeys.gatherings }),
        ]),
      ffmpegChanged: () => queryClient.invalidateQueries({ queryKey: queryKeys.ffmpeg }),
      backupsChanged: () => queryClient.invalidateQueries({ queryKey: queryKeys.backups }),
      frameworksChanged: () => queryClient.invalidateQueries({ queryKey: queryKeys.frameworks }),
      frameworkDraftsChanged: () => queryClient.invalidateQueries({ queryKey: queryKeys.frameworkDrafts }),
      frameworkRemoved: (framework: FrameworkReference) => {
        // Another may come under its name.
        queryClient.removeQueries({ queryKey: queryKeys.framework(framework) });
        return queryClient.invalidateQueries({ queryKey: queryKeys.frameworks });
      },
      identityChanged: (status?: IdentityStatus) =>
        status
          ? queryClient.setQueryData(queryKeys.identity, status)
          : queryClient.invalidateQueries({ queryKey: queryKeys.identity }),
      engagementsChanged: () => queryClient.invalidateQueries({ queryKey: queryKeys.engagementList }),
      competencyReviewsChanged: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: queryKeys.competencyReviews }),
          queryClient.invalidateQueries({ queryKey: queryKeys.competencyReports }),
        ]),
      contactsChanged: () => queryClient.invalidateQueries({ queryKey: queryKeys.contacts }),
      sessionUpdated: (session: SessionDocument) =>
        queryClient.setQueryData(queryKeys.session(session.id), session),
      statusRefetched: () => queryClient.invalidateQueries({ queryKey: queryKeys.status }),
      statusChanged: (change: (status: LibraryStatus) => LibraryStatus) =>
        queryClient.setQueryData<LibraryStatus>(queryKeys.status, (status) => status && change(status)),
      /** Begins again what was stopped or failed. */
      preparePlayback: async (sessionId: string) => {
        const playback = await api.recordings.prepare({ sessionId, again: true });
        queryClient.setQueryData(queryKeys.playback(sessionId), playback);
      },
      importDismissed: (importId: string) =>
        queryClient.setQueryData<ImportJob[]>(queryKeys.imports, (jobs) =>
          jobs?.filter((job) => job.id !== importId),
        ),
    }),
    [queryClient],
  );
}

import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Gathered, MinutesRequest } from '#shared/api-contract/debrief-contract';
import { api } from '../api-client';
import type { DebriefName } from '../routes';
import { queryKeys } from './query-keys';

/** The debriefs of a session, the newest first. */
export function useDebriefsOf(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.debriefsOf(sessionId),
    queryFn: ({ signal }) => api.debriefs.list({ sessionId }, { signal }),
    // What the group wrote meanwhile shows in it.
    staleTime: 0,
  });
}

/** Who has submitted by now; who is new gets an alias by being asked about. */
export function useGathering(name: DebriefName) {
  return useQuery({
    queryKey: queryKeys.gathering(name.debriefId),
    queryFn: () => api.debriefs.gather(name),
    staleTime: 0,
  });
}

/** A debrief as it was saved last, with what was scored alone: its stage goes on from there by itself. */
export function useOpenedDebrief(name: DebriefName) {
  return useQuery({
    queryKey: queryKeys.openedDebrief(name.debriefId),
    queryFn: ({ signal }) => api.debriefs.open(name, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    // Thousands of steps never change by themselves; comparing them would hold up the page.
    structuralSharing: false,
  });
}

function stepQuery(name: DebriefName, stepId: string) {
  return queryOptions({
    queryKey: queryKeys.debriefStep(name.debriefId, stepId),
    queryFn: ({ signal }) => api.debriefs.step({ ...name, stepId }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What was scored alone about one step. */
export function useDebriefStep(name: DebriefName, stepId: string) {
  return useQuery(stepQuery(name, stepId));
}

/** Asks ahead for steps that are likely to come next. */
export function usePrefetchSteps(name: DebriefName, stepIds: readonly string[]): void {
  const queryClient = useQueryClient();
  const key = JSON.stringify([name, stepIds]);
  useEffect(() => {
    const [asked, ids] = JSON.parse(key) as [DebriefName, string[]];
    for (const id of ids) void queryClient.prefetchQuery(stepQuery(asked, id));
  }, [queryClient, key]);
}

/** The minutes as they will print; those of before stay in sight while others are laid out. */
export function useMinutes(request: MinutesRequest) {
  return useQuery({
    queryKey: queryKeys.minutes(request),
    queryFn: ({ signal }) => api.debriefs.minutes(request, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Ways to tell the cache what became of a debrief. */
export function useDebriefUpdates({ sessionId, debriefId }: DebriefName) {
  const queryClient = useQueryClient();
  return useMemo(
    () => ({
      gathered: (gathered: Gathered) => queryClient.setQueryData(queryKeys.gathering(debriefId), gathered),
      listChanged: () => queryClient.invalidateQueries({ queryKey: queryKeys.debriefsOf(sessionId) }),
    }),
    [queryClient, sessionId, debriefId],
  );
}

import { useQuery } from '@tanstack/react-query';
import { api } from '../api-client';
import { queryKeys } from './query-keys';

export function useEngagements() {
  return useQuery({
    queryKey: queryKeys.engagementList,
    queryFn: ({ signal }) => api.engagements.list(undefined, { signal }),
  });
}

/** An engagement as it was saved last: its screen goes on from there by itself. */
export function useEngagement(engagementId: string) {
  return useQuery({
    queryKey: queryKeys.engagement(engagementId),
    queryFn: ({ signal }) => api.engagements.get({ engagementId }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** The owner's log of talks with mentors, with the rules it is held against. */
export function useMentoring() {
  return useQuery({
    queryKey: queryKeys.mentoring,
    queryFn: ({ signal }) => api.mentoring.get(undefined, { signal }),
  });
}

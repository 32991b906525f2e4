import { useQuery } from '@tanstack/react-query';
import type { FrameworkReference } from '#shared/model/framework';
import { api } from '../api-client';
import { queryKeys } from './query-keys';

export function useComparison(sessionId: string, framework: FrameworkReference) {
  return useQuery({
    queryKey: queryKeys.comparison(sessionId, framework),
    queryFn: ({ signal }) => api.reviews.compare({ sessionId, framework }, { signal }),
  });
}

/** What moving a draft to another framework would carry; asked anew each time, since the draft may have changed. */
export function useMovePlan(reviewId: string, framework: FrameworkReference) {
  return useQuery({
    queryKey: queryKeys.movePlan(reviewId, framework),
    queryFn: ({ signal }) => api.reviews.planMove({ reviewId, framework }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** The user's own submitted reviews under one framework, the earliest session first. */
export function useProgress(framework: FrameworkReference) {
  return useQuery({
    queryKey: queryKeys.progress(framework),
    queryFn: ({ signal }) => api.progress.sessions(framework, { signal }),
    // A review that was submitted or deleted meanwhile is seen at the next look.
    staleTime: 0,
  });
}

/** The sessions that came with a reference review. */
export function useCalibrations() {
  return useQuery({
    queryKey: queryKeys.calibration,
    queryFn: ({ signal }) => api.calibration.sessions(undefined, { signal }),
    // A review that was submitted meanwhile opens its reference.
    staleTime: 0,
  });
}

/** What the user quoted at moments of a kind in all her reviews. */
export function useOwnSayings(kind: string) {
  return useQuery({
    queryKey: queryKeys.sayings(kind),
    queryFn: ({ signal }) => api.phrases.list({ kind }, { signal }),
    // Other reviews, and what was taken out of them, may have changed since it was asked for last.
    staleTime: 0,
    gcTime: 0,
  });
}

import { useQuery } from '@tanstack/react-query';
import { api } from '../api-client';
import { sessionListQuery } from './library-queries';
import { queryKeys } from './query-keys';

export function useSessions() {
  return useQuery(sessionListQuery);
}

export function useSession(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.session(sessionId),
    queryFn: ({ signal }) => api.sessions.get({ sessionId }, { signal }),
  });
}

export function useAudit(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.audit(sessionId),
    queryFn: ({ signal }) => api.sessions.audit({ sessionId }, { signal }),
    // Opening a review is listed without a change of the session.
    staleTime: 0,
  });
}

/** What deleting would delete, asked anew each time it is looked at. */
export function useDeletionPlan(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.deletionPlan(sessionId),
    queryFn: ({ signal }) => api.sessions.planDeletion({ sessionId }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

export function useTrash() {
  return useQuery({
    queryKey: queryKeys.trash,
    queryFn: ({ signal }) => api.sessions.listTrash(undefined, { signal }),
  });
}

export function useReviewsOf(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.reviewsOf(sessionId),
    queryFn: ({ signal }) => api.reviews.listForSession({ sessionId }, { signal }),
  });
}

/** Milliseconds after which it is asked again whether a recording is prepared. */
const ASK_ABOUT_PLAYBACK_MS = 2_000;

/** From what a session's recording is played; asking begins to make what is missing of that. */
export function usePlayback(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.playback(sessionId),
    queryFn: () => api.recordings.prepare({ sessionId }),
    // What is made can be deleted at any time; the parts of one screen ask once.
    staleTime: 1_000,
    gcTime: 0,
    // Its last event may have come before the answer to this query.
    refetchInterval: ({ state }) => (state.data?.state === 'preparing' ? ASK_ABOUT_PLAYBACK_MS : false),
  });
}

/** Where the original of a linked recording is; asked again whenever the window comes back. */
export function useRecordingPlace(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.recordingPlace(sessionId),
    queryFn: ({ signal }) => api.sessions.recordingPlace({ sessionId }, { signal }),
    refetchOnWindowFocus: 'always',
    gcTime: 0,
  });
}

/** In how many places of what would be shared names would be replaced. */
export function useNamesCount(sessionId: string, reviewId: string | undefined) {
  return useQuery({
    queryKey: queryKeys.namesCount(sessionId, reviewId),
    queryFn: ({ signal }) => api.packages.countNames({ sessionId, reviewId }, { signal }),
    gcTime: 0,
  });
}

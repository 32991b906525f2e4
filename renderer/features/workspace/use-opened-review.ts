import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { v7 } from 'uuid';
import { api } from '../../app/api-client';
import { ApiError, errorMessage } from '../../app/api-error';
import { notifyError } from '../../app/notify';
import { queryKeys } from '../../app/queries/query-keys';
import { useConnection } from '../../app/server-events';
import { ReviewStore, type SendFailure } from '../../review-editing/review-store';

/** Refusals that no second try can mend: the same edits would be refused again. */
const FINAL_CODES = new Set(['CONFLICT', 'BAD_REQUEST', 'FORBIDDEN', 'NOT_FOUND']);

function describeFailure(error: unknown): SendFailure {
  return {
    message: errorMessage(error),
    isFinal: error instanceof ApiError && FINAL_CODES.has(error.code),
  };
}

/** Opens a review for its screen: reads it once, then keeps it in a store that saves every edit. */
export function useOpenedReview(reviewId: string): { store: ReviewStore | undefined; error: Error | null } {
  const queryClient = useQueryClient();
  const { data, error } = useQuery({
    queryKey: queryKeys.openedReview(reviewId),
    queryFn: () => api.reviews.open({ reviewId }),
    // The store is newer than any answer from here on; leaving the screen forgets it.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

  const store = useMemo(
    () =>
      data &&
      new ReviewStore({
        opened: data,
        send: (entries) => api.reviews.append({ reviewId, entries }),
        describeFailure,
        onRefused: (message) => {
          notifyError('Your last edit was not taken', new Error(message));
          queryClient.invalidateQueries({ queryKey: queryKeys.openedReview(reviewId) });
        },
        newId: () => v7(),
        now: () => new Date(),
      }),
    [data, reviewId, queryClient],
  );

  useEffect(() => {
    if (!store) return;
    const warn = (event: BeforeUnloadEvent) => {
      if (store.hasUnsaved) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      removeEventListener('beforeunload', warn);
      void store.flush();
      store.dispose();
    };
  }, [store]);

  const lost = useConnection((connection) => connection.lost);
  useEffect(() => {
    if (!lost) void store?.flush();
  }, [lost, store]);

  return { store, error };
}

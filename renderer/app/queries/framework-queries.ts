import { useQuery } from '@tanstack/react-query';
import type { FrameworkReference } from '#shared/model/framework';
import { api } from '../api-client';
import { queryKeys } from './query-keys';

export function useFrameworks() {
  return useQuery({
    queryKey: queryKeys.frameworks,
    queryFn: ({ signal }) => api.frameworks.list(undefined, { signal }),
  });
}

export function useFramework(framework: FrameworkReference) {
  return useQuery({
    queryKey: queryKeys.framework(framework),
    queryFn: ({ signal }) => api.frameworks.get(framework, { signal }),
    // An edition never changes under its name.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useFrameworkDrafts() {
  return useQuery({
    queryKey: queryKeys.frameworkDrafts,
    queryFn: ({ signal }) => api.frameworkDrafts.list(undefined, { signal }),
  });
}

/** A framework that is being written, as it was saved last: its editor goes on from there by itself. */
export function useFrameworkDraft(draftId: string) {
  return useQuery({
    queryKey: queryKeys.frameworkDraft(draftId),
    queryFn: ({ signal }) => api.frameworkDrafts.get({ draftId }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

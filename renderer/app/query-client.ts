import { QueryClient } from '@tanstack/react-query';
import { isUnreachable } from './api-error';

/** The backend tells the page what changed, so nothing is fetched again on focus or on a timer. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The backend is on this machine: being off line says nothing about it.
      networkMode: 'always',
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && isUnreachable(error),
      retryDelay: 400,
    },
    mutations: { networkMode: 'always' },
  },
});

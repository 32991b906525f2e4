import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Router } from 'wouter';
import { cssVariablesResolver } from './css-variables';
import { useHashPath, useHashSearch } from './hash-location';
import { queryClient } from './query-client';
import { theme } from './theme';

export function Providers({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <Notifications position="bottom-left" limit={4} />
        <Router hook={useHashPath} searchHook={useHashSearch}>
          {children}
        </Router>
      </MantineProvider>
    </QueryClientProvider>
  );
}

import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './fonts.css';
import './page.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { ErrorBoundary } from './error-boundary';
import { Providers } from './providers';
import { prefetchFirstScreen } from './queries/library-queries';
import { queryClient } from './query-client';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root"');

void prefetchFirstScreen(queryClient);

createRoot(root).render(
  <StrictMode>
    <Providers>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </Providers>
  </StrictMode>,
);

import { Button } from '@mantine/core';
import { errorMessage, isUnreachable, UNREACHABLE_MESSAGE } from './api-error';
import { AppRoutes } from './app-routes';
import { useStoredColourScheme } from './colour-scheme';
import { ConnectionNotice } from './connection-notice';
import { MessageScreen } from './message-screen';
import { useLibraryStatus } from './queries/library-queries';
import { useServerEvents } from './server-events';

export function App() {
  useServerEvents();
  const status = useLibraryStatus();
  useStoredColourScheme(status.data?.profile?.preferences.colourScheme);

  if (status.data) {
    return (
      <>
        <ConnectionNotice />
        <AppRoutes status={status.data} />
      </>
    );
  }
  if (status.isError) {
    return (
      <MessageScreen
        title={isUnreachable(status.error) ? 'Concordance stopped' : 'The library could not be opened'}
        text={isUnreachable(status.error) ? UNREACHABLE_MESSAGE : errorMessage(status.error)}
      >
        <Button onClick={() => status.refetch()} loading={status.isFetching}>
          Try again
        </Button>
      </MessageScreen>
    );
  }
  return null;
}

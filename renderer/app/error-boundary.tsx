import { Button } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { errorMessage } from './api-error';
import { MessageScreen } from './message-screen';

type State = { error?: unknown };

/** Keeps a defect of one screen from blanking the page, and says in plain words what can be done. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!('error' in this.state)) return this.props.children;
    return (
      <MessageScreen
        title="This screen could not be shown"
        text="A defect in Concordance stopped it. What was shown as saved is safe."
        detail={errorMessage(this.state.error)}
      >
        <Button onClick={() => location.reload()}>Load the page again</Button>
        <Button
          variant="default"
          onClick={() => {
            location.hash = '/';
            this.setState({ error: undefined } satisfies State);
            location.reload();
          }}
        >
          Go to the library
        </Button>
      </MessageScreen>
    );
  }
}

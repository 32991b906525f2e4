import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { errorMessage } from './api-error';

/** Tells of something that was asked for and did not happen; stays until it is dismissed. */
export function notifyError(title: string, error: unknown): void {
  notifications.show({
    title,
    message: errorMessage(error),
    color: 'red',
    autoClose: false,
    role: 'alert',
    closeButtonProps: { 'aria-label': 'Dismiss' },
  });
}

/** Tells of something that happened, long enough to use the action it may offer. */
export function notifyDone(message: ReactNode, id?: string): void {
  notifications.show({
    ...(id !== undefined && { id }),
    message,
    autoClose: 8_000,
    role: 'status',
    closeButtonProps: { 'aria-label': 'Dismiss' },
  });
}

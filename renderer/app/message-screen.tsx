import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './message-screen.module.css';

type MessageScreenProps = { title: string; text: string; detail?: string; children?: ReactNode };

/** A whole screen for one message and what can be done about it. */
export function MessageScreen({ title, text, detail, children }: MessageScreenProps) {
  return (
    <main className={classes.screen}>
      <div className={classes.message} role="alert">
        <Title order={1}>{title}</Title>
        <Text mt="sm">{text}</Text>
        {detail && (
          <Text size="sm" c="dimmed" mt="xs">
            {detail}
          </Text>
        )}
        {children && <div className={classes.actions}>{children}</div>}
      </div>
    </main>
  );
}

import { BrowserWindow, ipcMain } from 'electron';
import type { z } from 'zod';
import { isTrustedSender } from './program-origin';

/**
 * Answers `ipcRenderer.invoke(channel, message)`: only for the top frame of our own page, and only for one message
 * that fits the schema. The handler gets the parsed message and the window it came from.
 */
export function handleChecked<Schema extends z.ZodType, Reply>(
  channel: string,
  schema: Schema,
  handler: (message: z.output<Schema>, window: BrowserWindow) => Promise<Reply>,
): void {
  ipcMain.handle(channel, async (event, ...messages: unknown[]): Promise<Reply> => {
    // Read before anything is awaited: Electron answers null for a frame that has navigated since.
    if (!isTrustedSender(event.senderFrame)) throw new Error(`${channel}: not from the program's own page`);
    const window = BrowserWindow.fromWebContents(event.sender);
    if (window === null) throw new Error(`${channel}: the window is gone`);
    if (messages.length > 1) throw new Error(`${channel}: one message expected`);
    return handler(schema.parse(messages[0]), window);
  });
}

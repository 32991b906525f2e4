import { EventEmitter } from 'node:events';

type InvokeHandler = (event: object, ...messages: unknown[]) => unknown;

const handlers = new Map<string, InvokeHandler>();

/** Electron's `ipcMain`, for `handle`. */
export const ipcMain = Object.assign(new EventEmitter(), {
  handle(channel: string, handler: InvokeHandler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  removeHandler: (channel: string): void => void handlers.delete(channel),
});

export type InvokeOutcome = { reply: unknown } | { error: string };

/** Runs a handler as Electron does: messages and replies are cloned, of an error only its text arrives. */
export async function invokeHandler(
  event: object,
  channel: string,
  messages: unknown[],
): Promise<InvokeOutcome> {
  try {
    const handler = handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return { reply: structuredClone(await handler(event, ...structuredClone(messages))) };
  } catch (error) {
    return { error: `Error invoking remote method '${channel}': ${String(error)}` };
  }
}

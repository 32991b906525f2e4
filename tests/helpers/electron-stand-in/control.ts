import { createInterface } from 'node:readline';

/**
 * How a test steers the stand-in and learns what happened: one JSON object a line, commands on standard input, records
 * on standard output. Lines of the program itself that are no such record pass between them.
 */
export type StandInRecord = { standIn: string; [detail: string]: unknown };

type Command = { id: number; command: string; argument?: unknown };
type CommandHandler = (argument: unknown) => unknown;

const handlers = new Map<string, CommandHandler>();

/** Tells the test what happened. */
export function record(kind: string, details: Record<string, unknown> = {}): void {
  process.stdout.write(`${JSON.stringify({ standIn: kind, ...details })}\n`);
}

/** Offers a command to the test; what the handler returns or throws is the reply. */
export function onCommand(command: string, handler: CommandHandler): void {
  handlers.set(command, handler);
}

/**
 * Listens for commands where the environment asks for it. When the test that steers is gone, so is the reason to run:
 * `onGone` is called at the end of the input.
 */
export function listenForCommands(onGone: () => void): void {
  if (process.env.ELECTRON_STAND_IN_CONTROL !== '1') return;
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => void obey(JSON.parse(line) as Command));
  lines.on('close', onGone);
}

async function obey({ id, command, argument }: Command): Promise<void> {
  try {
    const handler = handlers.get(command);
    if (handler === undefined) throw new Error(`The stand-in has no command "${command}"`);
    record('reply', { id, value: await handler(argument) });
  } catch (error) {
    record('reply', { id, error: error instanceof Error ? error.message : String(error) });
  }
}

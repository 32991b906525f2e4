import type { Log } from '../../backend/backend';

/** A log of one line an entry on standard error, where it does not mix with what the program prints for its user. */
export function createStderrLog(now: () => Date): Log {
  function write(
    level: 'info' | 'error',
    message: string,
    details?: Readonly<Record<string, unknown>>,
  ): void {
    const suffix = details === undefined ? '' : ` ${JSON.stringify(details, errorsAsText)}`;
    process.stderr.write(`${now().toISOString()} ${level} ${message}${suffix}\n`);
  }
  return {
    info: (message, details) => write('info', message, details),
    error: (message, details) => write('error', message, details),
  };
}

/** JSON shows an Error as `{}`, which would hide the one thing that matters. */
function errorsAsText(_key: string, value: unknown): unknown {
  if (value instanceof Error) return value.stack ?? value.message;
  return typeof value === 'bigint' ? value.toString() : value;
}

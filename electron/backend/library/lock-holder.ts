import { hostname } from 'node:os';
import { z } from 'zod';
import { UserError } from '../user-error';

/** What a lock says of the process that has the library. */
export const lockSchema = z.object({
  processId: z.number().int().positive(),
  processStartedAt: z.string(),
  /** The machine's name; absent in locks of earlier versions, which were all of this one. */
  machine: z.string().optional(),
  /** ISO 8601 date and time at which the library was opened. */
  since: z.string().optional(),
});
export type LockHolder = z.infer<typeof lockSchema>;

/** Thrown when another Concordance has the library; it may be opened for reading meanwhile. */
export class LibraryTakenError extends UserError {
  override name = 'LibraryTakenError';

  constructor(readonly holder: LockHolder) {
    super(
      'conflict',
      isOnThisMachine(holder)
        ? `This library is already open in ${describeHolder(holder)}. Close that one first, or open the library for reading: it is changed by one program at a time.`
        : `This library is open in ${describeHolder(holder)}. Close it there first, or open the library for reading. If Concordance does not run on that computer any more, delete the file “library.lock” in the library’s folder, then open it again.`,
    );
  }
}

/**
 * This machine's name as locks carry it. Without its domain, which changes with the network it is in.
 */
export function machineName(): string {
  return (hostname().split('.')[0] ?? '').toLowerCase();
}

/**
 * Whether a lock was made here, so that its process can be looked for. One of another machine, in a synced folder or on
 * a network drive, is always taken as held: nobody here can tell whether that process still runs, and two writers would
 * lose what one of them saved.
 */
export function isOnThisMachine({ machine }: LockHolder): boolean {
  return machine === undefined || machine === machineName();
}

/** As in “another Concordance (process 4711 on this computer, since 18:30 on 22 November 2026)”. */
export function describeHolder(holder: LockHolder): string {
  const where = isOnThisMachine(holder) ? '' : ` on the computer “${holder.machine}”`;
  const since = holder.since === undefined ? '' : `, since ${describeTime(holder.since)}`;
  return `another Concordance (process ${holder.processId}${where}${since})`;
}

function describeTime(since: string): string {
  const at = new Date(since);
  if (Number.isNaN(at.getTime())) return 'a time that cannot be read';
  return at.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' });
}

export function parseLock(text: string): LockHolder | undefined {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

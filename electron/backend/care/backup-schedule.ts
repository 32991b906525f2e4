import type { Log } from '../backend';
import type { Library } from '../library/library';
import { UserError } from '../user-error';

/** After the start, so that the first screen does not wait for it. */
const AFTER_START_MS = 10_000;
/** How long it may take at most until a new day is noticed: a machine that slept tells nobody. */
const LONGEST_WAIT_MS = 60 * 60 * 1_000;
/** Past midnight by this much, so that a clock that is set back a little does not make it yesterday again. */
const AFTER_MIDNIGHT_MS = 5_000;

export type BackupSchedule = {
  /** Waits for a backup that is being made. */
  close(): Promise<void>;
};

/** Makes the backup of each day: soon after the start where it is missing, then whenever midnight has passed. */
export function scheduleBackups({
  library,
  now,
  log,
  tell,
  afterStartMs = AFTER_START_MS,
}: {
  library: Library;
  now: () => Date;
  log: Log;
  /** Tells the user; a failure is told once a day. */
  tell: (message: string) => void;
  afterStartMs?: number;
}): BackupSchedule {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  let toldOn: string | undefined;
  let isClosed = false;

  function wait(delayMs: number): void {
    if (isClosed) return;
    timer = setTimeout(() => {
      working = makeTodays().finally(() => wait(untilNextLook(now())));
    }, delayMs);
    timer.unref();
  }

  async function makeTodays(): Promise<void> {
    try {
      if (isEmpty(library) || !(await library.backups.isTodaysMissing())) return;
      await library.backups.make('daily');
    } catch (error) {
      log.error('The backup of the day failed', { error: String(error) });
      const today = now().toDateString();
      if (toldOn === today) return;
      toldOn = today;
      const reason = error instanceof UserError ? error.message : 'The reason is in the log.';
      tell(`Today’s backup could not be made; it is tried again. Your library itself is safe. ${reason}`);
    }
  }

  wait(afterStartMs);
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await working;
    },
  };
}

/** Whether there is nothing yet that could be lost. */
function isEmpty(library: Library): boolean {
  return library.profile.current === undefined && library.index.list().length === 0;
}

function untilNextLook(at: Date): number {
  const midnight = new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1);
  return Math.min(LONGEST_WAIT_MS, midnight.getTime() + AFTER_MIDNIGHT_MS - at.getTime());
}

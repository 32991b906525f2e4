import { dirname } from 'node:path';
import { DRIVE_LIMIT_MS } from '../media/examining/slow-drive';
import { UserError } from '../user-error';

/**
 * Operations on files outside of the library that are under way at once. Node has four threads for all files, and one
 * that waits for a drive is lost until it answers: the others are there to save reviews with.
 */
const MOST_UNDER_WAY = 2;

/** Runs an operation on one file; rejects where its drive does not answer. */
export type AskDrive = <Result>(operation: () => Promise<Result>) => Promise<Result>;

/**
 * The drives on which linked recordings lie. What is asked of one that does not answer is left behind, since the system
 * offers no way to take it back; until then, more is refused at once.
 */
export class OutsideFiles {
  readonly #silentFolders = new Map<string, number>();
  readonly #waiting = new Set<() => void>();
  #underWay = 0;

  constructor(private readonly limitMs = DRIVE_LIMIT_MS) {}

  /** How a file is to be asked for; `fileName` is for the words to the user. */
  at(path: string, fileName: string): AskDrive {
    return (operation) => this.#ask(dirname(path), fileName, operation);
  }

  #ask<Result>(folder: string, fileName: string, operation: () => Promise<Result>): Promise<Result> {
    if (this.#silentFolders.has(folder)) return Promise.reject(driveIsSilent(fileName));
    return new Promise((resolve, reject) => {
      let isLate = false;
      let isBegun = false;
      const begin = () => {
        this.#waiting.delete(begin);
        isBegun = true;
        this.#underWay += 1;
        operation()
          .then(resolve, reject)
          .finally(() => {
            clearTimeout(timer);
            this.#underWay -= 1;
            if (isLate) this.#count(folder, -1);
            for (const next of this.#waiting) {
              next();
              break;
            }
          });
      };
      const timer = setTimeout(() => {
        isLate = true;
        this.#waiting.delete(begin);
        if (isBegun) this.#count(folder, 1);
        reject(driveIsSilent(fileName));
      }, this.limitMs);
      if (this.#underWay < MOST_UNDER_WAY) begin();
      else this.#waiting.add(begin);
    });
  }

  #count(folder: string, change: number): void {
    const count = (this.#silentFolders.get(folder) ?? 0) + change;
    if (count > 0) this.#silentFolders.set(folder, count);
    else this.#silentFolders.delete(folder);
  }
}

function driveIsSilent(fileName: string): UserError {
  return new UserError(
    'storage',
    `The drive on which “${fileName}” lies does not answer. Your review is safe, and you can go on with it. Check the network or the cable: the recording plays again when the drive answers.`,
  );
}

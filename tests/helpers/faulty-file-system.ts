import type { FileHandle } from 'node:fs/promises';
import { type FileSystem, nodeFileSystem } from '../../electron/backend/library/file-system';

/**
 * What goes wrong, and at which operation, counted from 0.
 *
 * - `fails`: that operation is refused by the disk, all others work
 * - `dies`: the process ends there, so that nothing happens any more, no clearing up either
 *
 * A write that goes wrong leaves the first half of its bytes.
 */
export type Fault = { at: number; way: 'fails' | 'dies'; code?: string };

export type FaultyFileSystem = {
  fileSystem: FileSystem;
  /** The name of every operation so far, those on open files included. */
  operations: string[];
  /** Lets another operation go wrong, from now on. */
  arm(fault: Fault): void;
};

const OPERATIONS_OF_FILES = new Set(['writeFile', 'appendFile', 'sync', 'datasync', 'close']);

/** The real file system, in which one operation goes wrong; all work where no fault is given. */
export function makeFaultyFileSystem(first?: Fault): FaultyFileSystem {
  let fault = first;
  const operations: string[] = [];

  async function pass<Result>(
    name: string,
    run: () => Promise<Result>,
    runHalf?: () => Promise<unknown>,
  ): Promise<Result> {
    const at = operations.push(name) - 1;
    if (fault && (at === fault.at || (fault.way === 'dies' && at > fault.at))) {
      if (at === fault.at) await runHalf?.();
      throw Object.assign(new Error(`injected at ${at}: ${name}`), { code: fault.code ?? 'EIO' });
    }
    return run();
  }

  function wrapFile(file: FileHandle): FileHandle {
    return new Proxy(file, {
      get(target, name: keyof FileHandle) {
        const member: unknown = target[name];
        if (typeof member !== 'function') return member;
        const call = (...words: unknown[]) => Promise.resolve(Reflect.apply(member, target, words));
        const written = String(name);
        if (!OPERATIONS_OF_FILES.has(written)) return call;
        return (...words: unknown[]) => {
          // A process that dies lets go of its files.
          if (written === 'close') return call().then(() => pass('file.close', async () => {}));
          const isWrite = written === 'writeFile' || written === 'appendFile';
          const callHalf = isWrite ? () => call(firstHalf(words[0])) : undefined;
          return pass(`file.${written}`, () => call(...words), callHalf);
        };
      },
    });
  }

  const fileSystem = Object.fromEntries(
    Object.entries(nodeFileSystem).map(([name, operation]) => {
      const call = (...words: unknown[]) =>
        pass(name, () => Promise.resolve(Reflect.apply(operation, undefined, words)));
      if (name !== 'open') return [name, call];
      return [name, async (...words: unknown[]) => wrapFile((await call(...words)) as FileHandle)];
    }),
  ) as unknown as FileSystem;
  return {
    fileSystem,
    operations,
    arm: (next) => {
      fault = next;
    },
  };
}

function firstHalf(content: unknown): string | Uint8Array {
  if (typeof content === 'string') return content.slice(0, Math.floor(content.length / 2));
  if (content instanceof Uint8Array) return content.subarray(0, content.length >> 1);
  throw new Error('Only texts and bytes are written here');
}

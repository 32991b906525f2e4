import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { projectFolder } from './ensure-built';
import { temporaryKeyFolder } from './temporary-key-folder';

export type ExitFacts = { code: number | null; signal: NodeJS.Signals | null };

/** A started program whose lines can be waited for. What it printed is in the error when it ends too early. */
export class ProgramProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<ExitFacts>;
  /** Every line of standard output, and of standard error with "! " before it. */
  readonly lines: string[] = [];
  readonly #watchers = new Set<() => void>();
  #exit: ExitFacts | undefined;

  /** @param words what follows Node on the command line */
  constructor(words: readonly string[], environment: Record<string, string> = {}) {
    // NODE_OPTIONS of a test runner would load its own hooks into the program.
    const { NODE_OPTIONS: _runners, ...inherited } = process.env;
    this.child = spawn(process.execPath, [...words], {
      cwd: projectFolder,
      env: { ...inherited, CONCORDANCE_KEYS: temporaryKeyFolder(), ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.exited = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code, signal) => {
        this.#exit = { code, signal };
        resolve(this.#exit);
        this.#notify();
      });
    });
    this.#collect(this.child.stdout, '');
    this.#collect(this.child.stderr, '! ');
  }

  #collect(stream: NodeJS.ReadableStream | null, prefix: string): void {
    if (stream === null) return;
    createInterface({ input: stream }).on('line', (line) => {
      this.lines.push(prefix + line);
      this.#notify();
    });
  }

  #notify(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** Resolves to what `find` returns for the first line for which that is not undefined, from line `from` on. */
  waitForLine<Found>(
    find: (line: string) => Found | undefined,
    { timeoutMilliseconds = 30_000, from = 0 } = {},
  ): Promise<Found> {
    return new Promise((resolve, reject) => {
      let next = from;
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        settle();
      };
      const fail = (what: string) =>
        finish(() => reject(new Error(`${what}. It printed:\n${this.lines.join('\n')}`)));
      const look = () => {
        for (; next < this.lines.length; next += 1) {
          const found = find(this.lines[next] ?? '');
          if (found !== undefined) return finish(() => resolve(found));
        }
        if (this.#exit !== undefined) fail(`The program ended (${this.#exit.code ?? this.#exit.signal})`);
        return undefined;
      };
      const timer = setTimeout(() => fail(`Waited for ${timeoutMilliseconds} ms`), timeoutMilliseconds);
      this.#watchers.add(look);
      look();
    });
  }

  /** Ends it at once, as a crash or a power cut would. */
  async kill(): Promise<ExitFacts> {
    this.child.kill('SIGKILL');
    return this.exited;
  }

  /** Asks it to end, and kills it when it does not within ten seconds. */
  async stop(): Promise<ExitFacts> {
    this.child.kill('SIGTERM');
    const cutOff = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    const facts = await this.exited;
    clearTimeout(cutOff);
    return facts;
  }
}

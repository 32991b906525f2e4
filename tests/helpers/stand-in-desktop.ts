import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { StandInRecord } from './electron-stand-in/control';
import { PLACE_HEADER } from './electron-stand-in/protocol';
import { ensureBuilt, projectFolder } from './ensure-built';
import { type ExitFacts, ProgramProcess } from './program-process';
import { makeTemporaryFolder } from './temporary-folder';

export type StandInOptions = {
  /** A temporary one, removed by `close`, when absent. */
  libraryFolder?: string;
  /** Electron's own folder for the user; pass it again to start the same program a second time. */
  userDataFolder?: string;
  /** What else stands on the command line, such as files to open. */
  arguments?: readonly string[];
  environment?: Record<string, string>;
  /** Another main file than the program's. */
  mainFile?: string;
};

/** The real built main process and preload under the stand-in for `electron`. */
export class StandInDesktop {
  #browser: Browser | undefined;
  #lastCommand = 0;
  readonly #removeFolders: () => Promise<void>;

  constructor(
    readonly process: ProgramProcess,
    readonly libraryFolder: string,
    readonly userDataFolder: string,
    removeFolders: () => Promise<void>,
  ) {
    this.#removeFolders = removeFolders;
  }

  /** Everything the stand-in recorded so far, of one kind. */
  records(kind: string): StandInRecord[] {
    return this.process.lines
      .flatMap((line) => parseRecord(line) ?? [])
      .filter((record) => record.standIn === kind);
  }

  /** Waits for a record that fits, also one that is there already. */
  waitFor(kind: string, fits: (record: StandInRecord) => boolean = () => true): Promise<StandInRecord> {
    return this.process.waitForLine((line) => {
      const record = parseRecord(line);
      return record?.standIn === kind && fits(record) ? record : undefined;
    });
  }

  /** Steers the stand-in (see `onCommand` there); rejects with its refusal. */
  async command(command: string, argument?: unknown): Promise<unknown> {
    this.#lastCommand += 1;
    const id = this.#lastCommand;
    this.process.child.stdin?.write(`${JSON.stringify({ id, command, argument })}\n`);
    const reply = await this.waitFor('reply', (record) => record.id === id);
    if (reply.error !== undefined) throw new Error(String(reply.error));
    return reply.value;
  }

  /** What the next dialog of this kind is answered with. */
  async answerDialog(method: 'showOpenDialog' | 'showSaveDialog', answer: object): Promise<void> {
    await this.command('answerDialog', { method, answer });
  }

  /** Asks the handler of `app://concordance` directly, without a page. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = await this.waitFor('protocol', (record) => record.scheme === 'app');
    const headers = new Headers(init.headers);
    headers.set(PLACE_HEADER, 'concordance.app.localhost');
    return fetch(new URL(path, String(origin)), { ...init, headers });
  }

  /** The window's page, once it is loaded. */
  async page(): Promise<Page> {
    await this.waitFor('loaded');
    const { cdpEndpoint } = await this.waitFor('chromium');
    this.#browser ??= await chromium.connectOverCDP(String(cdpEndpoint));
    const pages = this.#browser.contexts().flatMap((context) => context.pages());
    const page = pages.find((candidate) => candidate.url().startsWith('http://concordance.app.localhost/'));
    if (page === undefined) throw new Error('The window shows another page');
    return page;
  }

  /** Quits as the menu's entry does. */
  async quit(): Promise<ExitFacts> {
    await this.command('quit');
    return this.process.exited;
  }

  kill(): Promise<ExitFacts> {
    return this.process.kill();
  }

  /** Stops it if it runs and removes its temporary folders. */
  async close(): Promise<void> {
    await this.#browser?.close().catch(() => {});
    await this.process.stop();
    await this.#removeFolders();
  }
}

/** Starts the stand-in and waits until the program answers requests of its page. */
export async function startStandInDesktop(options: StandInOptions = {}): Promise<StandInDesktop> {
  if (options.mainFile === undefined) await ensureBuilt();
  const folder = await makeTemporaryFolder('desktop');
  const libraryFolder = options.libraryFolder ?? join(folder.path, 'library');
  const userDataFolder = options.userDataFolder ?? join(folder.path, 'user-data');
  const program = new ProgramProcess(
    [
      ...['--import', join(projectFolder, 'tests/helpers/electron-stand-in/register.mjs')],
      options.mainFile ?? join(projectFolder, 'out/main/index.js'),
      ...['--library', libraryFolder],
      `--user-data-dir=${userDataFolder}`,
      ...(options.arguments ?? []),
    ],
    { ELECTRON_STAND_IN_CONTROL: '1', ...options.environment },
  );
  const desktop = new StandInDesktop(program, libraryFolder, userDataFolder, folder.remove);
  try {
    await desktop.waitFor('protocol');
    return desktop;
  } catch (error) {
    await program.kill();
    await folder.remove();
    throw error;
  }
}

function parseRecord(line: string): StandInRecord | undefined {
  if (!line.startsWith('{"standIn":')) return undefined;
  return JSON.parse(line) as StandInRecord;
}

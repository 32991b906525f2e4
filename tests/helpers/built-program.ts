import { join } from 'node:path';
import { ensureBuilt, projectFolder } from './ensure-built';
import { type ExitFacts, ProgramProcess } from './program-process';
import { makeTemporaryFolder } from './temporary-folder';

export type BuiltProgramOptions = {
  /** A temporary one, removed by `close`, when absent. */
  libraryFolder?: string;
  /** Where the program lies that is started, as a folder with `out/main`; that of the project when absent. */
  programFolder?: string;
  port?: number;
  environment?: Record<string, string>;
  arguments?: readonly string[];
};

/** The built browser host as a process of its own. */
export type BuiltProgram = {
  process: ProgramProcess;
  libraryFolder: string;
  /** Without path and token. */
  origin: string;
  /** The cookie that the first printed address was exchanged for, as `name=value`, for requests without a browser. */
  cookie: string;
  /** Presses Enter in its terminal: an address with a token, which lets one browser in. */
  newAddress(): Promise<string>;
  /** A request as the page would send it. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Asks it to end, as Ctrl+C does. */
  stop(): Promise<ExitFacts>;
  /** `kill -9`. */
  kill(): Promise<ExitFacts>;
  /** Stops it if it runs and removes its temporary library. */
  close(): Promise<void>;
};

/** Starts the built browser host on a library and waits until it says its address. */
export async function startBuiltProgram(options: BuiltProgramOptions = {}): Promise<BuiltProgram> {
  await ensureBuilt();
  const temporary = options.libraryFolder === undefined ? await makeTemporaryFolder('library') : undefined;
  const libraryFolder = options.libraryFolder ?? temporary?.path ?? '';
  const program = new ProgramProcess(
    [
      join(options.programFolder ?? projectFolder, 'out/main/server.js'),
      '--no-open',
      ...['--library', libraryFolder],
      ...['--port', String(options.port ?? 0)],
      ...(options.arguments ?? []),
    ],
    options.environment,
  );
  try {
    const address = await program.waitForLine(printedAddress);
    const { origin } = new URL(address);
    const cookie = await exchangeToken(address);
    let lastAddress = Promise.resolve(address);
    return {
      process: program,
      libraryFolder,
      origin,
      cookie,
      newAddress: () => {
        // One after the other: each address lets in one browser only.
        lastAddress = lastAddress.then(() => {
          const from = program.lines.length;
          program.child.stdin?.write('\n');
          return program.waitForLine(printedAddress, { from });
        });
        return lastAddress;
      },
      fetch: (path, init) => fetchAsPage(origin, cookie, path, init),
      stop: () => program.stop(),
      kill: () => program.kill(),
      close: async () => {
        await program.stop();
        await temporary?.remove();
      },
    };
  } catch (error) {
    await program.kill();
    await temporary?.remove();
    throw error;
  }
}

function printedAddress(line: string): string | undefined {
  return /^Concordance is open at (\S+)$/.exec(line)?.[1];
}

/** Opens the printed address without a browser; returns the cookie as `name=value`. */
export async function exchangeToken(address: string): Promise<string> {
  const response = await fetch(address, { redirect: 'manual' });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (response.status !== 303 || cookie === undefined) {
    throw new Error(`The address was answered with ${response.status} and no cookie`);
  }
  return cookie;
}

/** Sends a request with the cookie and the headers that a browser adds to it. */
export function fetchAsPage(
  origin: string,
  cookie: string,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('cookie', cookie);
  headers.set('origin', origin);
  return fetch(new URL(path, origin), { ...init, headers });
}

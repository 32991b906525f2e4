import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createBackend } from './backend/create-backend';
import { ArgumentError, type BrowserHostArguments, HELP, readArguments } from './hosts/browser/arguments';
import { withLoopbackGuard } from './hosts/browser/guard';
import { LaunchTokens } from './hosts/browser/launch-tokens';
import { type Listener, listen } from './hosts/browser/listen';
import { openBrowser } from './hosts/browser/open-browser';
import { makeSecret } from './hosts/browser/secrets';
import { describeStartFailure } from './hosts/browser/start-failure';
import { hostDependencies } from './hosts/shared/backend-dependencies';
import { createFileKeyVault } from './hosts/shared/key-folder';
import { chooseLibraryFolder } from './hosts/shared/library-folder';

/** How long a printed address can be used: time enough to carry it to another browser. */
const PRINTED_LIFETIME_MS = 10 * 60_000;
/** How long the address on the browser's command line can be used: as long as a browser may take to start. */
const OPENED_LIFETIME_MS = 2 * 60_000;

/** 0: closed when asked to. 1: could not start or could not close properly. 2: the command line was wrong. */
async function run(choices: BrowserHostArguments): Promise<number> {
  const libraryFolder = chooseLibraryFolder(choices.library);
  const dependencies = hostDependencies({
    entryFolder: import.meta.dirname,
    libraryFolder,
    access: choices.readsOnly ? 'reading' : 'full',
    // A page in a browser must not name paths: whoever reaches it would reach every file of the user.
    addsByPath: false,
    chosenFfmpeg: async () => (choices.ffmpeg === undefined ? undefined : resolve(choices.ffmpeg)),
    createKeyVault: createFileKeyVault,
  });
  if (choices.wants !== 'run') {
    process.stdout.write(choices.wants === 'help' ? HELP : `${dependencies.version}\n`);
    return 0;
  }

  // Asked for before the library is opened, so that Ctrl+C during a long recovery closes it properly too.
  const toldToStop = untilToldToStop();
  const launchTokens = new LaunchTokens();
  const cookieSecret = makeSecret();
  const backend = await createBackend(dependencies);
  let listener: Listener;
  try {
    listener = await listen({
      port: choices.port,
      handlerFor: (origin) => withLoopbackGuard(backend.fetch, { origin, cookieSecret }, launchTokens),
    });
  } catch (error) {
    await backend.close();
    throw error;
  }

  const launchAddress = (lifetimeMs: number) => `${listener.origin}/?token=${launchTokens.issue(lifetimeMs)}`;
  const printAddress = () =>
    process.stdout.write(`Concordance is open at ${launchAddress(PRINTED_LIFETIME_MS)}\n`);
  printAddress();
  // One of its own: other accounts of the machine can read the command line of the browser, but not the terminal.
  if (choices.opensBrowser) await openBrowser(launchAddress(OPENED_LIFETIME_MS));
  createInterface({ input: process.stdin }).on('line', printAddress);

  await toldToStop;
  // The backend first: what was acknowledged is written while its answers can still be sent.
  try {
    await backend.close();
  } finally {
    await listener.close();
  }
  return 0;
}

function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      let asked = false;
      process.on(signal, () => {
        // Whoever asks twice does not want to wait. Nothing acknowledged is lost by it.
        if (asked) process.exit(1);
        asked = true;
        resolve();
      });
    }
  });
}

/** Ends the process: standard streams and the library's own handles would otherwise keep it alive. */
function fail(message: string, exitCode: 1 | 2): never {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}

function argumentsOrExit(): BrowserHostArguments {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    if (error instanceof ArgumentError) fail(`${error.message}\nTry --help.`, 2);
    throw error;
  }
}

// A terminal window that is closed takes these streams away; writing to them must not stop the closing of the library.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
process.stdin.on('error', () => {});
const choices = argumentsOrExit();
try {
  process.exit(await run(choices));
} catch (error) {
  fail(describeStartFailure(error, choices.port), 1);
}

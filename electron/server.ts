import { randomBytes } from 'node:crypto';
import { createBackend } from './backend/create-backend';
import { ArgumentError, type BrowserHostArguments, HELP, readArguments } from './hosts/browser/arguments';
import { withLoopbackGuard } from './hosts/browser/guard';
import { type Listener, listen } from './hosts/browser/listen';
import { openBrowser } from './hosts/browser/open-browser';
import { describeStartFailure } from './hosts/browser/start-failure';
import { hostDependencies } from './hosts/shared/backend-dependencies';
import { chooseLibraryFolder } from './hosts/shared/library-folder';

/** 0: closed when asked to. 1: could not start or could not close properly. 2: the command line was wrong. */
async function run(choices: BrowserHostArguments): Promise<number> {
  const libraryFolder = chooseLibraryFolder(choices.library);
  const dependencies = hostDependencies({
    entryFolder: import.meta.dirname,
    libraryFolder,
    // A page in a browser must not name paths: whoever reaches it would reach every file of the user.
    addsByPath: false,
  });
  if (choices.wants !== 'run') {
    process.stdout.write(choices.wants === 'help' ? HELP : `${dependencies.version}\n`);
    return 0;
  }

  // Asked for before the library is opened, so that Ctrl+C during a long recovery closes it properly too.
  const toldToStop = untilToldToStop();
  const secrets = { token: makeSecret(), cookieSecret: makeSecret() };
  const backend = await createBackend(dependencies);
  let listener: Listener;
  try {
    listener = await listen({
      port: choices.port,
      handlerFor: (origin) => withLoopbackGuard(backend.fetch, { origin, ...secrets }),
    });
  } catch (error) {
    await backend.close();
    throw error;
  }

  const address = `${listener.origin}/?token=${secrets.token}`;
  process.stdout.write(`Concordance is open at ${address}\n`);
  if (choices.opensBrowser) await openBrowser(address);

  await toldToStop;
  // The backend first: what was acknowledged is written while its answers can still be sent.
  try {
    await backend.close();
  } finally {
    await listener.close();
  }
  return 0;
}

function makeSecret(): string {
  return randomBytes(32).toString('base64url');
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
const choices = argumentsOrExit();
try {
  process.exit(await run(choices));
} catch (error) {
  fail(describeStartFailure(error, choices.port), 1);
}

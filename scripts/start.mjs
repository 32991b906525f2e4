// Starts the program: the desktop one where Electron's binary is or can be had, otherwise the browser host.
// Runs on Node 20 too, since npm may run there.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, env, execPath, exit, getuid, platform } from 'node:process';
import { buildWhenStale, projectFolder } from './build-when-stale.mjs';

/** How long Electron's own installer may try to get the binary. */
const INSTALL_LIMIT_SECONDS = 60;
/** How long a user sees nothing before she is told what is going on. */
const PATIENCE_MILLISECONDS = 3_000;

const words = argv.slice(2);
const wantsBrowser = words.includes('--browser');
const passedOn = words.filter((word) => word !== '--browser');

const buildExitCode = buildWhenStale();
if (buildExitCode !== 0) exit(buildExitCode);

const obstacle = wantsBrowser ? 'asked for' : await obstacleToDesktop();
if (obstacle !== undefined && !wantsBrowser) {
  console.log(`${obstacle}: Concordance opens in your browser instead.`);
}
if (obstacle === undefined) run(findElectron(), [projectFolder, ...passedOn]);
else run(nodeProgram(), [join(projectFolder, 'out/main/server.js'), ...passedOn]);

/** Why the desktop program cannot be started here; `undefined` when it can. */
async function obstacleToDesktop() {
  if (findElectron() === undefined && !(await installElectron())) {
    return `Electron's program file could not be had within ${INSTALL_LIMIT_SECONDS} seconds`;
  }
  if (platform !== 'linux') return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'There is no display for the desktop program';
  // Chromium refuses to run as root with its sandbox, and we do not run it without.
  return getuid() === 0 ? 'The desktop program does not run as root' : undefined;
}

/** Looks for the file without importing the package, which would begin a download without a limit. */
function findElectron() {
  const packageFolder = join(projectFolder, 'node_modules/electron');
  const pathFile = join(packageFolder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : undefined;
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const binary = override
    ? join(override, name ?? 'electron')
    : name === undefined
      ? undefined
      : join(packageFolder, 'dist', name);
  return binary !== undefined && existsSync(binary) ? binary : undefined;
}

/** Lets Electron's own installer try, and says so only when that takes a while. Resolves to whether it is there. */
async function installElectron() {
  const installer = join(projectFolder, 'node_modules/electron/install.js');
  if (!existsSync(installer)) return false;
  // Its output is left out: what failed is said in one line by us, and it is no fault of the user's.
  const child = spawn(nodeProgram(), [installer], { cwd: projectFolder, stdio: 'ignore' });
  const patience = setTimeout(() => {
    console.log(`Getting Electron's program file (at most ${INSTALL_LIMIT_SECONDS} seconds) …`);
  }, PATIENCE_MILLISECONDS);
  const limit = setTimeout(() => child.kill('SIGKILL'), INSTALL_LIMIT_SECONDS * 1000);
  await new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', resolve);
  });
  clearTimeout(patience);
  clearTimeout(limit);
  return findElectron() !== undefined;
}

/** The Node that came with the dependencies where there is one: the system's may be older than the program needs. */
function nodeProgram() {
  const own = join(projectFolder, 'node_modules/.bin/node');
  return platform !== 'win32' && existsSync(own) ? own : execPath;
}

function run(program, words) {
  const child = spawn(program, words, { cwd: projectFolder, stdio: 'inherit' });
  child.once('error', (error) => {
    console.error(`${program} could not be started: ${error.message}`);
    exit(1);
  });
  // Ctrl+C reaches the child by itself; passing it on would be a second one, by which it ends without closing.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => exit(code ?? (signal === null ? 1 : 130)));
}

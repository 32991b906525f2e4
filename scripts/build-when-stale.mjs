// Builds the program unless what was built is newer than all sources. Runs on Node 20 too, since npm may run there.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv, kill, pid } from 'node:process';
import { fileURLToPath } from 'node:url';

export const projectFolder = fileURLToPath(new URL('..', import.meta.url));

const builtFiles = [
  'out/main/index.js',
  'out/main/server.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
];
const sources = [
  'electron',
  'renderer',
  'shared',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const lockFile = join(projectFolder, 'node_modules/.cache/concordance-build.lock');
const LONGEST_BUILD_MILLISECONDS = 180_000;

/** Builds when needed; returns the exit code. Several processes may ask at once: one builds, the others wait. */
export function buildWhenStale() {
  if (!isStale()) return 0;
  const lockedAt = Date.now();
  while (!takeLock()) {
    if (Date.now() - lockedAt > LONGEST_BUILD_MILLISECONDS) {
      console.error(
        `Another build has held ${lockFile} for too long. Delete that file if no build is running.`,
      );
      return 1;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    if (!isStale()) return 0;
    const build = spawnSync(npmProgram(), ['run', '--silent', 'build'], {
      cwd: projectFolder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (build.status !== 0)
      process.stderr.write(`${build.stdout ?? ''}${build.stderr ?? ''}${build.error ?? ''}\n`);
    return build.status ?? 1;
  } finally {
    rmSync(lockFile, { force: true });
  }
}

export function npmProgram() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

function isStale() {
  const built = builtFiles.map((file) => modifiedAt(join(projectFolder, file)));
  if (built.includes(undefined)) return true;
  const newestSource = Math.max(...sources.map((source) => newestIn(join(projectFolder, source))));
  return newestSource > Math.min(...built);
}

/** Folders count too: a deleted file shows in nothing else. */
function newestIn(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

function takeLock() {
  mkdirSync(dirname(lockFile), { recursive: true });
  try {
    writeFileSync(lockFile, String(pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isHolderRunning()) rmSync(lockFile, { force: true });
    return false;
  }
}

function isHolderRunning() {
  try {
    const holder = Number(readFileSync(lockFile, 'utf8'));
    // Written a moment ago by someone who has not put in the number yet.
    if (!holder) return true;
    kill(holder, 0);
    return true;
  } catch {
    return false;
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) process.exitCode = buildWhenStale();

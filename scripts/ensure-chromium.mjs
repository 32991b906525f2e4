// Finds a Chromium for the tests, or installs one where that is possible.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { env, getuid, platform } from 'node:process';
import { npmProgram, projectFolder } from './build-when-stale.mjs';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** A download that hangs must not look like tests that hang. */
const INSTALL_LIMIT_MILLISECONDS = 300_000;

/** The path of a Chromium; `undefined` after saying exactly what the user can do. */
export function ensureChromium() {
  if (env.CHROMIUM_PATH) {
    if (existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    console.error(`CHROMIUM_PATH names ${env.CHROMIUM_PATH}, which is not there.`);
    return undefined;
  }
  return findChromium() ?? installFor(withPlaywright) ?? installFor(withApt) ?? sayWhatToDo();
}

function findChromium() {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = [
    playwrightsOwn(),
    ...systemNames.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/usr/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  return places.find((place) => place !== undefined && existsSync(place));
}

function playwrightsOwn() {
  try {
    return createRequire(join(projectFolder, 'package.json'))('playwright-core').chromium.executablePath();
  } catch {
    // Playwright throws on systems for which it has no build.
    return undefined;
  }
}

function installFor(install) {
  install();
  return findChromium();
}

function withPlaywright() {
  console.log('No Chromium was found. Trying "playwright install chromium" …');
  run(npmProgram(), ['exec', '--no', '--', 'playwright', 'install', 'chromium']);
}

function withApt() {
  const isRootOnDebian = platform === 'linux' && getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!isRootOnDebian) return;
  console.log('Trying "apt-get install chromium" …');
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
}

function run(program, words) {
  spawnSync(program, words, {
    cwd: projectFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: INSTALL_LIMIT_MILLISECONDS,
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: platform === 'win32',
  });
}

function sayWhatToDo() {
  console.error(
    [
      'The tests need a Chromium, and none could be found or installed. Do one of these, then run "npm test" again:',
      '  npx playwright install --with-deps chromium',
      '  sudo apt-get install chromium        (Debian; "chromium-browser" on Ubuntu)',
      '  install Google Chrome',
      '  CHROMIUM_PATH=/path/to/chromium npm test',
    ].join('\n'),
  );
  return undefined;
}

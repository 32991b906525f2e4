import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

/** Flags for every Chromium of the tests: nothing goes to the network, media play without a click, root may run it. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * Finds a Chromium: the one that CHROMIUM_PATH names, Playwright's own, one of the system. Throws, saying what to do,
 * when there is none; `npm test` installs one where it can.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string {
  const asked = environment.CHROMIUM_PATH;
  if (asked) {
    if (!existsSync(asked)) throw new Error(`CHROMIUM_PATH names ${asked}, which is not there.`);
    return asked;
  }
  const found = [playwrightsOwn(), ...onPath(environment), ...usualPlaces()].find(
    (candidate) => candidate !== undefined && existsSync(candidate),
  );
  if (found === undefined) {
    throw new Error(
      'No Chromium was found. Run "npx playwright install chromium", install one with the system\'s packages, ' +
        'or name one in the environment variable CHROMIUM_PATH.',
    );
  }
  return found;
}

/** How the tests launch Chromium, for Playwright's configuration and for `chromium.launch`. */
export function chromiumLaunchOptions(): { executablePath: string; args: string[] } {
  return { executablePath: findChromium(), args: CHROMIUM_FLAGS };
}

function playwrightsOwn(): string | undefined {
  try {
    return chromium.executablePath();
  } catch {
    // Playwright throws on systems for which it has no build.
    return undefined;
  }
}

function onPath(environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return systemNames.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function usualPlaces(): string[] {
  return [
    '/usr/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
}

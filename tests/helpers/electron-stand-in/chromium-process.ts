import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from '../chromium';
import { record } from './control';
import { protocolPort } from './protocol';

let starting: Promise<BrowserContext> | undefined;

/** The one Chromium behind all windows, started with the first of them. */
export function chromiumContext(
  userDataFolder: string,
  colorScheme: 'light' | 'dark',
): Promise<BrowserContext> {
  starting ??= start(join(userDataFolder, 'chromium'), colorScheme);
  return starting;
}

export async function closeChromium(): Promise<void> {
  const context = await starting?.catch(() => undefined);
  await context?.close();
}

async function start(profileFolder: string, colorScheme: 'light' | 'dark'): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profileFolder, {
    executablePath: findChromium(),
    headless: process.env.ELECTRON_STAND_IN_HEADED !== '1',
    colorScheme,
    // The stand-in ends in Electron's order, and closes Chromium itself.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      ...CHROMIUM_FLAGS,
      `--host-resolver-rules=MAP *.localhost:80 127.0.0.1:${protocolPort()}`,
      // With one dash, which Chromium takes too: seeing two, Playwright would talk to Chromium through this port and
      // no longer through a pipe, and only the pipe ends Chromium when this process is killed.
      '-remote-debugging-port=0',
    ],
  });
  const [port] = (await readFile(join(profileFolder, 'DevToolsActivePort'), 'utf8')).split('\n');
  record('chromium', { cdpEndpoint: `http://127.0.0.1:${port}` });
  return context;
}

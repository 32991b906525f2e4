import { type ChildProcess, spawn } from 'node:child_process';
import { chromiumLaunchOptions } from './chromium';
import { makeTemporaryFolder } from './temporary-folder';

/**
 * A page in a Chromium of its own that nobody listens to. Playwright has the browser keep a copy of all that is loaded,
 * hundreds of megabytes of a recording, and that would be measured with the program.
 */
export class LonePage {
  #lastId = 0;
  readonly #waiting = new Map<number, (answer: { result?: unknown; error?: { message: string } }) => void>();

  private constructor(
    private readonly browser: ChildProcess,
    private readonly socket: WebSocket,
    private readonly removeProfile: () => Promise<void>,
    private sessionId: string,
  ) {
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data));
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    };
  }

  /** The browser's first process. */
  get processId(): number {
    return this.browser.pid ?? 0;
  }

  static async open({ width, height }: { width: number; height: number }): Promise<LonePage> {
    const { executablePath, args } = chromiumLaunchOptions();
    const profile = await makeTemporaryFolder('chromium-profile');
    const browser = spawn(
      executablePath,
      [
        ...args,
        ...['--headless', '--no-first-run', '--mute-audio', '--hide-scrollbars'],
        // What was left is to be gone, and nothing to be slowed down because nobody looks.
        ...['--disable-features=BackForwardCache', '--disable-renderer-backgrounding'],
        ...[
          `--window-size=${width},${height}`,
          '--remote-debugging-port=0',
          `--user-data-dir=${profile.path}`,
        ],
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const socket = new WebSocket(await endpointOf(browser));
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error('Chromium does not answer'));
    });
    const page = new LonePage(browser, socket, profile.remove, '');
    const { targetInfos } = await page.#send<{ targetInfos: { type: string; targetId: string }[] }>(
      'Target.getTargets',
    );
    const targetId = targetInfos.find(({ type }) => type === 'page')?.targetId;
    const attached = await page.#send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    page.sessionId = attached.sessionId;
    return page;
  }

  async goTo(address: string): Promise<void> {
    await this.#send('Page.navigate', { url: address });
  }

  /** @param expression - of JavaScript; its value, or that of its promise, has to fit JSON */
  async evaluate<Value>(expression: string): Promise<Value> {
    const words = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.#send<{
      result: { value: Value };
      exceptionDetails?: { text: string };
    }>('Runtime.evaluate', words);
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  }

  /** Waits until an expression is true. */
  async waitFor(expression: string): Promise<void> {
    // While one address follows the other there may be nothing to ask.
    while (!(await this.evaluate(`Boolean(${expression})`).catch(() => false))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.browser.once('exit', resolve));
    await this.#send('Browser.close', {}, '').catch(() => {});
    await ended;
    await this.removeProfile();
  }

  #send<Result>(method: string, params: object = {}, sessionId = this.sessionId): Promise<Result> {
    const id = ++this.#lastId;
    this.socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(error.message)) : resolve(result as Result),
      );
    });
  }
}

function endpointOf(browser: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    browser.stderr?.on('data', (data) => {
      told += data;
      const endpoint = /DevTools listening on (ws:\S+)/.exec(told)?.[1];
      if (endpoint) resolve(endpoint);
    });
    browser.once('exit', () => reject(new Error(`Chromium ended: ${told}`)));
  });
}

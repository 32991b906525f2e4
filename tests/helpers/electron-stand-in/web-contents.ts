import { EventEmitter } from 'node:events';
import type { CDPSession, Frame, Page } from 'playwright-core';
import { toSchemeAddress, toSchemeOrigin } from './addresses';
import { record } from './control';
import { invokeHandler } from './ipc';
import { INVOKE_BINDING, preloadScript, RECEIVE_FUNCTION } from './page-script';
import { emitPreventable } from './preventable-event';
import { pageAddressOf } from './protocol';
import { session } from './session';

type OpenHandler = (details: { url: string; frameName: string }) => { action: 'allow' | 'deny' };
type FrameFacts = { url: string; origin: string; parent: FrameFacts | null };

let lastId = 0;

/** Electron's `WebContents` over a page of Chromium. */
export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session = session.defaultSession;
  #page: Page | undefined;
  #devTools: CDPSession | undefined;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #url = '';
  /** Addresses that the program itself loads, for which Electron tells no `will-navigate`. */
  readonly #ownLoads = new Set<string>();
  #sending: Promise<unknown> = Promise.resolve();
  #isDestroyed = false;

  constructor() {
    super();
    lastId += 1;
    this.id = lastId;
  }

  /** Takes over a blank page of Chromium. The preload runs in it before every page's own scripts. */
  async adopt(page: Page, preloadSource: string | undefined): Promise<void> {
    this.#page = page;
    await page.exposeBinding(INVOKE_BINDING, ({ frame }, channel: string, messages: unknown[]) =>
      invokeHandler(
        { sender: this, senderFrame: factsOf(frame), frameId: 1, processId: 1, type: 'frame' },
        channel,
        messages,
      ),
    );
    if (preloadSource !== undefined) await page.addInitScript(preloadScript(preloadSource));
    page.on('console', (message) => {
      if (message.type() === 'error') record('console-error', { text: message.text() });
    });
    page.on('pageerror', (error) => record('page-error', { error: String(error) }));
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    await this.#watch(page);
  }

  async #watch(page: Page): Promise<void> {
    const devTools = await page.context().newCDPSession(page);
    this.#devTools = devTools;
    await devTools.send('Page.enable');
    const { frameTree } = await devTools.send('Page.getFrameTree');
    const mainFrameId = frameTree.frame.id;

    devTools.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return;
      this.#url = toSchemeAddress(`${frame.url}${frame.urlFragment ?? ''}`);
      this.emit('did-navigate', {}, this.#url, 200, 'OK');
    });
    devTools.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== mainFrameId) return;
      this.#url = toSchemeAddress(url);
      this.emit('did-navigate-in-page', {}, this.#url, true);
    });
    devTools.on('Page.domContentEventFired', () => this.emit('dom-ready', {}));
    devTools.on('Page.loadEventFired', () => {
      this.emit('did-finish-load', {});
      record('loaded', { url: this.#url });
    });

    devTools.on('Page.windowOpen', ({ url, windowName }) => this.#answerOpening(url, windowName));
    // Every page that a page opened, whatever the order in which Chromium tells of it: windows that are allowed do
    // not exist here.
    page.on('popup', (opened) => void opened.close().catch(() => {}));

    // Only documents are held, so nothing that streams is touched.
    devTools.on('Fetch.requestPaused', ({ requestId, request, frameId, redirectedRequestId }) => {
      const isAllowed = this.#mayNavigate(
        request.url,
        frameId === mainFrameId,
        redirectedRequestId !== undefined,
      );
      const answered = isAllowed
        ? devTools.send('Fetch.continueRequest', { requestId })
        : devTools.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      // The page may be gone by now, and the request with it.
      answered.catch(() => {});
    });
    await devTools.send('Fetch.enable', {
      patterns: [{ resourceType: 'Document', requestStage: 'Request' }],
    });
  }

  #mayNavigate(pageAddress: string, isMainFrame: boolean, isRedirect: boolean): boolean {
    const url = toSchemeAddress(pageAddress);
    const details = { url, isMainFrame, isSameDocument: false, frame: null };
    if (isRedirect) return this.#tell('will-redirect', details);
    if (isMainFrame && this.#ownLoads.delete(url)) return true;
    if (!this.#tell('will-frame-navigate', details)) return false;
    return !isMainFrame || this.#tell('will-navigate', details);
  }

  #tell(name: string, details: { url: string }): boolean {
    const isPrevented = emitPreventable(this, name, details, details.url);
    record(name, { ...details, isPrevented });
    return !isPrevented;
  }

  #answerOpening(pageAddress: string, frameName: string): void {
    const url = toSchemeAddress(pageAddress);
    const { action } = this.#openHandler({ url, frameName });
    record('window-open', { url, action });
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  async loadURL(address: string): Promise<void> {
    if (this.#page === undefined) throw new Error('The window has no page yet');
    this.#ownLoads.add(address);
    await this.#page.goto(pageAddressOf(address), { waitUntil: 'load' });
  }

  /** Messages arrive in the order in which they were sent. */
  send(channel: string, ...messages: unknown[]): void {
    const cloned = structuredClone(messages);
    this.#sending = this.#sending
      .then(() =>
        this.#page?.evaluate(
          ([name, channel, messages]) => {
            const receive = (window as unknown as Record<string, unknown>)[name];
            if (typeof receive === 'function') receive(channel, messages);
          },
          [RECEIVE_FUNCTION, channel, cloned] as const,
        ),
      )
      .catch((error) => record('send-failed', { channel, error: String(error) }));
  }

  getURL = (): string => this.#url;
  isDestroyed = (): boolean => this.#isDestroyed;

  reload(): void {
    this.#ownLoads.add(this.#url);
    void this.#page?.reload().catch(() => {});
  }

  /** Called by the window when its page is gone. */
  markDestroyed(): void {
    this.#isDestroyed = true;
    void this.#devTools?.detach().catch(() => {});
    this.emit('destroyed');
  }
}

/**
 * What Electron's WebFrameMain says of the frame that sent a message. The origin is Chromium's address of the frame,
 * never something the page says of itself.
 */
function factsOf(frame: Frame): FrameFacts {
  const parent = frame.parentFrame();
  return {
    url: toSchemeAddress(frame.url()),
    origin: toSchemeOrigin(frame.url()),
    parent: parent === null ? null : factsOf(parent),
  };
}

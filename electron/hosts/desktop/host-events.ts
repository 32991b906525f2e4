import type { WebContents } from 'electron';
import { HOST_CHANNELS, type HostEvent } from '#shared/host-api';

/**
 * Sends menu and system events to the page. What happens before there is a page, or while it loads, waits:
 * a file that was opened together with the program must not be lost.
 */
export class HostEvents {
  #contents: WebContents | undefined;
  #isLoaded = false;
  #waiting: HostEvent[] = [];

  /** From now on events go to this page. */
  attach(contents: WebContents): void {
    this.#contents = contents;
    this.#isLoaded = false;
    // From the commit of a new page until it is loaded there may be no listener. Not `isLoading()`: that is still
    // true while `did-finish-load` is told.
    contents.on('did-navigate', () => {
      this.#isLoaded = false;
    });
    contents.on('did-finish-load', () => {
      this.#isLoaded = true;
      this.#deliver();
    });
    contents.once('destroyed', () => {
      if (this.#contents === contents) this.#contents = undefined;
    });
  }

  send(event: HostEvent): void {
    this.#waiting.push(event);
    this.#deliver();
  }

  #deliver(): void {
    if (this.#contents === undefined || !this.#isLoaded) return;
    for (const event of this.#waiting.splice(0)) this.#contents.send(HOST_CHANNELS.event, event);
  }
}

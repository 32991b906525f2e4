import { EventEmitter, on } from 'node:events';
import type { ServerEvent } from '#shared/api-contract/library-contract';

/** Carries what happens in the backend to every page that watches. */
export class EventHub {
  readonly #emitter = new EventEmitter();
  readonly #closing = new AbortController();

  constructor() {
    // One listener a page; the default warning at eleven is meant for leaks of another kind.
    this.#emitter.setMaxListeners(0);
  }

  emit(event: ServerEvent): void {
    this.#emitter.emit('event', event);
  }

  /** The events from now on, until the watcher or the backend goes. */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<ServerEvent, void> {
    // Not AbortSignal.any: an abort through a request's own signal was seen not to reach the combined one.
    const ended = new AbortController();
    const end = () => ended.abort();
    const sources = [this.#closing.signal, ...(signal ? [signal] : [])];
    for (const source of sources) {
      source.addEventListener('abort', end);
      if (source.aborted) end();
    }
    try {
      for await (const [event] of on(this.#emitter, 'event', { signal: ended.signal })) {
        yield event as ServerEvent;
      }
    } catch (error) {
      if (!ended.signal.aborted) throw error;
    } finally {
      for (const source of sources) source.removeEventListener('abort', end);
    }
  }

  /** Ends every stream, so that nothing keeps a closing host waiting. */
  close(): void {
    this.#closing.abort();
  }
}

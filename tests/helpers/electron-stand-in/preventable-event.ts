/** What Electron passes as first argument: a handler may keep the default from happening. */
export class PreventableEvent {
  #isPrevented = false;

  get defaultPrevented(): boolean {
    return this.#isPrevented;
  }

  preventDefault(): void {
    this.#isPrevented = true;
  }
}

/** Emits an event whose default can be prevented; returns whether it was. */
export function emitPreventable<Details extends object>(
  emitter: NodeJS.EventEmitter,
  name: string,
  details: Details,
  ...more: unknown[]
): boolean {
  const event = Object.assign(new PreventableEvent(), details);
  emitter.emit(name, event, ...more);
  return event.defaultPrevented;
}

/** What sound can go to, by its name in the system. */
export type OutputDevice = { id: string; name: string };

export type OutputView = {
  /** Empty where the browser names none. */
  devices: readonly OutputDevice[];
  /** `undefined` for the system's own choice. */
  chosen: OutputDevice | undefined;
  /** Whether what was chosen is not connected: until it is, sound goes where the system says. */
  isGone: boolean;
};

/** Beside the ids of devices, which browsers give each origin anew: it means nothing on another machine. */
const STORED_AS = 'sound-goes-to';

/** Names that a browser gives to the system's own choice. */
const SYSTEM_IDS: ReadonlySet<string> = new Set(['', 'default', 'communications']);

/** Where the sound of every player goes, and where it could go; kept in this browser alone. */
export class OutputDevices {
  #view: OutputView;
  readonly #listeners = new Set<() => void>();
  readonly #refresh = () => void this.refresh();

  constructor(
    private readonly media:
      | Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>
      | undefined,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  ) {
    this.#view = { devices: [], chosen: readStored(storage), isGone: false };
  }

  readonly getView = (): OutputView => this.#view;

  /** What an element or a context is told; empty for the system's own choice. */
  get deviceId(): string {
    const { chosen, isGone } = this.#view;
    return chosen && !isGone ? chosen.id : '';
  }

  /** While anyone listens, devices that come and go are noticed. */
  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) {
      this.media?.addEventListener('devicechange', this.#refresh);
      void this.refresh();
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.media?.removeEventListener('devicechange', this.#refresh);
    };
  };

  /** Looks what is connected. */
  async refresh(): Promise<void> {
    const found = await this.media?.enumerateDevices().catch(() => []);
    const devices = (found ?? [])
      .filter(
        ({ kind, deviceId, label }) => kind === 'audiooutput' && label !== '' && !SYSTEM_IDS.has(deviceId),
      )
      .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
    const { chosen } = this.#view;
    const here =
      devices.find(({ id }) => id === chosen?.id) ?? devices.find(({ name }) => name === chosen?.name);
    this.#set({ devices, chosen: here ?? chosen, isGone: chosen !== undefined && !here });
  }

  /** @param device - `undefined` for the system's own choice */
  choose(device: OutputDevice | undefined): void {
    if (device) this.storage.setItem(STORED_AS, JSON.stringify(device));
    else this.storage.removeItem(STORED_AS);
    this.#set({ ...this.#view, chosen: device, isGone: false });
  }

  #set(view: OutputView): void {
    if (JSON.stringify(view) === JSON.stringify(this.#view)) return;
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}

let own: OutputDevices | undefined;

/** Those of this page. */
export function outputDevices(): OutputDevices {
  // Where a page has no secure context, browsers give it no devices at all.
  own ??= new OutputDevices(navigator.mediaDevices as MediaDevices | undefined, window.localStorage);
  return own;
}

/** What to say while a chosen device is not connected. */
export function describeGone({ chosen, isGone }: OutputView): string | undefined {
  return isGone && chosen
    ? `“${chosen.name}” is not connected. Sound goes to the system’s output.`
    : undefined;
}

function readStored(storage: Pick<Storage, 'getItem'>): OutputDevice | undefined {
  try {
    const { id, name } = JSON.parse(storage.getItem(STORED_AS) ?? '{}');
    return typeof id === 'string' && typeof name === 'string' ? { id, name } : undefined;
  } catch {
    return undefined;
  }
}

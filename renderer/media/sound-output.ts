import { outputDevices } from './output-devices';
import { type SoundShape, SoundShaper } from './sound-shaper';

/** How everything that plays is heard. */
export type SoundSettings = {
  /** 0 to 1. */
  volume: number;
  isMuted: boolean;
  /** As the element takes it. */
  rate: number;
  sound: SoundShape;
};

type Outlet = { shaper: SoundShaper; isSilent: boolean };

/** What a player's elements have in common on the way to the ear: each that is added is heard in the same way. */
export class SoundOutput {
  #settings: SoundSettings = {
    volume: 1,
    isMuted: false,
    rate: 1,
    sound: { boostDb: 0, isEven: false },
  };
  readonly #outlets = new Map<HTMLMediaElement, Outlet>();

  #stopListening: (() => void) | undefined;

  add(media: HTMLMediaElement): void {
    this.#stopListening ??= outputDevices().subscribe(() => this.#applyAll());
    media.preservesPitch = true;
    const outlet = { shaper: new SoundShaper(media), isSilent: false };
    this.#outlets.set(media, outlet);
    this.#apply(media, outlet);
  }

  remove(media: HTMLMediaElement): void {
    this.#outlets.get(media)?.shaper.close();
    this.#outlets.delete(media);
    if (this.#outlets.size > 0) return;
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  change(change: Partial<SoundSettings>): void {
    this.#settings = { ...this.#settings, ...change };
    this.#applyAll();
  }

  /** Keeps an element silent whose picture alone is wanted. */
  silence(media: HTMLMediaElement, isSilent: boolean): void {
    const outlet = this.#outlets.get(media);
    if (!outlet) return;
    outlet.isSilent = isSilent;
    this.#apply(media, outlet);
  }

  /** Sets the rate again, which loading puts back. */
  applyRate(media: HTMLMediaElement): void {
    media.playbackRate = this.#settings.rate;
  }

  /** Browsers let sound begin only after the user did something; playing is that. */
  resume(): void {
    for (const { shaper } of this.#outlets.values()) shaper.resume();
  }

  #applyAll(): void {
    for (const [media, outlet] of this.#outlets) this.#apply(media, outlet);
  }

  #apply(media: HTMLMediaElement, { shaper, isSilent }: Outlet): void {
    const { volume, isMuted, rate, sound } = this.#settings;
    media.volume = volume;
    media.muted = isMuted || isSilent;
    media.playbackRate = rate;
    shaper.apply(sound);
    shaper.sendTo(outputDevices().deviceId);
  }
}

import type { PlacedMedia } from '../placed-media';
import type { SoundOutput } from '../sound-output';
import { type LoopPart, roundMs } from './loop-parts';
import { LoopedSound, type LoopListener } from './looped-sound';
import { PictureFollower } from './picture-follower';

/** Longer ones are not held in memory; they go back by a seek (docs/decisions/0018-a-loop-is-a-file-of-its-own.md). */
const LONGEST_LOOP_MS = 300_000;

/** Whether there is anything to loop, and not too much. */
export function canLoop(parts: readonly LoopPart[]): boolean {
  return roundMs(parts) > 0 && roundMs(parts) <= LONGEST_LOOP_MS;
}

/** A loop of a player: its sound in an element of its own, and the player's element, silent, with the picture. */
export class Loop {
  readonly #sound: LoopedSound;
  readonly #picture: PictureFollower | undefined;

  constructor(
    parts: readonly LoopPart[],
    private readonly place: PlacedMedia,
    private readonly output: SoundOutput,
    listener: LoopListener,
  ) {
    this.#sound = new LoopedSound(parts, listener);
    output.add(this.#sound.media);
    const { element } = place;
    if (element) output.silence(element, true);
    if (element instanceof HTMLVideoElement) this.#picture = new PictureFollower(element, place);
  }

  get isPlaying(): boolean {
    return this.#sound.isPlaying;
  }

  get positionMs(): number {
    return this.#sound.positionMs;
  }

  /** Begins to sound; the promise is that of the element. */
  play(): Promise<void> {
    return this.#sound.play();
  }

  pause(): void {
    this.#sound.pause();
  }

  moveTo(ms: number): void {
    this.#sound.moveTo(ms);
  }

  /** Brings the picture where the sound is. */
  showPicture(): void {
    this.#picture?.follow(this.positionMs, this.isPlaying);
  }

  close(): void {
    this.#picture?.close();
    this.#sound.close();
    this.output.remove(this.#sound.media);
    const { element } = this.place;
    if (element) this.output.silence(element, false);
  }
}

import { type LoopPart, playedBefore, positionInRound, roundMs } from './loop-parts';
import { joinRound, loopWave } from './loop-wave';
import { readRound } from './read-round';

export type LoopListener = {
  /** Told when it begins or stops to sound. */
  onChange(): void;
  /** Told when its sound cannot be had. */
  onFailure(): void;
};

/**
 * A stretch that goes round and round without a gap, in an element of its own: it plays a file that is nothing but the
 * stretch, over and over. It waits for its sound when it is told to play before it has it.
 */
export class LoopedSound {
  readonly media = new Audio();
  readonly #end = new AbortController();
  #isWanted = false;
  /** Where to begin, as long as there is no sound. */
  #playedMs = 0;
  #url: string | undefined;

  constructor(
    private readonly parts: readonly LoopPart[],
    private readonly listener: LoopListener,
  ) {
    const { media } = this;
    const { signal } = this.#end;
    media.preservesPitch = true;
    // Not only who holds this stops it: so do the keys of a headset.
    const hear = () => {
      if (!media.ended) this.#want(!media.paused);
    };
    media.addEventListener('play', hear, { signal });
    media.addEventListener('pause', hear, { signal });
    media.addEventListener('error', () => listener.onFailure(), { signal });
    media.addEventListener('ended', () => this.#begin(), { signal });
    this.#load().catch(() => {
      if (!signal.aborted) listener.onFailure();
    });
  }

  /** Whether it sounds, or will as soon as it can. */
  get isPlaying(): boolean {
    return this.#isWanted;
  }

  /** Where in the recording it is, in whole milliseconds. */
  get positionMs(): number {
    const played = this.#url === undefined ? this.#playedMs : this.media.currentTime * 1_000;
    return Math.floor(positionInRound(this.parts, played));
  }

  /** Goes on at a time of the recording. */
  moveTo(ms: number): void {
    this.#playedMs = Math.min(playedBefore(this.parts, ms), roundMs(this.parts) - 1);
    if (this.#url !== undefined) this.media.currentTime = this.#playedMs / 1_000;
  }

  /** Begins to sound, as soon as it has its sound; the promise is that of the element. */
  async play(): Promise<void> {
    this.#want(true);
    if (this.#url !== undefined) await this.media.play();
  }

  pause(): void {
    this.media.pause();
    this.#want(false);
  }

  close(): void {
    this.#end.abort(new DOMException('The loop was left', 'AbortError'));
    this.#isWanted = false;
    this.media.pause();
    this.media.removeAttribute('src');
    this.media.load();
    if (this.#url !== undefined) URL.revokeObjectURL(this.#url);
  }

  async #load(): Promise<void> {
    const sound = await readRound(this.parts, this.#end.signal);
    this.#end.signal.throwIfAborted();
    this.#url = URL.createObjectURL(loopWave(joinRound(sound), sound));
    const { playbackRate } = this.media;
    this.media.src = this.#url;
    // Loading puts it back.
    this.media.playbackRate = playbackRate;
    this.#begin();
  }

  #begin(): void {
    this.media.currentTime = this.#playedMs / 1_000;
    // Left meanwhile, or stopped by whoever may: its events tell.
    if (this.#isWanted) this.media.play().catch(() => this.#want(!this.media.paused));
  }

  #want(isWanted: boolean): void {
    if (this.#isWanted === isWanted) return;
    this.#isWanted = isWanted;
    this.listener.onChange();
  }
}

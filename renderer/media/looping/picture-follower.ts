import type { PlacedMedia } from '../placed-media';

/** From here on one sees that lips and words are apart. */
const APART_MS = 120;

/** How long a seek takes before any was measured. */
const FIRST_SEEK_MS = 80;

/** Keeps the picture of a recording with sound that is heard from another element. */
export class PictureFollower {
  readonly #end = new AbortController();
  #seekMs = FIRST_SEEK_MS;
  #soughtAt: number | undefined;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly place: PlacedMedia,
  ) {
    const { signal } = this.#end;
    video.addEventListener(
      'seeked',
      () => {
        if (this.#soughtAt !== undefined) this.#seekMs = performance.now() - this.#soughtAt;
        this.#soughtAt = undefined;
      },
      { signal },
    );
  }

  /** @param positionMs - where the sound is */
  follow(positionMs: number, isPlaying: boolean): void {
    const { video } = this;
    if (!isPlaying) video.pause();
    // A seek that comes before the last has ended would show no picture at all.
    const isApart = Math.abs(this.place.positionMs - positionMs) > APART_MS;
    if (isApart && this.#soughtAt === undefined) {
      this.#soughtAt = performance.now();
      // The sound goes on while the picture is looked for.
      this.place.moveTo(positionMs + (isPlaying ? this.#seekMs * video.playbackRate : 0));
    }
    if (isPlaying && video.paused) video.play().catch(() => {});
  }

  close(): void {
    this.#end.abort();
  }
}

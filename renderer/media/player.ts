import type { Stretch } from '#shared/scoring/stretch';

/** What a screen shows of the player; a new object whenever something but the position changed. */
export type PlayerView = {
  isPlaying: boolean;
  /** Base speed, 0.5 to 2 in steps of 0.1. */
  speed: number;
  /** How J and L drive: 0 is normal, 2 and 4 faster forward, -1, -2 and -4 backward. */
  shuttle: number;
  volume: number;
  isMuted: boolean;
  /** A stretch that is played once or looped. `endMs` is exclusive. */
  stretch: (Stretch & { loops: boolean }) | undefined;
  /** Set when the recording cannot be played, in words for the user. */
  problem: string | undefined;
};

export const MINIMUM_SPEED = 0.5;
export const MAXIMUM_SPEED = 2;

/** Time between two steps of a backward shuttle. */
const BACKWARD_STEP_MS = 80;

/**
 * Plays the session's recording: one media element, with shuttle, stretches and loops on top. The position is read
 * from the element at every frame by whoever draws it, and is not part of the view.
 */
export class Player {
  #view: PlayerView = {
    isPlaying: false,
    speed: 1,
    shuttle: 0,
    volume: 1,
    isMuted: false,
    stretch: undefined,
    problem: undefined,
  };
  #backward: ReturnType<typeof setInterval> | undefined;
  #frame: number | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #removal = new AbortController();

  constructor(
    readonly media: HTMLMediaElement,
    readonly durationMs: number,
  ) {
    media.preservesPitch = true;
    const { signal } = this.#removal;
    media.addEventListener('play', () => this.#mediaChanged(), { signal });
    media.addEventListener('pause', () => this.#mediaChanged(), { signal });
    media.addEventListener('ended', () => this.#mediaChanged(), { signal });
    // Frames are not drawn in a hidden window; a stretch ends there all the same.
    media.addEventListener('timeupdate', () => this.#endStretch(), { signal });
    media.addEventListener(
      'error',
      () => {
        this.#set({ problem: 'This recording cannot be played. Your review is safe.' });
      },
      { signal },
    );
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getView = (): PlayerView => this.#view;

  /** Where playback is, in whole milliseconds. */
  get positionMs(): number {
    return Math.min(this.durationMs, Math.max(0, Math.round(this.media.currentTime * 1_000)));
  }

  toggle(): void {
    if (this.#view.isPlaying || this.#backward) this.pause();
    else this.play();
  }

  play(): void {
    this.#stopShuttle();
    if (this.positionMs >= this.durationMs - 20) this.seek(0);
    this.media.play().catch((error: unknown) => {
      // A seek or a pause in between ends a pending play; that is no failure.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      this.#set({ problem: 'This recording cannot be played. Your review is safe.' });
    });
  }

  pause(): void {
    this.#stopShuttle();
    this.media.pause();
  }

  /** Goes to a time within the recording. Leaves a stretch when the time lies outside of it. */
  seek(ms: number): void {
    const target = Math.min(this.durationMs, Math.max(0, ms));
    const { stretch } = this.#view;
    if (stretch && (target < stretch.startMs || target >= stretch.endMs)) this.#set({ stretch: undefined });
    this.media.currentTime = target / 1_000;
  }

  step(deltaMs: number): void {
    this.seek(this.positionMs + deltaMs);
  }

  /** L: plays, then twice and four times as fast; slows a backward shuttle first. */
  shuttleForward(): void {
    const { shuttle, isPlaying } = this.#view;
    if (shuttle < 0) this.#setShuttle(shuttle === -1 ? 0 : shuttle / 2);
    else if (!isPlaying) this.play();
    else this.#setShuttle(shuttle === 0 ? 2 : 4);
  }

  /** J: backward, then twice and four times as fast; slows a forward shuttle first. */
  shuttleBackward(): void {
    const { shuttle } = this.#view;
    if (shuttle > 0) this.#setShuttle(shuttle === 2 ? 0 : 2);
    else this.#setShuttle(shuttle === 0 ? -1 : Math.max(-4, shuttle * 2));
  }

  setSpeed(speed: number): void {
    const rounded = Math.round(Math.min(MAXIMUM_SPEED, Math.max(MINIMUM_SPEED, speed)) * 10) / 10;
    this.#set({ speed: rounded });
    this.#applyRate();
  }

  setVolume(volume: number): void {
    const clamped = Math.round(Math.min(1, Math.max(0, volume)) * 100) / 100;
    this.media.volume = clamped;
    this.media.muted = false;
    this.#set({ volume: clamped, isMuted: false });
  }

  toggleMute(): void {
    this.media.muted = !this.media.muted;
    this.#set({ isMuted: this.media.muted });
  }

  /** Plays a stretch once and stops at its end, or round and round. */
  playStretch(stretch: Stretch, { loops }: { loops: boolean }): void {
    this.#stopShuttle();
    this.#set({ stretch: { ...stretch, loops } });
    this.media.currentTime = stretch.startMs / 1_000;
    this.play();
  }

  leaveStretch(): void {
    if (this.#view.stretch) this.#set({ stretch: undefined });
  }

  dispose(): void {
    this.#stopShuttle();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#removal.abort();
    this.#listeners.clear();
    this.media.pause();
  }

  #setShuttle(shuttle: number): void {
    clearInterval(this.#backward);
    this.#backward = undefined;
    this.#set({ shuttle });
    this.#applyRate();
    if (shuttle >= 0) {
      if (this.media.paused) this.play();
      return;
    }
    // Browsers do not play backward; short steps let one find a place by eye.
    this.media.pause();
    this.#backward = setInterval(() => {
      if (this.positionMs === 0) this.pause();
      else this.step(this.#view.shuttle * BACKWARD_STEP_MS);
    }, BACKWARD_STEP_MS);
    this.#mediaChanged();
  }

  #stopShuttle(): void {
    clearInterval(this.#backward);
    this.#backward = undefined;
    if (this.#view.shuttle !== 0) this.#set({ shuttle: 0 });
    this.#applyRate();
  }

  #applyRate(): void {
    const { speed, shuttle } = this.#view;
    this.media.playbackRate = shuttle > 0 ? Math.min(4, speed * shuttle) : speed;
  }

  #mediaChanged(): void {
    const isPlaying = !this.media.paused || this.#backward !== undefined;
    this.#set({ isPlaying });
    if (!this.media.paused && this.#frame === undefined) this.#watchStretch();
  }

  /** Checked at every frame: the element's own time events come four times a second, far too late for a border. */
  #watchStretch(): void {
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#endStretch();
      if (!this.media.paused) this.#watchStretch();
    });
  }

  #endStretch(): void {
    const { stretch } = this.#view;
    if (!stretch || this.media.paused || this.positionMs < stretch.endMs) return;
    if (stretch.loops) this.media.currentTime = stretch.startMs / 1_000;
    else {
      this.media.pause();
      this.media.currentTime = stretch.endMs / 1_000;
      this.#set({ stretch: undefined });
    }
  }

  #set(change: Partial<PlayerView>): void {
    const isChange = Object.entries(change).some(
      ([key, value]) => this.#view[key as keyof PlayerView] !== value,
    );
    if (!isChange) return;
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

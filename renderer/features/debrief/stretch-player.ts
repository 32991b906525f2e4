import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Stretch } from '#shared/scoring/stretch';

/** A stretch with what the player says about it. */
export type NamedStretch = Stretch & {
  /** Of the moment; the same moment is one stretch wherever on the screen it is shown. */
  id: string;
  label: string;
  by: string;
};

export type PlayerState = {
  isPlaying: boolean;
  positionMs: number;
  /** What was asked to be played; it stays after its end until something else is asked for. */
  stretch: NamedStretch | undefined;
  hasFailed: boolean;
};

export type StretchPlayer = {
  store: StoreApi<PlayerState>;
  /** Takes charge of the element that plays; returns how to let it go. */
  attach(media: HTMLMediaElement): () => void;
  /** Plays exactly one stretch from its start and stops at its end. */
  play(stretch: NamedStretch): void;
  /** Pauses, or plays on; past the end of a stretch it plays on without one. */
  toggle(): void;
  /** Goes to a time, leaving the stretch. */
  seek(ms: number): void;
  /** Pauses and forgets the stretch. */
  stop(): void;
};

/** Plays stretches of one recording in one media element, and tells where it is many times a second. */
export function createStretchPlayer(): StretchPlayer {
  const store = createStore<PlayerState>(() => ({
    isPlaying: false,
    positionMs: 0,
    stretch: undefined,
    hasFailed: false,
  }));
  let media: HTMLMediaElement | undefined;
  let frame = 0;

  function moveTo(ms: number): void {
    if (media) media.currentTime = ms / 1_000;
    store.setState({ positionMs: ms });
  }

  function start(): void {
    // Rejects when a pause or another start comes in between, which is no failure; a real one fires `error` too.
    media?.play().catch(() => undefined);
  }

  function follow(): void {
    if (!media) return;
    const positionMs = media.currentTime * 1_000;
    const { stretch, isPlaying } = store.getState();
    if (stretch && isPlaying && positionMs >= stretch.endMs) {
      media.pause();
      moveTo(stretch.endMs);
      return;
    }
    store.setState({ positionMs });
  }

  function followFrames(): void {
    follow();
    if (media && !media.paused) frame = requestAnimationFrame(followFrames);
  }

  return {
    store,
    attach(element) {
      media = element;
      const onPlay = () => {
        store.setState({ isPlaying: true, hasFailed: false });
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(followFrames);
      };
      const onPause = () => store.setState({ isPlaying: false });
      const onError = () => store.setState({ isPlaying: false, hasFailed: true });
      element.addEventListener('play', onPlay);
      element.addEventListener('pause', onPause);
      element.addEventListener('ended', onPause);
      element.addEventListener('error', onError);
      // Frames are not drawn in a hidden window; the stretch ends there all the same.
      element.addEventListener('timeupdate', follow);
      return () => {
        cancelAnimationFrame(frame);
        element.pause();
        element.removeEventListener('play', onPlay);
        element.removeEventListener('pause', onPause);
        element.removeEventListener('ended', onPause);
        element.removeEventListener('error', onError);
        element.removeEventListener('timeupdate', follow);
        media = undefined;
      };
    },
    play(stretch) {
      store.setState({ stretch });
      moveTo(stretch.startMs);
      start();
    },
    toggle() {
      const { isPlaying, stretch, positionMs } = store.getState();
      if (isPlaying) {
        media?.pause();
        return;
      }
      if (stretch && positionMs >= stretch.endMs) store.setState({ stretch: undefined });
      start();
    },
    seek(ms) {
      store.setState({ stretch: undefined });
      moveTo(ms);
    },
    stop() {
      media?.pause();
      store.setState({ stretch: undefined });
    },
  };
}

import { absentStretches, nextPiece, pieceAt } from '#shared/excerpts/recording-pieces';
import type { Stretch } from '#shared/scoring/stretch';
import type { PlayerStretch, PlayerView } from './player-view';
import type { RecordingSource } from './recording-source';
import { type SoundShape, SoundShaper } from './sound-shaper';

export const MINIMUM_SPEED = 0.5;
export const MAXIMUM_SPEED = 2;

/** Time between two steps of a backward shuttle. */
const BACKWARD_STEP_MS = 80;

/** How long a screen says that something was passed over. */
const SKIP_NOTE_MS = 5_000;

type SourcePiece = RecordingSource['pieces'][number];

/**
 * Plays a session's recording in one media element, with shuttle, stretches and loops on top. A recording of which
 * excerpts were shared plays on its own time line: at the end of a piece playing goes on at the next one, and where
 * nothing is, the playhead can rest. The position is read from the element at every frame by whoever draws it, and is
 * not part of the view.
 */
export class Player {
  #view: PlayerView = {
    isPlaying: false,
    speed: 1,
    shuttle: 0,
    volume: 1,
    isMuted: false,
    sound: { boostDb: 0, isEven: false },
    stretch: undefined,
    absent: undefined,
    skipped: undefined,
    problem: undefined,
  };
  #media: HTMLMediaElement | undefined;
  #shaper: SoundShaper | undefined;
  /** What the element has loaded. */
  #piece: SourcePiece | undefined;
  /** Where the playhead rests while it is not where the element is. */
  #restMs: number | undefined;
  #backward: ReturnType<typeof setInterval> | undefined;
  #isAwaited = false;
  #frame: number | undefined;
  readonly #absent: readonly Stretch[];
  readonly #listeners = new Set<() => void>();
  readonly #positionListeners = new Set<() => void>();

  constructor(private readonly source: RecordingSource) {
    this.#absent = absentStretches(source.pieces, source.durationMs);
  }

  get durationMs(): number {
    return this.source.durationMs;
  }

  /** The stretches that were not shared. */
  get absentStretches(): readonly Stretch[] {
    return this.#absent;
  }

  /** Takes charge of the element that plays, as its `ref`; returns how to let it go. */
  readonly attach = (media: HTMLMediaElement | null): (() => void) | undefined => {
    if (!media) return undefined;
    this.#media = media;
    media.preservesPitch = true;
    media.volume = this.#view.volume;
    media.muted = this.#view.isMuted;
    this.#shaper = new SoundShaper(media);
    this.#shaper.apply(this.#view.sound);
    const removal = new AbortController();
    const { signal } = removal;
    const fail = () => {
      // Without a source the element has nothing that could fail.
      if (this.#piece) this.#set({ problem: 'This recording cannot be played. Your review is safe.' });
    };
    media.addEventListener('play', () => this.#mediaChanged(), { signal });
    media.addEventListener('pause', () => this.#mediaChanged(), { signal });
    media.addEventListener('ended', () => this.#pieceEnded(), { signal });
    // Frames are not drawn in a hidden window; stretches and pieces end there all the same.
    media.addEventListener('timeupdate', () => this.#follow(), { signal });
    media.addEventListener('error', fail, { signal });
    const [first] = this.source.pieces;
    if (first) this.#moveTo(first.startMs);
    return () => {
      this.#stopShuttle();
      if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
      this.#frame = undefined;
      removal.abort();
      media.pause();
      this.#shaper?.close();
      this.#shaper = undefined;
      this.#media = undefined;
      this.#piece = undefined;
      this.#set({ isPlaying: false });
    };
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getView = (): PlayerView => this.#view;

  /** Called at every frame while it plays, and whenever the playhead is moved. */
  readonly subscribePosition = (listener: () => void): (() => void) => {
    this.#positionListeners.add(listener);
    return () => this.#positionListeners.delete(listener);
  };

  /** Where playback is, in whole milliseconds of the whole recording. */
  get positionMs(): number {
    if (this.#restMs !== undefined) return this.#restMs;
    if (!this.#media || !this.#piece) return 0;
    const { startMs, endMs, leadMs } = this.#piece;
    const ms = Math.round(this.#media.currentTime * 1_000 - leadMs) + startMs;
    return Math.min(endMs, Math.max(startMs, ms));
  }

  /** Whether playing was asked for while nothing could be played: it is for whoever knows more to begin. */
  get isAwaited(): boolean {
    return this.#isAwaited;
  }

  toggle(): void {
    if (this.#view.isPlaying || this.#backward || this.#isAwaited) this.pause();
    else this.play();
  }

  /** Plays on; from the end, from the start; where nothing is, from the next piece. */
  play(): void {
    this.#stopShuttle();
    if (this.#view.stretch?.hasEnded) this.#set({ stretch: undefined });
    const { positionMs } = this;
    if (positionMs >= this.durationMs - 20) this.#moveTo(this.source.pieces[0]?.startMs ?? 0);
    else if (this.#isNothingFrom(positionMs)) {
      this.#skipTo(nextPiece(this.source.pieces, positionMs) ?? this.source.pieces[0], positionMs);
    }
    this.#start();
  }

  pause(): void {
    this.#isAwaited = false;
    this.#stopShuttle();
    this.#media?.pause();
  }

  /**
   * Goes to a time of the recording. Leaves a stretch when the time lies outside of it. Where nothing is, the playhead
   * rests there; while it plays, playing goes on at the next piece.
   */
  seek(ms: number): void {
    const target = Math.min(this.durationMs, Math.max(0, ms));
    const { stretch } = this.#view;
    if (stretch && (stretch.hasEnded || target < stretch.startMs || target >= stretch.endMs)) {
      this.#set({ stretch: undefined });
    }
    const goesOn = this.#media !== undefined && !this.#media.paused;
    this.#moveTo(target);
    const next = this.#restMs !== undefined && goesOn ? nextPiece(this.source.pieces, target) : undefined;
    if (next) {
      this.#skipTo(next, target);
      this.#start();
    } else if (goesOn && this.#media?.paused && this.#restMs === undefined) this.#start();
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
    if (this.#media) {
      this.#media.volume = clamped;
      this.#media.muted = false;
    }
    this.#set({ volume: clamped, isMuted: false });
  }

  toggleMute(): void {
    const isMuted = !this.#view.isMuted;
    if (this.#media) this.#media.muted = isMuted;
    this.#set({ isMuted });
  }

  shapeSound(change: Partial<SoundShape>): void {
    const sound = { ...this.#view.sound, ...change };
    this.#set({ sound });
    this.#shaper?.apply(sound);
  }

  /** Plays a stretch once and stops at its end, or round and round; of it, what is here. */
  playStretch(
    { startMs, endMs, id, caption }: Stretch & { id?: string; caption?: string },
    { loops }: { loops: boolean },
  ): void {
    this.#stopShuttle();
    const fromMs = this.#firstHeard({ startMs, endMs });
    const isAbsent = fromMs === undefined;
    this.#set({ stretch: { startMs, endMs, loops, id, caption, isAbsent, hasEnded: isAbsent } });
    if (isAbsent) this.#media?.pause();
    this.#moveTo(fromMs ?? startMs);
    if (!isAbsent) this.#start();
  }

  leaveStretch(): void {
    if (this.#view.stretch) this.#set({ stretch: undefined });
  }

  #start(): void {
    this.#isAwaited = this.source.pieces.length === 0;
    if (this.#isAwaited) return;
    this.#shaper?.resume();
    this.#media?.play().catch((error: unknown) => {
      // A seek, a pause or another piece in between ends a pending play; that is no failure.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      if (this.#piece) this.#set({ problem: 'This recording cannot be played. Your review is safe.' });
    });
  }

  /** Puts the element where a time is, or the playhead to rest where nothing is. */
  #moveTo(ms: number): void {
    const media = this.#media;
    const piece =
      pieceAt(this.source.pieces, ms) ?? this.source.pieces.find(({ endMs }) => endMs === Math.round(ms));
    if (!media || !piece) {
      media?.pause();
      this.#restMs = Math.round(ms);
      const absent = this.#absent.find(({ startMs, endMs }) => ms >= startMs && ms <= endMs);
      this.#set({ absent, skipped: undefined });
    } else {
      this.#restMs = undefined;
      if (this.#piece !== piece) {
        this.#piece = piece;
        media.src = piece.url;
        // Loading puts it back.
        this.#applyRate();
      }
      media.currentTime = (ms - piece.startMs + piece.leadMs) / 1_000;
      this.#set({ absent: undefined, skipped: undefined });
    }
    this.#positionChanged();
  }

  #skipTo(piece: SourcePiece | undefined, fromMs: number): void {
    if (!piece) return;
    this.#moveTo(piece.startMs);
    if (piece.startMs > fromMs) this.#set({ skipped: { startMs: fromMs, endMs: piece.startMs } });
  }

  /** Whether nothing can be heard from a time on without going elsewhere first. */
  #isNothingFrom(ms: number): boolean {
    return this.#restMs !== undefined || pieceAt(this.source.pieces, ms) === undefined;
  }

  /** Where a stretch begins to be heard; `undefined` where nothing of it is here. */
  #firstHeard({ startMs, endMs }: Stretch): number | undefined {
    if (pieceAt(this.source.pieces, startMs)) return startMs;
    const next = nextPiece(this.source.pieces, startMs);
    return next && next.startMs < endMs ? next.startMs : undefined;
  }

  #setShuttle(shuttle: number): void {
    clearInterval(this.#backward);
    this.#backward = undefined;
    this.#set({ shuttle });
    this.#applyRate();
    if (shuttle >= 0) {
      if (this.#media?.paused) this.play();
      return;
    }
    // Browsers do not play backward; short steps let one find a place by eye.
    this.#media?.pause();
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
    if (this.#media) this.#media.playbackRate = shuttle > 0 ? Math.min(4, speed * shuttle) : speed;
  }

  #mediaChanged(): void {
    const isRunning = this.#media !== undefined && !this.#media.paused;
    this.#set({ isPlaying: isRunning || this.#backward !== undefined });
    if (isRunning && this.#frame === undefined) this.#watch();
  }

  /** Checked at every frame: the element's own time events come four times a second, far too late for a border. */
  #watch(): void {
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#follow();
      if (this.#media && !this.#media.paused) this.#watch();
    });
  }

  #follow(): void {
    const { stretch, skipped } = this.#view;
    const { positionMs } = this;
    this.#positionChanged();
    if (!this.#media || this.#media.paused) return;
    if (skipped && positionMs > skipped.endMs + SKIP_NOTE_MS) this.#set({ skipped: undefined });
    if (stretch && !stretch.hasEnded && positionMs >= stretch.endMs) this.#endStretch(stretch);
    else if (this.#piece?.number !== undefined && positionMs >= this.#piece.endMs) this.#pieceEnded();
  }

  #endStretch(stretch: PlayerStretch): void {
    if (stretch.loops) {
      this.#moveTo(this.#firstHeard(stretch) ?? stretch.startMs);
      // The stretch may lie in several pieces, and loading one pauses.
      this.#start();
      return;
    }
    this.#media?.pause();
    this.#moveTo(Math.min(stretch.endMs, this.#piece?.endMs ?? stretch.endMs));
    this.#set({ stretch: { ...stretch, hasEnded: true } });
  }

  /** Goes on at the next piece; at the end of the last one, or of all of a stretch that is here, it stops. */
  #pieceEnded(): void {
    const piece = this.#piece;
    const { stretch } = this.#view;
    const next = piece && nextPiece(this.source.pieces, piece.endMs);
    const isStretchOver = stretch && !stretch.hasEnded && (!next || next.startMs >= stretch.endMs);
    if (isStretchOver) this.#endStretch(stretch);
    else if (piece && next) {
      this.#skipTo(next, piece.endMs);
      this.#start();
    } else {
      this.#media?.pause();
      this.#mediaChanged();
    }
  }

  #positionChanged(): void {
    for (const listener of this.#positionListeners) listener();
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

import { absentStretches, nextPiece, pieceAt } from '#shared/excerpts/recording-pieces';
import type { Stretch } from '#shared/scoring/stretch';
import { canLoop, Loop } from './looping/loop';
import { type LoopPart, loopParts } from './looping/loop-parts';
import { watchForLoss } from './lost-recording';
import { PlacedMedia } from './placed-media';
import type { PlayerStretch, PlayerView } from './player-view';
import type { RecordingSource } from './recording-source';
import { SoundOutput } from './sound-output';
import type { SoundShape } from './sound-shaper';

export const MINIMUM_SPEED = 0.5;
export const MAXIMUM_SPEED = 2;

/** Time between two steps of a backward shuttle. */
const BACKWARD_STEP_MS = 80;

/** How long a screen says that something was passed over. */
const SKIP_NOTE_MS = 5_000;

/**
 * Plays a session's recording in one media element, with shuttle, stretches and loops on top; the sound of a loop comes
 * from an element of its own. A recording of which excerpts were shared plays on its own time line: at the end of a piece
 * playing goes on at the next one, and where nothing is, the playhead can rest. The position is read from the element at
 * every frame by whoever draws it, and is not part of the view.
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
  readonly #output = new SoundOutput();
  readonly #place: PlacedMedia;
  #loop: Loop | undefined;
  #backward: ReturnType<typeof setInterval> | undefined;
  #isAwaited = false;
  #frame: number | undefined;
  readonly #absent: readonly Stretch[];
  readonly #listeners = new Set<() => void>();
  readonly #positionListeners = new Set<() => void>();

  constructor(private readonly source: RecordingSource) {
    this.#absent = absentStretches(source.pieces, source.durationMs);
    // Loading puts the rate back.
    this.#place = new PlacedMedia(source.pieces, (media) => this.#output.applyRate(media));
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
    this.#place.element = media;
    this.#output.add(media);
    const removal = new AbortController();
    const { signal } = removal;
    media.addEventListener('play', () => this.#mediaChanged(), { signal });
    media.addEventListener('pause', () => this.#mediaChanged(), { signal });
    media.addEventListener('ended', () => this.#pieceEnded(), { signal });
    // Frames are not drawn in a hidden window; stretches and pieces end there all the same.
    media.addEventListener('timeupdate', () => this.#follow(), { signal });
    const onProblem = (problem: string | undefined) => this.#set({ problem });
    watchForLoss(media, { onProblem, onBack: (wasPlaying) => this.#reload(wasPlaying) }, signal);
    const [first] = this.source.pieces;
    if (first) this.#moveTo(first.startMs);
    return () => {
      this.#stopShuttle();
      this.#endLoop();
      if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
      this.#frame = undefined;
      removal.abort();
      media.pause();
      this.#output.remove(media);
      this.#place.element = undefined;
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
    return (this.#loop ?? this.#place).positionMs;
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
    // A loop is never at an end.
    const isLooping = this.#loop !== undefined;
    if (!isLooping && positionMs >= this.durationMs - 20) this.#moveTo(this.source.pieces[0]?.startMs ?? 0);
    else if (!isLooping && (this.#place.isResting || !pieceAt(this.source.pieces, positionMs))) {
      this.#skipTo(nextPiece(this.source.pieces, positionMs) ?? this.source.pieces[0], positionMs);
    }
    this.#start();
  }

  pause(): void {
    this.#isAwaited = false;
    this.#stopShuttle();
    this.#halt();
  }

  /**
   * Goes to a time of the recording. Leaves a stretch when the time lies outside of it. Where nothing is, the playhead
   * rests there; while it plays, playing goes on at the next piece.
   */
  seek(ms: number): void {
    const target = Math.min(this.durationMs, Math.max(0, ms));
    const { stretch } = this.#view;
    const goesOn = this.#isRunning;
    if (stretch && (stretch.hasEnded || target < stretch.startMs || target >= stretch.endMs)) {
      this.#set({ stretch: undefined });
      this.#endLoop();
    }
    if (this.#loop) {
      this.#loop.moveTo(target);
      this.#follow();
      return;
    }
    this.#moveTo(target);
    const next = this.#place.isResting && goesOn ? nextPiece(this.source.pieces, target) : undefined;
    if (next) {
      this.#skipTo(next, target);
      this.#start();
    } else if (goesOn && !this.#place.isPlaying && !this.#place.isResting) this.#start();
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
    this.#changeRate();
  }

  setVolume(volume: number): void {
    const clamped = Math.round(Math.min(1, Math.max(0, volume)) * 100) / 100;
    this.#set({ volume: clamped, isMuted: false });
    this.#output.change({ volume: clamped, isMuted: false });
  }

  toggleMute(): void {
    const isMuted = !this.#view.isMuted;
    this.#set({ isMuted });
    this.#output.change({ isMuted });
  }

  shapeSound(change: Partial<SoundShape>): void {
    const sound = { ...this.#view.sound, ...change };
    this.#set({ sound });
    this.#output.change({ sound });
  }

  /** Plays a stretch once and stops at its end, or round and round; of it, what is here. */
  playStretch(
    { startMs, endMs, id, caption }: Stretch & { id?: string; caption?: string },
    { loops }: { loops: boolean },
  ): void {
    this.#stopShuttle();
    this.#endLoop();
    const parts = loopParts(this.source.pieces, { startMs, endMs });
    const isAbsent = parts.length === 0;
    this.#set({ stretch: { startMs, endMs, loops, id, caption, isAbsent, hasEnded: isAbsent } });
    if (isAbsent || loops) this.#place.element?.pause();
    this.#moveTo(parts[0]?.startMs ?? startMs);
    if (loops) this.#beginLoop(parts);
    if (!isAbsent) this.#start();
  }

  leaveStretch(): void {
    if (this.#view.stretch) this.#set({ stretch: undefined });
    this.#leaveLoop();
  }

  /** From here on the stretch sounds from a file of its own; where that cannot be had, the element seeks back. */
  #beginLoop(parts: readonly LoopPart[]): void {
    if (!canLoop(parts)) return;
    this.#loop = new Loop(parts, this.#place, this.#output, {
      onChange: () => this.#mediaChanged(),
      onFailure: () => this.#leaveLoop(),
    });
  }

  /** Goes on without the loop where it is. */
  #leaveLoop(): void {
    if (!this.#loop) return;
    const { positionMs } = this;
    const goesOn = this.#isRunning;
    this.#endLoop();
    this.#moveTo(positionMs);
    if (goesOn) this.#start();
  }

  #endLoop(): void {
    this.#loop?.close();
    this.#loop = undefined;
  }

  get #isRunning(): boolean {
    return (this.#loop ?? this.#place).isPlaying;
  }

  /** Stops what sounds and what is seen. */
  #halt(): void {
    this.#loop?.pause();
    this.#place.element?.pause();
  }

  #start(): void {
    this.#isAwaited = this.source.pieces.length === 0;
    if (this.#isAwaited) return;
    this.#output.resume();
    const playing = this.#loop ? this.#loop.play() : this.#place.element?.play();
    // A seek, a pause or another piece in between ends a pending play; of a file that fails, the element tells itself.
    playing?.catch(() => {});
  }

  /** Goes on where it was, with a file that can be read again. */
  #reload(wasPlaying: boolean): void {
    this.#place.reload();
    if (wasPlaying && !this.#loop) this.#start();
  }

  /** Puts the element where a time is, or the playhead to rest where nothing is. */
  #moveTo(ms: number): void {
    const isHere = this.#place.moveTo(ms);
    const absent = isHere
      ? undefined
      : this.#absent.find(({ startMs, endMs }) => ms >= startMs && ms <= endMs);
    this.#set({ absent, skipped: undefined });
    this.#positionChanged();
  }

  #skipTo(piece: RecordingSource['pieces'][number] | undefined, fromMs: number): void {
    if (!piece) return;
    this.#moveTo(piece.startMs);
    if (piece.startMs > fromMs) this.#set({ skipped: { startMs: fromMs, endMs: piece.startMs } });
  }

  #setShuttle(shuttle: number): void {
    clearInterval(this.#backward);
    this.#backward = undefined;
    this.#set({ shuttle });
    this.#changeRate();
    if (shuttle >= 0) {
      if (!this.#isRunning) this.play();
      return;
    }
    // Browsers do not play backward; short steps let one find a place by eye.
    this.#halt();
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
    this.#changeRate();
  }

  #changeRate(): void {
    const { speed, shuttle } = this.#view;
    this.#output.change({ rate: shuttle > 0 ? Math.min(4, speed * shuttle) : speed });
  }

  #mediaChanged(): void {
    const isRunning = this.#isRunning;
    this.#set({ isPlaying: isRunning || this.#backward !== undefined });
    // Where it came to rest, which may be behind the last frame.
    this.#positionChanged();
    if (!isRunning) this.#loop?.showPicture();
    else if (this.#frame === undefined) this.#watch();
  }

  /** Checked at every frame: the element's own time events come four times a second, far too late for a border. */
  #watch(): void {
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#follow();
      if (this.#isRunning) this.#watch();
    });
  }

  #follow(): void {
    const { stretch, skipped } = this.#view;
    const { positionMs } = this;
    this.#positionChanged();
    this.#loop?.showPicture();
    if (this.#loop || !this.#isRunning) return;
    if (skipped && positionMs > skipped.endMs + SKIP_NOTE_MS) this.#set({ skipped: undefined });
    if (stretch && !stretch.hasEnded && positionMs >= stretch.endMs) this.#endStretch(stretch);
    else if (this.#place.piece?.number !== undefined && positionMs >= this.#place.piece.endMs)
      this.#pieceEnded();
  }

  #endStretch(stretch: PlayerStretch): void {
    if (stretch.loops) {
      this.#moveTo(loopParts(this.source.pieces, stretch)[0]?.startMs ?? stretch.startMs);
      // The stretch may lie in several pieces, and loading one pauses.
      this.#start();
      return;
    }
    this.#place.element?.pause();
    this.#moveTo(Math.min(stretch.endMs, this.#place.piece?.endMs ?? stretch.endMs));
    this.#set({ stretch: { ...stretch, hasEnded: true } });
  }

  /** Goes on at the next piece; at the end of the last one, or of all of a stretch that is here, it stops. */
  #pieceEnded(): void {
    if (this.#loop) return;
    const piece = this.#place.piece;
    const { stretch } = this.#view;
    const next = piece && nextPiece(this.source.pieces, piece.endMs);
    const isStretchOver = stretch && !stretch.hasEnded && (!next || next.startMs >= stretch.endMs);
    if (isStretchOver) this.#endStretch(stretch);
    else if (piece && next) {
      this.#skipTo(next, piece.endMs);
      this.#start();
    } else {
      this.#place.element?.pause();
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

import { pieceAt } from '#shared/excerpts/recording-pieces';
import type { RecordingSource } from './recording-source';

type SourcePiece = RecordingSource['pieces'][number];

/** A media element on the time line of the whole recording: it loads the file in which a time lies. */
export class PlacedMedia {
  #media: HTMLMediaElement | undefined;
  /** What the element has loaded. */
  #piece: SourcePiece | undefined;
  /** Where the playhead rests while it is not where the element is. */
  #restMs: number | undefined;

  /** @param onLoad - told of every file that is loaded */
  constructor(
    private readonly pieces: RecordingSource['pieces'],
    private readonly onLoad: (media: HTMLMediaElement) => void,
  ) {}

  get element(): HTMLMediaElement | undefined {
    return this.#media;
  }

  set element(media: HTMLMediaElement | undefined) {
    this.#media = media;
    this.#piece = undefined;
  }

  /** What is loaded. */
  get piece(): SourcePiece | undefined {
    return this.#piece;
  }

  /** Whether it rests where nothing can be heard. */
  get isResting(): boolean {
    return this.#restMs !== undefined;
  }

  get isPlaying(): boolean {
    return this.#media !== undefined && !this.#media.paused;
  }

  /** In whole milliseconds of the whole recording. */
  get positionMs(): number {
    if (this.#restMs !== undefined) return this.#restMs;
    if (!this.#media || !this.#piece) return 0;
    const { startMs, endMs, leadMs } = this.#piece;
    const ms = Math.round(this.#media.currentTime * 1_000 - leadMs) + startMs;
    return Math.min(endMs, Math.max(startMs, ms));
  }

  /** Loads what is loaded once more, after it could not be read. */
  reload(): void {
    const { positionMs } = this;
    if (this.#restMs !== undefined) return;
    this.#piece = undefined;
    this.moveTo(positionMs);
  }

  /** Goes where a time is, or rests there where nothing is; returns whether something is. */
  moveTo(ms: number): boolean {
    const media = this.#media;
    const piece = pieceAt(this.pieces, ms) ?? this.pieces.find(({ endMs }) => endMs === Math.round(ms));
    if (!media || !piece) {
      media?.pause();
      this.#restMs = Math.round(ms);
      return false;
    }
    this.#restMs = undefined;
    if (this.#piece !== piece) {
      this.#piece = piece;
      media.src = piece.url;
      this.onLoad(media);
    }
    media.currentTime = (ms - piece.startMs + piece.leadMs) / 1_000;
    return true;
  }
}

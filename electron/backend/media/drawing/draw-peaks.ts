import type { MediaFile } from '../examining/media-input.ts';
import { drawWave } from './draw-wave.ts';
import { drawPeaksWithFfmpeg } from './draw-with-ffmpeg.ts';
import type { DrawnSlice } from './wave-columns.ts';

// Runs in the media thread, see media-thread-worker.ts.

export type PeaksTask = MediaFile & {
  /** Path of the ffmpeg to run; for a plain WAV none is needed. */
  program?: string;
  /** Which of the file's sound tracks, from 0. */
  soundTrack: number;
  /** Slices to draw, in order. */
  slices: readonly number[];
  /** Of the whole recording. */
  columns: number;
  /** How many run at a time. */
  streams: number;
  /** What a player takes off the start of the sound, in seconds: see `soundStartOf`. */
  cutSeconds: number;
  /** How long one run may take. */
  limitMs: number;
};

/** Whether all that was asked for was drawn; what was not is left for another. */
export type PeaksOutcome = { isWhole: boolean };

export type PeaksReport = {
  onSlice(drawn: DrawnSlice): void;
  /** Told of each process that is started, and of its end. */
  onProcess(id: number, isRunning: boolean): void;
};

/**
 * Draws slices of peaks.
 *
 * @throws FfmpegError; what the disk reports
 */
export function drawPeaks(task: PeaksTask, report: PeaksReport): Promise<PeaksOutcome> {
  const { program } = task;
  return program === undefined ? drawWave(task, report) : drawPeaksWithFfmpeg({ ...task, program }, report);
}

import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { environmentForFfmpeg } from './ffmpeg-arguments.ts';

// Runs in the media thread too, see media-thread-worker.ts.

/** Of what ffmpeg complains about, the end is kept. */
const MOST_COMPLAINT_CHARACTERS = 2_000;

/** ffmpeg could not be started, ended with an error, or took longer than it may. */
export class FfmpegError extends Error {
  override name = 'FfmpegError';
}

export type FfmpegRun = {
  stdout: Readable;
  /** Ends it at once, without leaving it time to write more. */
  kill(): void;
  /** Resolves when it has ended well. @throws FfmpegError otherwise */
  ended: Promise<void>;
  child: ChildProcess;
};

/**
 * Starts ffmpeg. Its words are an array and no shell is between, so that none of them is taken for more than a word.
 *
 * @param limitMs - it is killed when it has run for longer
 */
export function startFfmpeg(program: string, words: readonly string[], limitMs: number): FfmpegRun {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(program, [...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentForFfmpeg(process.env),
    windowsHide: true,
    shell: false,
  });
  let complaint = '';
  let isLate = false;
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    complaint = (complaint + text).slice(-MOST_COMPLAINT_CHARACTERS);
  });
  const kill = () => void child.kill('SIGKILL');
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, limitMs);
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(new FfmpegError('ffmpeg could not be started', { cause: error })));
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else if (isLate) reject(new FfmpegError(`ffmpeg took longer than ${Math.round(limitMs / 1_000)} s`));
      else reject(new FfmpegError(`ffmpeg ended with ${code ?? signal}: ${complaint.trim()}`));
    });
  }).finally(() => clearTimeout(timer));
  // Whoever kills it does not always wait for it.
  ended.catch(() => {});
  return { stdout: child.stdout, kill, ended, child };
}

/**
 * What a short run of ffmpeg writes to its standard output.
 *
 * @throws FfmpegError
 */
export async function readFromFfmpeg(
  program: string,
  words: readonly string[],
  limitMs: number,
): Promise<string> {
  const run = startFfmpeg(program, words, limitMs);
  let text = '';
  run.stdout.setEncoding('utf8');
  run.stdout.on('data', (piece: string) => {
    if (text.length < 1_000_000) text += piece;
  });
  await run.ended;
  return text;
}

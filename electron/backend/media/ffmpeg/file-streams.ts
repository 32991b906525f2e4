import { inputOf } from './ffmpeg-arguments.ts';
import { FfmpegError, startFfmpeg } from './run-ffmpeg.ts';

/** Reading what a file holds, from a disk that sleeps. */
const DESCRIBE_LIMIT_MS = 60_000;

const MOST_CHARACTERS = 200_000;

/** What ffmpeg says of a file before it reads it to the end. What it does not say is absent. */
export type FileStreams = {
  /** ffmpeg's names of the kind of file. */
  formats: string[];
  /** As the file announces it; absent where ffmpeg could only estimate it. */
  durationSeconds?: number;
  sounds: SoundStream[];
  /** Without covers. */
  pictures: PictureStream[];
};

export type SoundStream = { codec: string; sampleRateHz?: number; channels?: number };
export type PictureStream = { codec: string; widthPx?: number; heightPx?: number };

/**
 * Asks ffmpeg what a file holds.
 *
 * @throws FfmpegError where it is no file that ffmpeg reads; the signal's reason
 */
export async function describeStreams(
  program: string,
  path: string,
  signal?: AbortSignal,
): Promise<FileStreams> {
  signal?.throwIfAborted();
  // Copies nothing of it into nothing: ffmpeg wants something to do, and then describes what it was given.
  const words = [
    ...['-hide_banner', '-nostdin', '-loglevel', 'info'],
    ...inputOf(path),
    ...['-map', '0', '-c', 'copy', '-t', '0', '-f', 'null', 'pipe:1'],
  ];
  const run = startFfmpeg(program, words, DESCRIBE_LIMIT_MS);
  const stop = () => run.kill();
  signal?.addEventListener('abort', stop, { once: true });
  let text = '';
  run.child.stderr?.on('data', (piece: string) => {
    if (text.length < MOST_CHARACTERS) text += piece;
  });
  run.stdout.resume();
  try {
    await run.ended;
  } catch (error) {
    signal?.throwIfAborted();
    // A stream that nothing can be made of is no hindrance to describe the others.
    if (!/^Input #0/m.test(text)) throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  const streams = readDescription(text);
  if (!streams) throw new FfmpegError('ffmpeg did not say what the file holds');
  return streams;
}

/** Reads what ffmpeg prints of its input; `undefined` where there is none. */
export function readDescription(text: string): FileStreams | undefined {
  const [, formats, described] =
    /^Input #0, ([\w,]+), from [^\n]*\n([\s\S]*?)(?=^(?:Output #0|Stream mapping:)|(?![\s\S]))/m.exec(text) ??
    [];
  if (formats === undefined || described === undefined) return undefined;
  const lines = described.split('\n');
  const durationSeconds = /Estimating duration from bitrate/.test(text) ? undefined : durationIn(lines);
  // What a file says of itself stands deeper, so that it is not taken for a line about it.
  const streams = lines.filter((line) => /^ {2}Stream #0:\d+/.test(line));
  return {
    formats: formats.split(','),
    ...(durationSeconds !== undefined && { durationSeconds }),
    sounds: streams.flatMap(soundIn),
    pictures: streams.flatMap(pictureIn),
  };
}

function durationIn(lines: readonly string[]): number | undefined {
  for (const line of lines) {
    const [, hours, minutes, seconds] = /^ {2}Duration: (\d+):(\d\d):(\d\d\.\d+)/.exec(line) ?? [];
    if (seconds !== undefined) return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  }
  return undefined;
}

function soundIn(line: string): SoundStream[] {
  const [, codec] = /: Audio: ([\w-]+)/.exec(line) ?? [];
  if (codec === undefined) return [];
  const [, rate, layout = ''] = /, (\d{1,7}) Hz(?:, ([^,]+))?/.exec(line) ?? [];
  const channels = channelsOf(layout.trim());
  return [{ codec, ...(Number(rate) > 0 && { sampleRateHz: Number(rate) }), ...(channels && { channels }) }];
}

function channelsOf(layout: string): number | undefined {
  if (layout === 'mono') return 1;
  if (layout === 'stereo' || layout === 'downmix') return 2;
  const [, counted] = /^(\d{1,3}) channels/.exec(layout) ?? [];
  if (counted !== undefined) return Number(counted);
  const [, main, low] = /^(\d{1,2})\.(\d)/.exec(layout) ?? [];
  return main === undefined ? undefined : Number(main) + Number(low);
}

function pictureIn(line: string): PictureStream[] {
  const [, codec] = /: Video: ([\w-]+)/.exec(line) ?? [];
  if (codec === undefined || line.includes('(attached pic)')) return [];
  const [, width, height] = /, (\d{1,5})x(\d{1,5})[ ,]/.exec(`${line} `) ?? [];
  const size = Number(width) > 0 && Number(height) > 0;
  return [{ codec, ...(size && { widthPx: Number(width), heightPx: Number(height) }) }];
}

import { PEAK_COLUMNS_PER_SECOND, PEAK_SLICE_COLUMNS } from '#shared/formats/peaks-file';
import { containerOf, withMediaInput } from '../examining/media-input.ts';
import { inputOf, QUIET } from '../ffmpeg/ffmpeg-arguments.ts';
import { startFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { PeaksOutcome, PeaksReport, PeaksTask } from './draw-peaks.ts';
import { type ColumnStretch, WaveColumns } from './wave-columns.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** A task of peaks that has the ffmpeg to run. */
export type FfmpegTask = PeaksTask & { program: string };

/** Before a stretch, so that a decoder is in step when it begins; a whole number of columns. */
const PRE_ROLL_COLUMNS = 50;

/** A stretch that is shorter is not worth two processes. */
const SHORTEST_SPLIT_SLICES = 15;

/** How much of the end may be missing: headers announce a little more than there is. */
const END_TOLERANCE_COLUMNS = 100;

/**
 * Draws slices of peaks with ffmpeg. The samples come through a pipe in large pieces (`asetnsamples`: one write for each
 * packet took a third longer) and are looked at as they come, so that memory does not grow with the recording.
 *
 * @throws FfmpegError; what the disk reports
 */
export async function drawPeaksWithFfmpeg(task: FfmpegTask, report: PeaksReport): Promise<PeaksOutcome> {
  const startSeconds = await soundStartOf(task);
  const canBegin = startSeconds === undefined;
  const waiting = stretchesOf(task, canBegin);
  let isWhole = true;
  const drawOneByOne = async () => {
    for (let stretch = waiting.shift(); stretch; stretch = waiting.shift()) {
      isWhole = (await drawStretch(stretch, task, startSeconds, report)) && isWhole;
    }
  };
  await Promise.all(Array.from({ length: canBegin ? task.streams : 1 }, drawOneByOne));
  return { isWhole };
}

/**
 * When the first sample that ffmpeg gives is heard, in seconds; `undefined` where ffmpeg's own times say so.
 *
 * Those of Matroska are whole milliseconds, and what an encoder put before the sound is taken off them rounded: a run
 * that begins in the middle lies up to 8 ms off. There all is read from the start, and placed by the file's first time.
 */
function soundStartOf(task: FfmpegTask): Promise<number | undefined> {
  return withMediaInput(task, async (input) => {
    const container = await containerOf(input);
    if (container !== 'webm' && container !== 'matroska') return undefined;
    const track = (await input.getAudioTracks())[task.soundTrack];
    const first = (await track?.getFirstTimestamp()) ?? 0;
    return Math.max(0, first - task.cutSeconds);
  });
}

function stretchesOf({ slices, columns, streams }: PeaksTask, canBegin: boolean): ColumnStretch[] {
  const [first, last] = [slices[0], slices.at(-1)];
  if (first === undefined || last === undefined) return [];
  const stretch = (from: number, to: number): ColumnStretch => ({
    startColumn: Math.max(0, from * PEAK_SLICE_COLUMNS - PRE_ROLL_COLUMNS),
    firstColumn: from * PEAK_SLICE_COLUMNS,
    endColumn: Math.min(columns, to * PEAK_SLICE_COLUMNS),
  });
  if (!canBegin) return [{ ...stretch(first, last + 1), startColumn: 0 }];
  const stretches: ColumnStretch[] = [];
  let from = first;
  for (const [index, slice] of slices.entries()) {
    if (slices[index + 1] === slice + 1) continue;
    const count = slice + 1 - from;
    const middle = count < SHORTEST_SPLIT_SLICES || streams < 2 ? slice + 1 : from + Math.ceil(count / 2);
    stretches.push(stretch(from, middle));
    if (middle <= slice) stretches.push(stretch(middle, slice + 1));
    from = slices[index + 1] ?? slice + 1;
  }
  return stretches;
}

/** Draws one stretch with one process; whether all of it was drawn. */
async function drawStretch(
  stretch: ColumnStretch,
  { program, path, soundTrack, columns, limitMs, readCount }: FfmpegTask,
  startSeconds: number | undefined,
  { onSlice, onProcess }: PeaksReport,
): Promise<boolean> {
  const fromSeconds = stretch.startColumn / PEAK_COLUMNS_PER_SECOND;
  // By the file's own times: without `copyts`, ffmpeg moves them to begin at 0, and a late sound begins too early. They are
  // moved as packets are read, and cut where columns are: a filter for either takes a tenth of the time each.
  const begin =
    fromSeconds > 0
      ? ['-noaccurate_seek', '-seek_timestamp', '1', '-ss', `${fromSeconds}`, '-itsoffset', `${-fromSeconds}`]
      : [];
  const move = startSeconds === undefined ? [] : [`asetpts=PTS-(STARTPTS*TB-${startSeconds})/TB`];
  const filter = [...move, 'aresample=async=1:first_pts=0', 'asetnsamples=n=65536:p=0'];
  const run = startFfmpeg(
    program,
    [
      ...QUIET,
      ...['-copyts', ...begin, '-vn', '-sn', '-dn'],
      ...inputOf(path),
      ...['-map', `0:a:${soundTrack}`, '-af', filter.join(',')],
      ...['-c:a', 'pcm_s16le', '-f', 'wav', 'pipe:1'],
    ],
    limitMs,
  );
  const { pid } = run.child;
  if (pid !== undefined) {
    onProcess(pid, true);
    void run.ended.catch(() => {}).finally(() => onProcess(pid, false));
  }
  const drawing = new WaveColumns(stretch, onSlice);
  try {
    for await (const bytes of run.stdout) {
      Atomics.add(readCount, 0, 1);
      drawing.push(bytes);
      if (drawing.isComplete) break;
    }
    if (drawing.isComplete) return true;
    await run.ended;
    const isAtEnd = stretch.endColumn === columns;
    if (!isAtEnd || drawing.reachedColumn < columns - END_TOLERANCE_COLUMNS) return false;
    drawing.finish();
    return true;
  } finally {
    run.kill();
    // A thread that ends sooner leaves it behind as the system's memory of a process.
    await run.ended.catch(() => {});
  }
}

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Kept between runs: making them takes longer than measuring. */
const FOLDER = join(tmpdir(), 'concordance-bench-recordings');

const OPUS = ['-ar', '48000', '-c:a', 'libopus', '-b:a', '32k', '-application', 'voip'];

type Kind = {
  /** How ffmpeg makes it. */
  words: readonly string[];
  /** The kind whose packets it holds, in a container of its own; else it is made of the talk. */
  of?: string;
  /** How much of its bytes there is; the rest is cut off. */
  kept?: number;
};

const COPY = ['-c', 'copy'];
const FRAGMENTS = ['-movflags', 'frag_keyframe+empty_moov', '-frag_duration', '2000000'];
const PICTURE = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '250'];
const AAC = ['-c:a', 'aac', '-b:a', '96k'];

/** Each kind with how it is made. */
const KINDS: Readonly<Record<string, Kind>> = {
  'wav.wav': { words: ['-c:a', 'pcm_s16le'] },
  'mp3-constant.mp3': { words: ['-c:a', 'libmp3lame', '-b:a', '128k'] },
  'mp3-variable.mp3': { words: ['-c:a', 'libmp3lame', '-q:a', '4'] },
  'mp3-no-header.mp3': { words: [...COPY, '-write_xing', '0'], of: 'mp3-variable.mp3' },
  'm4a.m4a': { words: AAC },
  'aac-bare.aac': { words: COPY, of: 'm4a.m4a' },
  'mp4-fragments.mp4': { words: [...COPY, ...FRAGMENTS], of: 'm4a.m4a' },
  'mp4-picture.mp4': { words: [...PICTURE, ...AAC] },
  'opus.opus': { words: OPUS },
  'webm.webm': { words: COPY, of: 'opus.opus' },
  'webm-no-cues.webm': { words: [...COPY, '-f', 'webm', '-live', '1'], of: 'opus.opus' },
  'vorbis.ogg': { words: ['-c:a', 'libvorbis', '-q:a', '4'] },
  'mono-8-khz.mp3': { words: ['-ar', '8000', '-ac', '1', '-c:a', 'libmp3lame', '-b:a', '16k'] },
  'six-channels.m4a': { words: ['-ac', '6', '-c:a', 'aac', '-b:a', '256k'] },
  '24-bit.wav': { words: ['-c:a', 'pcm_s24le'] },
  'gap.webm': { words: [...OPUS, '-af', 'aselect=not(between(t\\,60\\,90))'] },
  'cut-off.mp3': { words: COPY, of: 'mp3-variable.mp3', kept: 0.9 },
};

/** All that can be asked for. */
export const LONG_RECORDINGS = Object.keys(KINDS);

/** A recording of a talk of so many minutes, of a kind of `LONG_RECORDINGS`; needs ffmpeg and espeak-ng. */
export async function longRecording(kind: string, minutes: number): Promise<string> {
  const made = KINDS[kind];
  if (!made) throw new Error(`There is no such recording: ${kind}`);
  const path = join(FOLDER, `${minutes}-${kind}`);
  if (existsSync(path)) return path;
  const unfinished = join(FOLDER, `unfinished-${minutes}-${kind}`);
  await run('ffmpeg', ['-v', 'error', '-y', ...(await sourceOf(made, minutes)), ...made.words, unfinished]);
  if (made.kept !== undefined)
    await truncate(unfinished, Math.round((await stat(unfinished)).size * made.kept));
  await rename(unfinished, path);
  return path;
}

async function sourceOf({ words, of }: Kind, minutes: number): Promise<string[]> {
  if (of !== undefined) return ['-i', await longRecording(of, minutes)];
  const picture = words.includes('-c:v') ? ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=5'] : [];
  // Louder and softer over minutes, so that a changing bit rate changes.
  const filter = words.includes('-af') ? [] : ['-af', "volume='0.4+0.5*abs(sin(2*PI*t/97))':eval=frame"];
  const talk = ['-stream_loop', '-1', '-i', await makeTalk()];
  return [...picture, ...talk, ...filter, '-t', String(minutes * 60)];
}

/** Two voices in turns, with pauses and a little noise of the room: 44.1 kHz, one channel. */
async function makeTalk(): Promise<string> {
  const path = join(FOLDER, 'talk.wav');
  if (existsSync(path)) return path;
  await mkdir(FOLDER, { recursive: true });
  const turns = [
    [
      'en',
      'What would you like to take away from our conversation today? I notice that you come back to this.',
    ],
    [
      'en-us+f3',
      'I want to leave with a decision about the role, or at least with a first step for this week.',
    ],
  ];
  const files: string[] = [];
  for (const [index, [voice = '', words = '']] of turns.entries()) {
    files.push(join(FOLDER, `turn-${index}.wav`));
    await run('espeak-ng', ['-v', voice, '-s', '155', '-w', files[index] ?? '', words]);
  }
  const inputs = files.flatMap((file) => ['-i', file]);
  const noise = ['-f', 'lavfi', '-i', 'anoisesrc=amplitude=0.002:sample_rate=44100:duration=60'];
  const turn = (index: number) => `[${index}:a]aresample=44100,apad=pad_dur=1.6[t${index}]`;
  const graph = `${turn(0)};${turn(1)};[t0][t1]concat=n=2:v=0:a=1[talk];[talk][2:a]amix=duration=first:normalize=0[out]`;
  await run('ffmpeg', [
    '-v',
    'error',
    '-y',
    ...inputs,
    ...noise,
    '-filter_complex',
    graph,
    '-map',
    '[out]',
    path,
  ]);
  return path;
}

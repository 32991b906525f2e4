import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { FfmpegState } from '#shared/model/ffmpeg';
import { firstProgramAt, placesOfFfmpeg } from './find-ffmpeg';
import { readFromFfmpeg } from './run-ffmpeg';

/** To say its version, a program that lies on a sleeping disk takes seconds. */
const ANSWER_LIMIT_MS = 15_000;

/** An ffmpeg that answered for itself. */
export type FfmpegProgram = {
  path: string;
  /** The line by which it names itself. */
  version: string;
  encoders: ReadonlySet<string>;
};

export type FfmpegOptions = {
  /** Whether the user allows it, as her settings say at this moment. */
  isAllowed(): boolean;
  /** Where the user said to the host that it lies; never what a page said. */
  chosenPath?(): Promise<string | undefined>;
  /** Where it is looked for otherwise; the places of this system when absent. */
  places?(): readonly string[];
};

export type Ffmpeg = {
  /** What is known of it, for the settings. */
  state(): Promise<FfmpegState>;
  /** The program to run; `undefined` where the user does not allow one, or none is there. */
  program(): Promise<FfmpegProgram | undefined>;
};

/** Knows the ffmpeg of this system. Where the user does not allow it, it is looked for and never run. */
export function createFfmpeg({ isAllowed, chosenPath, places = placesHere }: FfmpegOptions): Ffmpeg {
  let asked: { key: string; answer: Promise<FfmpegProgram | undefined> } | undefined;

  async function find(): Promise<string | undefined> {
    const chosen = await chosenPath?.();
    return firstProgramAt([...(chosen === undefined ? [] : [chosen]), ...places()]);
  }

  /** Asked once for each file at a place: an update replaces it. */
  async function ask(path: string): Promise<FfmpegProgram | undefined> {
    const { mtimeMs, size } = await stat(path);
    const key = JSON.stringify([path, mtimeMs, size]);
    if (asked?.key !== key) asked = { key, answer: introduce(path).catch(() => undefined) };
    return asked.answer;
  }

  return {
    async state() {
      const path = await find();
      if (path === undefined) return { state: 'missing' };
      if (!isAllowed()) return { state: 'resting', path };
      const program = await ask(path);
      if (!program) return { state: 'unusable', path };
      return {
        state: 'ready',
        path,
        version: program.version,
        makesPictures: program.encoders.has('libx264'),
      };
    },

    async program() {
      if (!isAllowed()) return undefined;
      const path = await find();
      return path === undefined ? undefined : ask(path);
    },
  };
}

function placesHere(): string[] {
  return placesOfFfmpeg({ environment: process.env, platform: process.platform, home: homedir() });
}

async function introduce(path: string): Promise<FfmpegProgram | undefined> {
  const [version = ''] = (await readFromFfmpeg(path, ['-version'], ANSWER_LIMIT_MS)).split('\n');
  if (!/^ffmpeg version \S/.test(version)) return undefined;
  const list = await readFromFfmpeg(path, ['-hide_banner', '-encoders'], ANSWER_LIMIT_MS);
  // Six letters say what it can do, then comes its name.
  const encoders = new Set([...list.matchAll(/^ [A-Z.]{6} ([\w-]+) /gm)].map(([, name = '']) => name));
  return { path, version: version.trim().slice(0, 200), encoders };
}

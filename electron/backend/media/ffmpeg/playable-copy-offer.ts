import type { PlaybackWay } from '#shared/model/playback';
import { UserError } from '../../user-error';
import type { UnplayableError } from '../examining/unplayable';
import type { Ffmpeg, FfmpegProgram } from './ffmpeg';

/**
 * What is said of a recording that cannot be played, where the user can have a copy made that does; whether ffmpeg is
 * allowed may change while she reads it.
 *
 * @throws UserError where no ffmpeg is there that could
 */
export async function offerPlayableCopy(
  ffmpeg: Pick<Ffmpeg, 'state' | 'program'>,
  problem: UnplayableError,
): Promise<string> {
  switch (await wayToCopy(ffmpeg)) {
    case 'ready':
    case 'allow':
      return problem.statement;
    case 'install':
      throw new UserError(
        'bad-request',
        `${problem.message} Or install ffmpeg, a free program, and allow it in the settings: Concordance can then make a copy that plays.`,
        { cause: problem },
      );
  }
}

/** What stands between a recording that cannot be played and a copy that can. */
export async function wayToCopy(
  ffmpeg: Pick<Ffmpeg, 'state' | 'program'>,
): Promise<'ready' | Extract<PlaybackWay, 'allow' | 'install'>> {
  const { state } = await ffmpeg.state();
  if (state === 'resting') return 'allow';
  const program = state === 'ready' ? await ffmpeg.program() : undefined;
  return program && canMakeSound(program) ? 'ready' : 'install';
}

/**
 * The program to make a copy that plays with.
 *
 * @throws UserError where the user does not allow one, or none is there
 */
export async function programForSound(ffmpeg: Pick<Ffmpeg, 'program'>): Promise<FfmpegProgram> {
  const program = await ffmpeg.program();
  if (program && canMakeSound(program)) return program;
  throw new UserError(
    'conflict',
    'A copy that plays is made with ffmpeg, a free program. Install it, allow it in the settings, and try again.',
  );
}

/**
 * The program to make a picture with that is shown.
 *
 * @throws UserError as `programForSound`, and where what is there makes no such picture
 */
export async function programForPicture(ffmpeg: Pick<Ffmpeg, 'program'>): Promise<FfmpegProgram> {
  const program = await programForSound(ffmpeg);
  if (canMakePicture(program)) return program;
  throw new UserError(
    'conflict',
    'This ffmpeg was built without x264, and cannot make a picture that is shown here. Install one with it, or export the recording as MP4 (H.264).',
  );
}

function canMakeSound({ encoders }: FfmpegProgram): boolean {
  return encoders.has('flac');
}

export function canMakePicture({ encoders }: FfmpegProgram): boolean {
  return encoders.has('libx264');
}

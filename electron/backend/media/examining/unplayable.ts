import { UserError } from '../../user-error';
import { CONVERT_HINT } from './codec-support';

/** What a file is by its content, where its sound cannot be played. */
export type UnplayableKind = {
  container: string;
  /** As the original is served under, for programs that can play it. */
  mimeType: string;
};

/** A recording that is whole, as far as is known, but for which the player has no decoder. */
export class UnplayableError extends UserError {
  override name = 'UnplayableError';

  /** @param statement - what the file is and that it cannot be played, in a whole sentence */
  constructor(
    readonly statement: string,
    readonly kind: UnplayableKind,
  ) {
    super('bad-request', `${statement} ${CONVERT_HINT}`);
  }
}

/** Types that other programs gave a file are no more than hints, and documents take none but those of sound and film. */
export function kindOf({ ext, mime }: { ext: string; mime: string }): UnplayableKind {
  const isMedia = /^(audio|video)\/[a-z0-9.+-]+$/.test(mime);
  return { container: ext, mimeType: isMedia ? mime : 'video/x-unknown' };
}

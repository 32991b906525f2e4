import { stat } from 'node:fs/promises';
import type { SharedRecording } from '#shared/api-contract/exchange-contract';
import { planExcerpts, totalMs } from '#shared/excerpts/plan-excerpts';
import type { Moment } from '#shared/model/moment';
import type { Recording } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import type { Stretch } from '#shared/scoring/stretch';
import { cutExcerpts } from '../media/copying/excerpt-cutter';
import { UserError } from '../user-error';
import type { ExportTarget } from './exports';
import type { PackedRecording } from './package-writer';

/** What of a recording is to be shared; excerpts are still to be cut. */
export type PlannedRecording =
  | { type: 'whole'; path: string }
  /** With the recording as this library knows it: a packaged one does not say how its times are found. */
  | { type: 'excerpts'; path: string; recording: Recording; stretches: readonly Stretch[] };

export type RecordingSources = {
  /** `undefined` where the recording is not here as a whole. */
  locateRecording(sessionId: string): Promise<{ path: string } | undefined>;
  /** The file on whose time line the session lives; a UserError where it is still to be made. */
  locatePlayed(sessionId: string): Promise<{ path: string } | undefined>;
  /** The moments of the owner's own reviews of a session, drafts included. */
  listOwnMoments(sessionId: string): Promise<readonly Moment[]>;
};

/**
 * Finds what is to be shared of a session's recording.
 *
 * @throws UserError where that is not here, or a moment is not the owner's
 */
export async function planRecording(
  session: SessionDocument,
  shared: SharedRecording,
  { locateRecording, locatePlayed, listOwnMoments }: RecordingSources,
): Promise<PlannedRecording | undefined> {
  if (shared.include === 'none') return undefined;
  const located = await locateRecording(session.id);
  if (!located) throw notPassedOn(session);
  if (shared.include === 'whole') return { type: 'whole', path: located.path };
  const { durationMs } = session.recording;
  const source = { path: located.path, recording: session.recording };
  const cut = (await encodedSource(session, locatePlayed)) ?? source;
  if (shared.include === 'copy') {
    if (cut === source) {
      throw new UserError(
        'conflict',
        `“${session.title}” is played from its recording itself, and has no copy to share. Share the recording.`,
      );
    }
    // As one stretch: the session goes on naming the original, so that what comes back fits what is here.
    return { type: 'excerpts', ...cut, stretches: [{ startMs: 0, endMs: durationMs }] };
  }
  const moments = new Map((await listOwnMoments(session.id)).map((moment) => [moment.id, moment]));
  const chosen: Moment[] = [];
  for (const momentId of new Set(shared.momentIds)) {
    const moment = moments.get(momentId);
    if (!moment) {
      throw new UserError(
        'conflict',
        `One of the moments that were chosen is in no review of yours of “${session.title}” any more. Choose again.`,
      );
    }
    chosen.push(moment);
  }
  const stretches = planExcerpts(chosen, { paddingMs: shared.paddingMs, durationMs });
  if (stretches.length === 0) {
    throw new UserError(
      'conflict',
      `The moments that were chosen lie beyond the end of the recording of “${session.title}”. Choose others, or share without the recording.`,
    );
  }
  return { type: 'excerpts', ...cut, stretches };
}

/** The copy that was encoded, to be cut in place of what cannot be played; `undefined` where there is none. */
async function encodedSource(
  { id, recording }: SessionDocument,
  locatePlayed: RecordingSources['locatePlayed'],
): Promise<{ path: string; recording: Recording } | undefined> {
  if (recording.timing?.playedFrom.type !== 'encoded') return undefined;
  const played = await locatePlayed(id);
  if (!played) return undefined;
  // It holds one sound, at the times at which it is heard.
  const { timing: _timing, soundTrack: _soundTrack, ...described } = recording;
  return { path: played.path, recording: { ...described, sizeBytes: (await stat(played.path)).size } };
}

/**
 * Cuts what has to be cut, hands what is to be packed to `pack`, and removes what was cut when that is done.
 *
 * @param pack - told how to report its own progress
 */
export async function withPackedRecording(
  planned: PlannedRecording | undefined,
  { fileSystem, temporaryPath, signal, onProgress }: Omit<ExportTarget, 'targetPath'>,
  pack: (recording: PackedRecording | undefined, onProgress: ExportTarget['onProgress']) => Promise<number>,
): Promise<number> {
  if (planned?.type !== 'excerpts') return pack(planned, onProgress);
  const { path, recording, stretches } = planned;
  const folder = `${temporaryPath}-excerpts`;
  // Cutting reads about as much as packing writes: each is half of the way.
  const expectedBytes = Math.ceil((recording.sizeBytes * totalMs(stretches)) / recording.durationMs);
  try {
    await fileSystem.mkdir(folder);
    const excerpts = await cutExcerpts({ path, recording }, stretches, folder, {
      fileSystem,
      signal,
      onProgress: (done) => onProgress(Math.round(done * expectedBytes), expectedBytes * 2),
    });
    return await pack({ type: 'excerpts', excerpts }, (writtenBytes, totalBytes) =>
      onProgress(totalBytes + writtenBytes, totalBytes * 2),
    );
  } finally {
    await fileSystem.rm(folder, { recursive: true, force: true });
  }
}

function notPassedOn({ title, recording, origin }: SessionDocument): UserError {
  if (recording.storage === 'excerpts') {
    const from = origin.type === 'received' ? ` by ${origin.from.name}` : '';
    return new UserError(
      'conflict',
      `Only parts of the recording of “${title}” were shared with you${from}, and they are not passed on. Share without the recording.`,
    );
  }
  return new UserError(
    'conflict',
    `The recording of “${title}” was never shared with you, so it cannot be passed on. Share without it.`,
  );
}

import type { PreparedThing } from '#shared/model/import-job';
import type { Playback, PlaybackWay } from '#shared/model/playback';
import { hasVideo, isPlayable, type Recording } from '#shared/model/recording';
import {
  type CopiedFrom,
  type PlayedFrom,
  type RecordingTiming,
  TIMING_RULES,
} from '#shared/model/recording-timing';
import type { SessionDocument } from '#shared/model/session';
import { type FileSystem, ifMissing } from '../../library/file-system';
import { expectWritable } from '../../library/read-only-file-system';
import { UserError } from '../../user-error';
import { makePlayableCopy, makeVisibleCopy } from '../copying/encoded-copy';
import { makeWorkingCopy, NotCopiedError, withoutCopy } from '../copying/working-copy-maker';
import { probeRecording } from '../examining/probe';
import { UnplayableError } from '../examining/unplayable';
import type { Ffmpeg } from '../ffmpeg/ffmpeg';
import { programForPicture, programForSound, wayToCopy } from '../ffmpeg/playable-copy-offer';
import type { Imports, PrepareContext } from '../imports/imports-door';
import { UNREADABLE, unheard } from './playback-timing';

/** What playing needs of the library. */
export type PlaybackLibrary = {
  /** @throws UserError `not-found` */
  getSession(sessionId: string): Promise<SessionDocument>;
  /** @throws UserError `not-found` where its file is gone; `undefined` where it was not shared */
  locateRecording(sessionId: string): Promise<{ path: string; recording: Recording } | undefined>;
  /** Where a session's working copy belongs. */
  workingCopyPath(sessionId: string, playedFrom: CopiedFrom): string;
  /** Writes down what was found of a recording, unless the session has another by now. */
  saveTiming(sessionId: string, sha256: string, found: FoundTiming): Promise<void>;
  /**
   * Moves a finished copy to its place, unless the session has another recording by now, or none.
   *
   * @param timing - how the recording is played from then on, where that changes
   */
  placeWorkingCopy(
    sessionId: string,
    sha256: string,
    stagedPath: string,
    timing?: RecordingTiming,
  ): Promise<void>;
};

type LocatedRecording = { path: string; recording: Recording };

/** How a recording is played, and which of its sounds that is where it was chosen. */
export type FoundTiming = Required<Pick<Recording, 'timing'>> & Pick<Recording, 'soundTrack'>;

export type PlaybackStoreOptions = {
  library: PlaybackLibrary;
  fileSystem: FileSystem;
  imports: Pick<Imports, 'beginPreparing' | 'cancel'>;
  /** What makes copies of what the player cannot decode. */
  ffmpeg: Pick<Ffmpeg, 'state' | 'program'>;
};

/** The file that is played for a session. */
export type PlayedFile = {
  path: string;
  contentType: string;
  /** What changes when the content does. */
  version: string;
  expectedSizeBytes?: number;
};

export type PlaybackStore = {
  /**
   * Says from what a session's recording is played, and begins to make what is missing of that.
   *
   * @param again - also where the user stopped it before, or it failed
   */
  prepare(sessionId: string, again: boolean): Promise<Playback>;
  /** The file on whose time line the session lives; `undefined` where there is no recording. */
  locatePlayed(sessionId: string): Promise<PlayedFile | undefined>;
  /**
   * Lets another of a recording's sounds be heard, from then on and everywhere.
   *
   * @param soundTrack - which of them, from 0
   * @throws UserError where there is no such sound, or it cannot be played
   */
  chooseSound(sessionId: string, soundTrack: number): Promise<void>;
  /**
   * Begins to make a copy in which a picture is seen that the player cannot decode. It is played as before until that is
   * done, and from the copy afterwards.
   *
   * @throws UserError where there is no such picture, or no ffmpeg that could make it
   */
  showPicture(sessionId: string): Promise<void>;
  /** Stops what is being made for a session, without waiting for its end. */
  stop(sessionId: string): void;
};

/** Keeps the working copies of recordings in which times are not found exactly: they can be made again at any time. */
export function createPlaybackStore({
  library,
  fileSystem,
  imports,
  ffmpeg,
}: PlaybackStoreOptions): PlaybackStore {
  const making = new Map<string, string>();
  const makingPictures = new Map<string, string>();
  const givenUp = new Map<string, 'stopped' | 'failed'>();
  /** Of recordings whose sessions cannot be written. */
  const examined = new Map<string, Promise<RecordingTiming>>();

  async function timingOf(sessionId: string, path: string, recording: Recording): Promise<RecordingTiming> {
    const { timing, sha256, originalName, soundTrack } = recording;
    if (timing?.rules === TIMING_RULES && !(await hasLostPicture(sessionId, timing.playedFrom)))
      return timing;
    const key = `${sha256} ${soundTrack}`;
    let examining = examined.get(key);
    if (!examining) {
      examining = probeRecording(path, originalName, { soundTrack }).then(
        ({ probe }) => probe.timing ?? UNREADABLE,
        (error: unknown) => (error instanceof UnplayableError ? unheard(soundTrack) : UNREADABLE),
      );
      examined.set(key, examining);
    }
    const found = await examining;
    if (!fileSystem.isReadOnly) {
      await library.saveTiming(sessionId, sha256, { timing: found });
      examined.delete(key);
    }
    return found;
  }

  /** A copy that was made for its picture is not made again unasked, which takes long: it is heard without it. */
  async function hasLostPicture(sessionId: string, playedFrom: PlayedFrom): Promise<boolean> {
    if (playedFrom.type !== 'encoded' || playedFrom.because !== 'picture') return false;
    return (await findCopy(sessionId, playedFrom)) === undefined;
  }

  async function findCopy(sessionId: string, playedFrom: CopiedFrom): Promise<string | undefined> {
    const path = library.workingCopyPath(sessionId, playedFrom);
    const found = await fileSystem.stat(path).catch(ifMissing(undefined));
    return found?.isFile() ? path : undefined;
  }

  /** Begins to make what a session is played from. */
  function begin(
    sessionId: string,
    recording: Recording,
    makes: PreparedThing,
    work: (context: PrepareContext) => Promise<void>,
  ): string {
    givenUp.delete(sessionId);
    const { originalName: fileName, sizeBytes } = recording;
    const { importId, outcome } = imports.beginPreparing({ sessionId, fileName, sizeBytes, makes }, work);
    making.set(sessionId, importId);
    void outcome.then((how) => {
      // One that was stopped can end after the next has begun.
      if (making.get(sessionId) !== importId) return;
      making.delete(sessionId);
      if (how !== 'prepared') givenUp.set(sessionId, how);
    });
    return importId;
  }

  async function copyPackets(
    sessionId: string,
    { path, recording }: LocatedRecording,
    timing: RecordingTiming,
    playedFrom: PlayedFrom & { type: 'copy' },
    { folder, targetPath, signal, onProgress }: PrepareContext,
  ): Promise<void> {
    const { originalName, sha256 } = recording;
    try {
      await makeWorkingCopy({ path, recording }, playedFrom, { folder, targetPath }, { signal, onProgress });
    } catch (error) {
      if (!(error instanceof NotCopiedError)) throw error;
      if (playedFrom.soundTrack !== undefined) {
        const { probe } = await probeRecording(path, originalName, { signal, soundTrack: 0 });
        await library.saveTiming(sessionId, sha256, { timing: probe.timing ?? UNREADABLE, soundTrack: 0 });
        throw new UserError(
          'bad-request',
          `Sound ${playedFrom.soundTrack + 1} of “${originalName}” cannot be prepared: a part of it is damaged. The first one is heard again.`,
          { cause: error },
        );
      }
      await library.saveTiming(sessionId, sha256, {
        timing: { ...timing, playedFrom: withoutCopy(playedFrom) },
      });
      throw new UserError(
        'bad-request',
        `Exact positions in “${originalName}” cannot be prepared: a part of it is damaged. It plays all the same, with positions that are only near.`,
        { cause: error },
      );
    }
    await library.placeWorkingCopy(sessionId, sha256, targetPath);
  }

  /** Of a recording that cannot be played without it, as where its copy was deleted or it came from someone else. */
  async function prepareSound(
    sessionId: string,
    { path, recording }: LocatedRecording,
    again: boolean,
  ): Promise<Playback> {
    const unplayable = (way: PlaybackWay): Playback => ({ state: 'unplayable', way });
    if (fileSystem.isReadOnly) return unplayable('reading');
    const way = await wayToCopy(ffmpeg);
    if (way !== 'ready') return unplayable(way);
    if (givenUp.has(sessionId) && !again) return unplayable('again');
    const program = await programForSound(ffmpeg);
    const importId =
      making.get(sessionId) ??
      begin(sessionId, recording, 'sound', async (context) => {
        const { timing } = await makePlayableCopy({ path, ...recording }, { program, ...context });
        await library.placeWorkingCopy(sessionId, recording.sha256, context.targetPath, timing);
      });
    return { state: 'preparing', importId };
  }

  async function locatePlayed(sessionId: string): Promise<PlayedFile | undefined> {
    const located = await library.locateRecording(sessionId);
    if (!located) return undefined;
    const { path, recording } = located;
    const { playedFrom } = await timingOf(sessionId, path, recording);
    const { mimeType, sha256, sizeBytes } = recording;
    if (playedFrom.type === 'original') {
      return { path, contentType: mimeType, version: sha256, expectedSizeBytes: sizeBytes };
    }
    const copy = await findCopy(sessionId, playedFrom);
    if (copy === undefined) {
      throw new UserError(
        'not-found',
        playedFrom.type === 'copy'
          ? `Exact positions in “${recording.originalName}” are still to be prepared. Open its session.`
          : `A copy of “${recording.originalName}” that plays is still to be made. Open its session.`,
      );
    }
    const version = `${sha256}-${TIMING_RULES}-${playedFrom.type}-${playedFrom.soundTrack ?? ''}`;
    return { path: copy, contentType: playedFrom.mimeType, version };
  }

  async function cancelAll(sessionId: string): Promise<void> {
    for (const made of [making, makingPictures]) {
      const importId = made.get(sessionId);
      if (importId !== undefined) await imports.cancel(importId);
    }
  }

  return {
    async prepare(sessionId, again) {
      const { recording } = await library.getSession(sessionId);
      if (!isPlayable(recording) || recording.storage === 'excerpts') return { state: 'exact' };
      const importId = making.get(sessionId);
      if (importId !== undefined) return { state: 'preparing', importId };
      const located = await library.locateRecording(sessionId);
      if (!located) return { state: 'exact' };
      const timing = await timingOf(sessionId, located.path, recording);
      const { playedFrom } = timing;
      if (playedFrom.type === 'original') {
        const { precision, reasons } = playedFrom;
        return precision === 'exact'
          ? { state: 'exact' }
          : { state: 'approximate', reasons, canPrepare: false };
      }
      if (await findCopy(sessionId, playedFrom)) return { state: 'exact' };
      if (playedFrom.type === 'encoded') return prepareSound(sessionId, located, again);
      if (fileSystem.isReadOnly) return { state: 'approximate', reasons: ['reading'], canPrepare: false };
      const hindrance = givenUp.get(sessionId);
      if (hindrance && !again) return { state: 'approximate', reasons: [hindrance], canPrepare: true };
      // Another page may have begun it while this one looked.
      const begun =
        making.get(sessionId) ??
        begin(sessionId, recording, 'positions', (context) =>
          copyPackets(sessionId, located, timing, playedFrom, context),
        );
      return { state: 'preparing', importId: begun };
    },

    locatePlayed,

    async showPicture(sessionId) {
      expectWritable(fileSystem);
      const program = await programForPicture(ffmpeg);
      const located = await library.locateRecording(sessionId);
      const played = await locatePlayed(sessionId);
      if (!located || !played) {
        throw new UserError('conflict', 'The recording is not here, so its picture cannot be made visible.');
      }
      const { path, recording } = located;
      const timing = await timingOf(sessionId, path, recording);
      if (hasVideo({ ...recording, timing }))
        throw new UserError('conflict', 'The picture is shown already.');
      if (makingPictures.has(sessionId)) return;
      const { playedFrom } = timing;
      const heard = {
        path: played.path,
        // A copy holds one sound.
        soundTrack: playedFrom.type === 'original' ? (recording.soundTrack ?? 0) : 0,
        originMs: playedFrom.type === 'copy' ? playedFrom.originMs : 0,
      };
      const { originalName: fileName, sizeBytes, sha256 } = recording;
      const { importId, outcome } = imports.beginPreparing(
        { sessionId, fileName, sizeBytes, makes: 'picture' },
        async (context) => {
          const visible = await makeVisibleCopy({ path, ...recording }, heard, { program, ...context });
          await library.placeWorkingCopy(sessionId, sha256, context.targetPath, visible.timing);
        },
      );
      makingPictures.set(sessionId, importId);
      void outcome.finally(() => {
        if (makingPictures.get(sessionId) === importId) makingPictures.delete(sessionId);
      });
    },

    async chooseSound(sessionId, soundTrack) {
      expectWritable(fileSystem);
      // It would write down how the other sound is played.
      await cancelAll(sessionId);
      const located = await library.locateRecording(sessionId);
      if (!located) {
        throw new UserError('conflict', 'The recording is not here, so none of its sounds can be chosen.');
      }
      const { path, recording } = located;
      const { originalName, sha256, tracks } = recording;
      givenUp.delete(sessionId);
      const probed = await probeRecording(path, originalName, { soundTrack }).catch((error: unknown) => {
        if (error instanceof UnplayableError) return undefined;
        throw error;
      });
      if (!probed) {
        if (tracks.filter(({ type }) => type === 'audio').length <= soundTrack) {
          throw noSuchSound(originalName, soundTrack);
        }
        await library.saveTiming(sessionId, sha256, { timing: unheard(soundTrack), soundTrack });
        return;
      }
      const { probe } = probed;
      const sound = probe.tracks.filter(({ type }) => type === 'audio')[soundTrack];
      if (!sound) throw noSuchSound(originalName, soundTrack);
      const { timing } = probe;
      const isFound =
        timing?.playedFrom.type !== 'original' || !timing.playedFrom.reasons.includes('other-sound');
      if (!sound.playable || !timing || !isFound) {
        throw new UserError(
          'bad-request',
          `Sound ${soundTrack + 1} of “${originalName}” cannot be played here. The one that was heard stays. To hear it, export the recording with that sound alone and add that file.`,
        );
      }
      await library.saveTiming(sessionId, sha256, { timing, soundTrack });
    },

    stop(sessionId) {
      void cancelAll(sessionId);
    },
  };
}

function noSuchSound(originalName: string, soundTrack: number): UserError {
  return new UserError('bad-request', `“${originalName}” has no sound ${soundTrack + 1}.`);
}

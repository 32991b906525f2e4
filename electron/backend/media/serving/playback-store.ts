import type { Playback } from '#shared/model/playback';
import { isPlayable, type Recording } from '#shared/model/recording';
import { type PlayedFrom, type RecordingTiming, TIMING_RULES } from '#shared/model/recording-timing';
import type { SessionDocument } from '#shared/model/session';
import { type FileSystem, ifMissing } from '../../library/file-system';
import { expectWritable } from '../../library/read-only-file-system';
import { UserError } from '../../user-error';
import { makeWorkingCopy, NotCopiedError, withoutCopy } from '../copying/working-copy-maker';
import { probeRecording } from '../examining/probe';
import type { Imports } from '../imports/imports-door';

/** What playing needs of the library. */
export type PlaybackLibrary = {
  /** @throws UserError `not-found` */
  getSession(sessionId: string): Promise<SessionDocument>;
  /** @throws UserError `not-found` where its file is gone; `undefined` where it was not shared */
  locateRecording(sessionId: string): Promise<{ path: string; recording: Recording } | undefined>;
  /** Where a session's working copy belongs. */
  workingCopyPath(sessionId: string, playedFrom: PlayedFrom & { type: 'copy' }): string;
  /** Writes down what was found of a recording, unless the session has another by now. */
  saveTiming(sessionId: string, sha256: string, found: FoundTiming): Promise<void>;
  /** Moves a finished copy to its place, unless the session has another recording by now, or none. */
  placeWorkingCopy(sessionId: string, sha256: string, stagedPath: string): Promise<void>;
};

/** How a recording is played, and which of its sounds that is where it was chosen. */
export type FoundTiming = Required<Pick<Recording, 'timing'>> & Pick<Recording, 'soundTrack'>;

export type PlaybackStoreOptions = {
  library: PlaybackLibrary;
  fileSystem: FileSystem;
  imports: Pick<Imports, 'beginPreparing' | 'cancel'>;
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
  /** Stops what is being made for a session, without waiting for its end. */
  stop(sessionId: string): void;
};

/** Keeps the working copies of recordings in which times are not found exactly: they can be made again at any time. */
export function createPlaybackStore({ library, fileSystem, imports }: PlaybackStoreOptions): PlaybackStore {
  const making = new Map<string, string>();
  const givenUp = new Map<string, 'stopped' | 'failed'>();
  /** Of recordings whose sessions cannot be written. */
  const examined = new Map<string, Promise<RecordingTiming>>();

  async function timingOf(sessionId: string, path: string, recording: Recording): Promise<RecordingTiming> {
    const { timing, sha256, originalName, soundTrack } = recording;
    if (timing?.rules === TIMING_RULES) return timing;
    const key = `${sha256} ${soundTrack}`;
    let examining = examined.get(key);
    if (!examining) {
      examining = probeRecording(path, originalName, { soundTrack }).then(
        ({ probe }) => probe.timing ?? UNREADABLE,
        () => UNREADABLE,
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

  async function findCopy(
    sessionId: string,
    playedFrom: PlayedFrom & { type: 'copy' },
  ): Promise<string | undefined> {
    const path = library.workingCopyPath(sessionId, playedFrom);
    const found = await fileSystem.stat(path).catch(ifMissing(undefined));
    return found?.isFile() ? path : undefined;
  }

  function begin(
    sessionId: string,
    { path, recording }: { path: string; recording: Recording },
    timing: RecordingTiming,
    playedFrom: PlayedFrom & { type: 'copy' },
  ): string {
    givenUp.delete(sessionId);
    const { originalName, sizeBytes, sha256 } = recording;
    const { importId, outcome } = imports.beginPreparing(
      { sessionId, fileName: originalName, sizeBytes },
      async ({ folder, targetPath, signal, onProgress }) => {
        try {
          await makeWorkingCopy(
            { path, recording },
            playedFrom,
            { folder, targetPath },
            { signal, onProgress },
          );
        } catch (error) {
          if (!(error instanceof NotCopiedError)) throw error;
          if (playedFrom.soundTrack !== undefined) {
            const { probe } = await probeRecording(path, originalName, { signal, soundTrack: 0 });
            await library.saveTiming(sessionId, sha256, {
              timing: probe.timing ?? UNREADABLE,
              soundTrack: 0,
            });
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
      },
    );
    making.set(sessionId, importId);
    void outcome.then((how) => {
      // One that was stopped can end after the next has begun.
      if (making.get(sessionId) !== importId) return;
      making.delete(sessionId);
      if (how !== 'prepared') givenUp.set(sessionId, how);
    });
    return importId;
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
      if (fileSystem.isReadOnly) return { state: 'approximate', reasons: ['reading'], canPrepare: false };
      const hindrance = givenUp.get(sessionId);
      if (hindrance && !again) return { state: 'approximate', reasons: [hindrance], canPrepare: true };
      // Another page may have begun it while this one looked.
      const begun = making.get(sessionId) ?? begin(sessionId, located, timing, playedFrom);
      return { state: 'preparing', importId: begun };
    },

    async locatePlayed(sessionId) {
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
          `Exact positions in “${recording.originalName}” are still to be prepared. Open its session.`,
        );
      }
      const version = `${sha256}-${TIMING_RULES}-${playedFrom.soundTrack ?? ''}`;
      return { path: copy, contentType: playedFrom.mimeType, version };
    },

    async chooseSound(sessionId, soundTrack) {
      expectWritable(fileSystem);
      // It would write down how the other sound is played.
      const importId = making.get(sessionId);
      if (importId !== undefined) await imports.cancel(importId);
      const located = await library.locateRecording(sessionId);
      if (!located) {
        throw new UserError('conflict', 'The recording is not here, so none of its sounds can be chosen.');
      }
      const { path, recording } = located;
      const { originalName, sha256 } = recording;
      const { probe } = await probeRecording(path, originalName, { soundTrack });
      const sound = probe.tracks.filter(({ type }) => type === 'audio')[soundTrack];
      if (!sound) throw new UserError('bad-request', `“${originalName}” has no sound ${soundTrack + 1}.`);
      const { timing } = probe;
      const isFound =
        timing?.playedFrom.type === 'copy' || !timing?.playedFrom.reasons.includes('other-sound');
      if (!sound.playable || !timing || !isFound) {
        throw new UserError(
          'bad-request',
          `Sound ${soundTrack + 1} of “${originalName}” cannot be played here. The one that was heard stays. To hear it, export the recording with that sound alone and add that file.`,
        );
      }
      givenUp.delete(sessionId);
      await library.saveTiming(sessionId, sha256, { timing, soundTrack });
    },

    stop(sessionId) {
      const importId = making.get(sessionId);
      if (importId !== undefined) void imports.cancel(importId);
    },
  };
}

const UNREADABLE: RecordingTiming = {
  rules: TIMING_RULES,
  bitRate: 'variable',
  packets: 0,
  hasIndex: false,
  isFragmented: false,
  edits: 0,
  startMs: 0,
  gaps: [],
  gapCount: 0,
  strayBytes: 0,
  playedFrom: { type: 'original', precision: 'approximate', reasons: ['unreadable'] },
};

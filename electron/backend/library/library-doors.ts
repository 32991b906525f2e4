import { NO_CONSENT } from '#shared/model/consent';
import type { Recording } from '#shared/model/recording';
import { newReviewDocument } from '#shared/model/review-document';
import { removesWords } from '#shared/model/session';
import type { ArrivingRecording, PackageLibrary } from '../exchange/package-library';
import type { ShareLibrary } from '../exchange/share';
import type { RecordingStore } from '../media/imports/recording-store';
import type { PlaybackLibrary } from '../media/serving/playback-store';
import { UserError } from '../user-error';
import type { Library } from './library';
import type { RecordingSource } from './session-store';

/** The library as taking in a recording sees it. */
export function recordingStoreOf(library: Library): RecordingStore {
  return {
    findBySha256: (sha256) => library.findBySha256(sha256),
    addRecording({ recording, stagedPath, linkedPath, workingCopyPath, title, recordedOn }) {
      const copy = workingCopyPath !== undefined && { workingCopyPath };
      const details = { title, ...(recordedOn !== undefined && { date: recordedOn }) };
      if (stagedPath !== undefined) {
        const source = { storage: 'copied', stagedPath, ...copy } as const;
        return library.addSession({ recording, source, details, origin: { type: 'own' } });
      }
      if (linkedPath === undefined) throw new Error('A recording needs a staged file or a path');
      const source = { storage: 'linked', originalPath: linkedPath, ...copy } as const;
      return library.addSession({ recording, source, details, origin: { type: 'own' } });
    },
  };
}

/** The library as sharing sees it. */
export function shareLibraryOf(library: Library): ShareLibrary {
  return {
    owner: () => library.profile.current?.person,
    getSession: (sessionId) => library.sessions.get(sessionId),
    getFramework: (reference) => library.frameworks.get(reference),
    getReview: async (reviewId) => (await library.desk.read(reviewId)).review,
    listReviews: (sessionId) => library.index.find(sessionId)?.reviews ?? [],
    locateRecording: (sessionId) => library.locateRecording(sessionId),
    keys: () => library.identity.keys(),
    findContact: (profileId) => library.contacts.find(profileId),
    replacedNames: () => library.profile.current?.preferences.replacedNames ?? [],
    record: (sessionId, event) => library.audit.record(sessionId, event),
  };
}

/** The library as playing sees it. */
export function playbackLibraryOf(library: Library): PlaybackLibrary {
  return {
    getSession: (sessionId) => library.sessions.get(sessionId),
    locateRecording: (sessionId) => library.locateRecording(sessionId),
    workingCopyPath: (sessionId, playedFrom) => library.layout.session(sessionId).workingCopy(playedFrom),
    // In turn with the deletions: nothing is written of a recording that is being deleted.
    saveTiming: (sessionId, sha256, found) =>
      library.turnstile.pass(() =>
        library.inTurn(async () => {
          await library.sessions.saveTiming(sessionId, sha256, found);
          await library.sessionChanged(sessionId);
        }),
      ),
    placeWorkingCopy: (sessionId, sha256, stagedPath, timing) =>
      library.turnstile.pass(() =>
        library.inTurn(async () => {
          await library.sessions.placeWorkingCopy(sessionId, sha256, stagedPath, timing);
          if (timing) await library.sessionChanged(sessionId);
        }),
      ),
  };
}

/** The library as taking in a package sees it. */
export function packageLibraryOf(library: Library): PackageLibrary {
  return {
    async ownAgeKey() {
      const place = await library.identity.whereKeysAre();
      switch (place.place) {
        case 'here':
          return { ageIdentity: (await library.identity.keys()).ageIdentity };
        case 'elsewhere':
          return { missing: `It was encrypted for people’s keys. ${place.reason}` };
        case 'none':
          return {
            missing:
              'It was encrypted for other people: this library has no key yet that anyone could encrypt for. Give the sender your card, and ask for a package that is encrypted for you.',
          };
      }
    },
    standingOf: (profileId, signingKey) => library.contacts.standingOf(profileId, signingKey),
    knowsKeyOf: (profileId) =>
      library.contacts.find(profileId) !== undefined ||
      (profileId === library.identity.profileId && library.identity.publicKeys !== undefined),
    rememberSender: (person, publicKeys) => library.contacts.remember(person, publicKeys),

    async findSession(sessionId) {
      if (library.index.find(sessionId)) {
        const session = await library.sessions.get(sessionId);
        const wordsDeleted = session.deletions.findLast(removesWords);
        return { state: 'present', recording: session.recording, ...(wordsDeleted && { wordsDeleted }) };
      }
      const deleted = (await library.audit.listDeletions()).findLast((line) => line.sessionId === sessionId);
      if (deleted?.wordsDeleted) return { state: 'gone', wordsDeleted: deleted.wordsDeleted };
      return { state: (await library.sessions.isTrashed(sessionId)) ? 'in-trash' : 'absent' };
    },

    async findReview(reviewId) {
      const summary = library.index.findReview(reviewId);
      if (!summary) return undefined;
      const { review } = await library.reviews.read(summary);
      return review.status === 'draft'
        ? { status: 'draft' }
        : { status: 'submitted', contentSha256: review.seal.contentSha256 };
    },

    findFramework: (reference) => library.frameworks.find(reference),

    // In turn with the deletions: a package that was looked at before one must not be stored after it.
    storePackage: (contents) => library.inTurn(() => storePackage(library, contents)),
  };
}

async function storePackage(
  library: Library,
  contents: Parameters<PackageLibrary['storePackage']>[0],
): Promise<void> {
  const { session, framework, reviews, referenceReviewId, recording: arriving, sender, at } = contents;
  // A framework alone harms nobody and is found again at the next try, so it may come first.
  if (framework) await library.frameworks.add(framework);
  const documents = reviews.map((review) => newReviewDocument(review, review.id === referenceReviewId));
  const isKnown = library.index.find(session.id) !== undefined;
  if (!isKnown) {
    await library.sessions.create(
      {
        ...session,
        recording: storedRecording(session.recording, arriving),
        privateNotes: '',
        deletions: [],
        consent: session.consent ?? NO_CONSENT,
        origin: { type: 'received', from: sender, at },
      },
      sourceOf(arriving),
      documents,
    );
  } else {
    const { deletions } = await library.sessions.get(session.id);
    if (deletions.some(removesWords)) {
      throw new UserError(
        'conflict',
        `The recording and the quotes of “${session.title}” were deleted here in the meantime. Nothing was stored.`,
      );
    }
    if (arriving) {
      const recording = storedRecording(session.recording, arriving);
      await library.sessions.attachRecording(session.id, recording, sourceOf(arriving));
    }
    await library.reviews.storeAll(reviews, referenceReviewId);
  }
  await library.audit.record(session.id, {
    type: 'package-received',
    from: sender,
    session: isKnown ? 'known' : 'new',
    reviewIds: reviews.map((review) => review.id),
    recording: arriving?.type ?? 'none',
  });
  await library.sessionChanged(session.id);
  if (!library.index.find(session.id)) {
    throw new UserError('storage', `“${session.title}” was stored but cannot be read back.`);
  }
}

function storedRecording(
  { excerpts: _excerpts, ...whole }: Recording,
  arriving: ArrivingRecording | undefined,
): Recording {
  switch (arriving?.type) {
    case undefined:
      return { ...whole, storage: 'absent' };
    case 'whole':
      return { ...whole, storage: 'copied' };
    case 'excerpts':
      return { ...whole, storage: 'excerpts', excerpts: [...arriving.excerpts] };
  }
}

function sourceOf(arriving: ArrivingRecording | undefined): RecordingSource {
  switch (arriving?.type) {
    case undefined:
      return { storage: 'absent' };
    case 'whole':
      return { storage: 'copied', stagedPath: arriving.stagedPath };
    case 'excerpts':
      return { storage: 'excerpts', stagedPaths: arriving.stagedPaths };
  }
}

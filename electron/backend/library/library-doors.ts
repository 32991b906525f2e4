import { NO_CONSENT } from '#shared/model/consent';
import { newReviewDocument } from '#shared/model/review-document';
import type { PackageLibrary } from '../exchange/package-library';
import type { ShareLibrary } from '../exchange/share';
import type { RecordingStore } from '../media/recording-store';
import { UserError } from '../user-error';
import type { Library } from './library';

/** The library as taking in a recording sees it. */
export function recordingStoreOf(library: Library): RecordingStore {
  return {
    findBySha256: (sha256) => library.findBySha256(sha256),
    addRecording({ recording, stagedPath, linkedPath, title, recordedOn }) {
      const details = { title, ...(recordedOn !== undefined && { date: recordedOn }) };
      if (stagedPath !== undefined) {
        const source = { storage: 'copied', stagedPath } as const;
        return library.addSession({ recording, source, details, origin: { type: 'own' } });
      }
      if (linkedPath === undefined) throw new Error('A recording needs a staged file or a path');
      const source = { storage: 'linked', originalPath: linkedPath } as const;
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
    getReview: async (reviewId) => (await library.readReview(reviewId)).review,
    listReviews: (sessionId) => library.index.find(sessionId)?.reviews ?? [],
    locateRecording: (sessionId) => library.locateRecording(sessionId),
  };
}

/** The library as taking in a package sees it. */
export function packageLibraryOf(library: Library): PackageLibrary {
  return {
    async findSession(sessionId) {
      if (library.index.find(sessionId)) {
        const { recording } = await library.sessions.get(sessionId);
        return { state: 'present', recording };
      }
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

    async storePackage({ session, framework, reviews, recordingStagedPath, sender, at }) {
      // A framework alone harms nobody and is found again at the next try, so it may come first.
      if (framework) await library.frameworks.add(framework);
      const documents = reviews.map(newReviewDocument);
      const isKnown = library.index.find(session.id) !== undefined;
      if (!isKnown) {
        const recording = {
          ...session.recording,
          storage: recordingStagedPath === undefined ? ('absent' as const) : ('copied' as const),
        };
        await library.sessions.create(
          {
            ...session,
            recording,
            privateNotes: '',
            deletions: [],
            consent: session.consent ?? NO_CONSENT,
            origin: { type: 'received', from: sender, at },
          },
          recordingStagedPath === undefined
            ? { storage: 'absent' }
            : { storage: 'copied', stagedPath: recordingStagedPath },
          documents,
        );
      } else {
        if (recordingStagedPath !== undefined) {
          const recording = { ...session.recording, storage: 'copied' as const };
          await library.sessions.attachRecording(session.id, recording, recordingStagedPath);
        }
        await library.reviews.storeAll(documents.map((document) => document.review));
      }
      await library.audit.record(session.id, {
        type: 'package-received',
        from: sender,
        session: isKnown ? 'known' : 'new',
        reviewIds: reviews.map((review) => review.id),
        recording: recordingStagedPath === undefined ? 'none' : 'whole',
      });
      await library.sessionChanged(session.id);
      if (!library.index.find(session.id)) {
        throw new UserError('storage', `“${session.title}” was stored but cannot be read back.`);
      }
    },
  };
}

import type { SendBackRequest, ShareRequest } from '#shared/api-contract/exchange-contract';
import type { AuditEvent } from '#shared/model/audit';
import { checkConsent } from '#shared/model/consent';
import type { Contact } from '#shared/model/contact';
import { type Framework, type FrameworkReference, isSameReference } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import { PACKAGE_EXTENSION, packagedSessionSchema } from '#shared/model/package';
import type { Person, ReplacedName } from '#shared/model/profile';
import type { Review, SubmittedReview } from '#shared/model/review';
import type { ReviewSummary, SessionDocument } from '#shared/model/session';
import { nameReplacer } from '#shared/privacy/replace-names';
import { namesToReplace } from '#shared/privacy/shared-names';
import type { PrivateKeys } from '../identity/private-keys';
import { judgeSeal } from '../identity/seal';
import { UserError } from '../user-error';
import { exportFileName } from './export-name';
import type { Exports } from './exports';
import { type PackageContents, writePackage } from './package-writer';
import { lockFor } from './share-lock';
import {
  type PlannedRecording,
  planRecording,
  type RecordingSources,
  withPackedRecording,
} from './shared-recording';
import { countNames, withoutNames } from './without-names';

/** What sharing needs of the library. Everything that is not there is a `UserError` `not-found`. */
export type ShareLibrary = {
  /** Whose library this is; `undefined` until she has said so. */
  owner(): Person | undefined;
  getSession(sessionId: string): Promise<SessionDocument>;
  getFramework(reference: FrameworkReference): Framework;
  getReview(reviewId: string): Promise<Review>;
  listReviews(sessionId: string): readonly ReviewSummary[];
  /** `undefined` where the session came without its recording. */
  locateRecording(sessionId: string): Promise<{ path: string } | undefined>;
  /** The owner's, made when there are none yet; a `UserError` where they are not on this machine. */
  keys(): Promise<PrivateKeys>;
  findContact(profileId: string): Contact | undefined;
  /** The owner's own list of names that she keeps out of what she shares. */
  replacedNames(): readonly ReplacedName[];
  /** Writes into the session's history what left the library. */
  record(sessionId: string, event: AuditEvent): Promise<void>;
};

/** What is packed, but for what the packing itself adds. */
type Handover = {
  /** Without the extension. */
  title: string;
  contents: Omit<PackageContents, 'packageId' | 'createdAt' | 'keys' | 'recording' | 'namesReplaced'>;
  request: Pick<ShareRequest, 'protection' | 'replaceNames'> & Partial<Pick<ShareRequest, 'asReference'>>;
  planned?: PlannedRecording;
  /** What the session's history says of it. */
  eventOf(how: HandedOver): AuditEvent;
};

type HandedOver = Pick<AuditEvent & { type: 'shared' }, 'protection' | 'to' | 'namesReplaced'>;

export type Share = {
  /**
   * Packs a session for another person, within what its client agreed to. Whatever can be refused is refused before
   * it answers; the package is then written as an export.
   *
   * @throws UserError `forbidden` with the reason where consent does not cover the use
   */
  share(request: ShareRequest): Promise<{ exportId: string }>;
  /** Packs one's own submitted review of a received session, for the person it came from. */
  sendBack(request: SendBackRequest): Promise<{ exportId: string }>;
  /** In how many places names would be replaced, beside those in the message. */
  countNames(request: { sessionId: string; reviewId?: string | undefined }): Promise<number>;
};

export type ShareOptions = {
  library: ShareLibrary;
  exports: Pick<Exports, 'begin'>;
  newId(): string;
  now(): Date;
} & Pick<RecordingSources, 'locatePlayed'>;

/** Puts together what leaves the library. Private notes, drafts and other people's reviews never do. */
export function createShare({ library, exports, newId, now, locatePlayed }: ShareOptions): Share {
  function requireOwner(): Person {
    const owner = library.owner();
    if (!owner) {
      throw new UserError('conflict', 'Say who you are in the settings first: a package names its sender.');
    }
    return owner;
  }

  async function ownSubmittedReview(reviewId: string, owner: Person): Promise<SubmittedReview> {
    const review = await library.getReview(reviewId);
    if (review.reviewer.profileId !== owner.profileId) {
      throw new UserError(
        'forbidden',
        `This review is by ${review.reviewer.name}. Only reviews of your own can be shared.`,
      );
    }
    if (review.status !== 'submitted') {
      throw new UserError('conflict', 'This review is still a draft. Submit it first, then share it.');
    }
    // Whoever receives it could not tell words that were taken out from words that were put in.
    if (judgeSeal(review) === 'broken') {
      throw new UserError(
        'conflict',
        'The seal of this review does not fit any more: quotes were deleted from it, or its file was changed. Start a correction, submit that, and share it instead.',
      );
    }
    return review;
  }

  /** The moments of one's own reviews of a session, drafts included. */
  async function listOwnMoments(sessionId: string, owner: Person): Promise<Moment[]> {
    const own = library
      .listReviews(sessionId)
      .filter(({ reviewer }) => reviewer.profileId === owner.profileId);
    const reviews = await Promise.all(own.map(({ id }) => library.getReview(id)));
    return reviews.flatMap(({ content }) => Object.values(content.moments));
  }

  async function pack({
    title,
    contents: given,
    request,
    planned,
    eventOf,
  }: Handover): Promise<{ exportId: string }> {
    const { protection, replaceNames } = request;
    const keys = await library.keys();
    const lock = lockFor(protection, keys.publicKeys, library.findContact);
    const names = replaceNames ? namesToReplace(given.session, library.replacedNames()) : [];
    const contents = replaceNames
      ? withoutNames(given, names, keys.signing)
      : { ...given, namesReplaced: false };
    const [review] = contents.reviews;
    const event = eventOf({
      protection: protection.type,
      to:
        protection.type === 'contacts'
          ? protection.profileIds.flatMap((profileId) => library.findContact(profileId)?.person.name ?? [])
          : [],
      namesReplaced: replaceNames,
    });
    return exports.begin(
      exportFileName(nameReplacer(names)(title), PACKAGE_EXTENSION),
      async (target) => {
        const sizeBytes = await withPackedRecording(planned, target, (recording, onProgress) =>
          writePackage(
            {
              ...contents,
              ...(request.asReference && review && { referenceReviewId: review.id }),
              ...(recording && { recording }),
              keys,
              packageId: newId(),
              createdAt: now().toISOString(),
            },
            target.targetPath,
            target.temporaryPath,
            { fileSystem: target.fileSystem, signal: target.signal, onProgress, ...(lock && { lock }) },
          ),
        );
        target.signal.throwIfAborted();
        // Before it can be fetched: nothing leaves without a line in the history.
        await library.record(given.session.id, event);
        return sizeBytes;
      },
      [contents.session.id],
    );
  }

  return {
    async share(request) {
      const { sessionId, purpose, framework: reference, reviewId, message, today } = request;
      const owner = requireOwner();
      const session = await library.getSession(sessionId);
      const verdict = checkConsent(session.consent, purpose, today);
      if (!verdict.allowed) {
        throw new UserError(
          'forbidden',
          `“${session.title}” was not shared. ${verdict.reason} ${verdict.remedy}`,
        );
      }
      const framework = library.getFramework(reference);
      const review = reviewId === undefined ? undefined : await ownSubmittedReview(reviewId, owner);
      if (review && (review.sessionId !== sessionId || !isSameReference(review.framework, reference))) {
        throw new UserError(
          'conflict',
          'This review is of another session or framework than the one to share.',
        );
      }
      if (request.asReference && !review) {
        throw new UserError(
          'conflict',
          'A reference is a submitted review: choose to include yours, or share without a reference.',
        );
      }
      const planned = await planRecording(session, request.recording, {
        locateRecording: library.locateRecording,
        locatePlayed,
        listOwnMoments: () => listOwnMoments(sessionId, owner),
      });
      const contents = {
        sender: owner,
        purpose,
        message,
        session: packagedSessionSchema.parse(session),
        framework,
        reviews: review ? [review] : [],
        reviewWithheld:
          review === undefined &&
          library
            .listReviews(sessionId)
            .some(
              (known) =>
                known.reviewer.profileId === owner.profileId && isSameReference(known.framework, reference),
            ),
      };
      return pack({
        title: session.title,
        contents,
        request,
        ...(planned && { planned }),
        eventOf: (how) => ({
          type: 'shared',
          recording: request.recording.include === 'copy' ? 'whole' : request.recording.include,
          reviewIds: review ? [review.id] : [],
          purpose,
          ...how,
        }),
      });
    },

    async sendBack(request) {
      const { reviewId, message } = request;
      const owner = requireOwner();
      const review = await ownSubmittedReview(reviewId, owner);
      const session = await library.getSession(review.sessionId);
      if (session.origin.type !== 'received') {
        // What goes back to its sender was hers; anything else needs the client's consent.
        throw new UserError(
          'conflict',
          `“${session.title}” came from nobody. Share it instead of sending it back.`,
        );
      }
      const contents = {
        sender: owner,
        purpose: 'return' as const,
        message,
        session: packagedSessionSchema.parse(session),
        framework: library.getFramework(review.framework),
        reviews: [review],
        reviewWithheld: false,
      };
      return pack({
        title: `${session.title} – review by ${owner.name}`,
        contents,
        request,
        eventOf: (how) => ({ type: 'sent-back', reviewId, ...how }),
      });
    },

    async countNames({ sessionId, reviewId }) {
      const sender = requireOwner();
      const session = packagedSessionSchema.parse(await library.getSession(sessionId));
      const reviews = reviewId === undefined ? [] : [await ownSubmittedReview(reviewId, sender)];
      return countNames({ sender, session, reviews }, namesToReplace(session, library.replacedNames()));
    },
  };
}

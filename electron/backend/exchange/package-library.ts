import type { KeyStanding } from '#shared/model/contact';
import type { Framework, FrameworkReference } from '#shared/model/framework';
import type { PackagedSession } from '#shared/model/package';
import type { Person, PublicKeys } from '#shared/model/profile';
import type { Excerpt, Recording } from '#shared/model/recording';
import type { SubmittedReview } from '#shared/model/review';
import type { Deletion } from '#shared/model/session';

/** Where a session of a package stands in this library. */
export type KnownSession =
  | { state: 'absent' }
  | { state: 'in-trash' }
  /** `wordsDeleted` where the client does not consent any more, and her words were deleted. */
  | { state: 'present'; recording: Recording; wordsDeleted?: WordsDeletion }
  /** Deleted for good, after the client's words were. */
  | { state: 'gone'; wordsDeleted: WordsDeletion };

export type WordsDeletion = Pick<Deletion, 'at' | 'reason'>;

/** Bytes of a recording that lie staged. */
export type ArrivingRecording =
  | { type: 'whole'; stagedPath: string }
  | {
      type: 'excerpts';
      /** All that the session has then, in order and without overlap. */
      excerpts: readonly Excerpt[];
      /** The files of those that are not in the library yet, by SHA-256. */
      stagedPaths: ReadonlyMap<string, string>;
    };

/** What taking in a package needs of the library. */
export type PackageLibrary = {
  /** What opens packages that are encrypted for the owner, or why there is none here. None is made for this. */
  ownAgeKey(): Promise<{ ageIdentity: string } | { missing: string }>;
  /** How far a signature can be taken for that person's; the key is null where there is none. */
  standingOf(profileId: string, signingKey: string | null): KeyStanding;
  /** Whether a key of that person is known here, so that she can be expected to sign. */
  knowsKeyOf(profileId: string): boolean;
  /** Takes a sender in among the contacts, or keeps other keys of a known one for the owner to decide about. */
  rememberSender(person: Person, publicKeys: PublicKeys): Promise<void>;
  findSession(sessionId: string): Promise<KnownSession>;
  /** The review of that id, whoever wrote it: its seal's hash, or that it is a draft. */
  findReview(
    reviewId: string,
  ): Promise<{ status: 'draft' } | { status: 'submitted'; contentSha256: string } | undefined>;
  findFramework(reference: FrameworkReference): Framework | undefined;
  /**
   * Stores what is new in a package, all of it or nothing. An existing session keeps its own document and gains the
   * reviews and what of the recording it did not have.
   */
  storePackage(input: {
    session: PackagedSession;
    /** Given only where the library has none of that id and edition. */
    framework?: Framework;
    /** Those that the library does not have. */
    reviews: readonly SubmittedReview[];
    /** Which of them is the reference of a calibration. */
    referenceReviewId?: string;
    /** What the package brings of the recording, to be moved; absent where that is nothing new. */
    recording?: ArrivingRecording;
    sender: Person;
    /** ISO 8601 date and time at which it is taken in. */
    at: string;
  }): Promise<void>;
};

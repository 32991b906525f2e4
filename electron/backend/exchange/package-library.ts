import type { Framework, FrameworkReference } from '#shared/model/framework';
import type { PackagedSession } from '#shared/model/package';
import type { Person } from '#shared/model/profile';
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
    /** What the package brings of the recording, to be moved; absent where that is nothing new. */
    recording?: ArrivingRecording;
    sender: Person;
    /** ISO 8601 date and time at which it is taken in. */
    at: string;
  }): Promise<void>;
};

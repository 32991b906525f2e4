import { dirname, join } from 'node:path';
import { isMoreThan, joinExcerpts } from '#shared/excerpts/join-excerpts';
import { editContentOf } from '#shared/history/edit-content';
import { diffContent } from '#shared/history/review-change';
import type { PackageInspection, PackageManifest } from '#shared/model/package';
import type { Excerpt, Recording } from '#shared/model/recording';
import { EMPTY_CONTENT, type SubmittedReview } from '#shared/model/review';
import { findViolation } from '#shared/model/review-rules';
import { type FileSystem, nodeFileSystem } from '../library/file-system';
import { lockOf, unlockPackage } from './locked-package';
import { judgeKeys } from './package-keys';
import type { ArrivingRecording, KnownSession, PackageLibrary, WordsDeletion } from './package-library';
import { asReason, conflictingPackage, refusedPackage } from './package-problem';
import { type ReadPackage, readPackage } from './package-reader';

/** Takes in packages; nothing is stored before `accept`. */
export type PackageIntake = {
  /**
   * Whether a package is encrypted. One for this library's own key is opened at once.
   *
   * @returns where the open package lies; or what it opens with, and why that is not the owner's key
   */
  open(path: string, fileName: string, signal: AbortSignal): Promise<{ path: string } | LockedPackage>;
  /**
   * Opens a package with a passphrase; `undefined` where that does not fit.
   *
   * @param onOpened - called when it was found to fit, before the rest is decrypted
   */
  unlock(
    path: string,
    fileName: string,
    passphrase: string,
    options: { signal: AbortSignal; onOpened(): void },
  ): Promise<{ path: string } | undefined>;
  /**
   * Reads a whole package, checks everything in it, and says what storing it would change.
   *
   * @throws UserError with the reason why it is refused
   */
  inspect(path: string, fileName: string): Promise<PackageInspection>;
  /**
   * Stores what a package brings that is not here yet, all of it or nothing, and returns the id of its session. The
   * recording is unpacked beside the package first. A sender who is not known yet becomes a contact.
   *
   * @param confirmed - that the user was warned where someone may be passing for another person, and agreed
   */
  accept(path: string, fileName: string, confirmed: boolean): Promise<string>;
};

/** A package that nobody has opened yet. */
export type LockedPackage = { opensWith: 'passphrase' | 'key'; reason?: string };

/** What a package would change in this library. */
type Plan = {
  effect: PackageInspection['effect'];
  newReviews: SubmittedReview[];
  /** What of the recording is new here, and what is then there of it. */
  recording: { type: 'whole' } | { type: 'excerpts'; excerpts: readonly Excerpt[] } | undefined;
};

export function createPackageIntake({
  library,
  now,
  fileSystem = nodeFileSystem,
}: {
  library: PackageLibrary;
  now(): Date;
  /** Where what is unpacked is written. */
  fileSystem?: FileSystem;
}): PackageIntake {
  /**
   * Fits a package, which is in order in itself, to what the library holds.
   *
   * @throws UserError where the two contradict each other
   */
  async function plan(read: ReadPackage, fileName: string): Promise<Plan> {
    const { manifest, session, framework } = read;
    const known = await library.findSession(session.id);
    if ('wordsDeleted' in known && known.wordsDeleted) {
      throw conflictingPackage(fileName, describeDeletion(session.title, known.wordsDeleted));
    }
    if (known.state === 'present' && known.recording.sha256 !== session.recording.sha256) {
      throw conflictingPackage(
        fileName,
        `the session “${session.title}” is here already with another recording. Ask the sender which recording is meant.`,
      );
    }
    const recording = arrivingPart(manifest, session.recording, known);
    const localFramework = manifest.framework && library.findFramework(manifest.framework);
    const newReviews: SubmittedReview[] = [];
    for (const review of read.reviews) {
      // Of the same edition the local content counts: it is what the review will be shown with.
      const usedFramework = localFramework ?? framework;
      const violation =
        usedFramework &&
        findViolation(
          diffContent(editContentOf(EMPTY_CONTENT), editContentOf(review.content)),
          usedFramework,
          session.recording.durationMs,
        );
      if (violation) {
        throw refusedPackage(
          fileName,
          `the review by ${review.reviewer.name} does not fit: ${asReason(violation)}`,
        );
      }
      if (!(await isKnown(review, fileName))) newReviews.push(review);
    }
    return {
      newReviews,
      recording,
      effect: {
        session:
          known.state === 'absent' ? 'new' : known.state === 'in-trash' ? 'in-trash' : 'joins-existing',
        newReviews: newReviews.length,
        knownReviews: read.reviews.length - newReviews.length,
        bringsRecording: recording !== undefined,
        newFramework: framework !== undefined && localFramework === undefined,
      },
    };
  }

  /** @throws UserError where the user must agree a second time, and did not */
  function requireConfirmation(read: ReadPackage, fileName: string, confirmed: boolean): void {
    if (confirmed || !judgeKeys(read, library).needsConfirmation) return;
    throw conflictingPackage(
      fileName,
      'someone may be passing for another person. Look at what it says of its signatures, and agree to that.',
    );
  }

  async function isKnown(review: SubmittedReview, fileName: string): Promise<boolean> {
    const known = await library.findReview(review.id);
    // A copy with names replaced says nothing that its original does not.
    if (!known && review.namesReplacedIn !== undefined) {
      return (await library.findReview(review.namesReplacedIn))?.status === 'submitted';
    }
    if (!known) return false;
    if (known.status === 'submitted' && known.contentSha256 === review.seal.contentSha256) return true;
    throw conflictingPackage(
      fileName,
      `the review by ${review.reviewer.name} is here already with other content, and a review never changes once it is submitted. Ask ${review.reviewer.name} to send a revision.`,
    );
  }

  return {
    async open(path, fileName, signal) {
      const lock = await lockOf(path, fileName, fileSystem);
      if (lock === undefined) return { path };
      if (lock === 'passphrase') return { opensWith: 'passphrase' };
      const own = await library.ownAgeKey();
      if ('missing' in own) return { opensWith: 'key', reason: own.missing };
      const key = { identity: own.ageIdentity };
      const unlocked = await unlockPackage(path, fileName, key, { signal, fileSystem });
      if (unlocked !== undefined) return { path: unlocked };
      return {
        opensWith: 'key',
        reason: `It was encrypted for other people, and your key is not among theirs. Give the sender your card, and ask for a package that is encrypted for you.`,
      };
    },

    async unlock(path, fileName, passphrase, options) {
      const unlocked = await unlockPackage(path, fileName, { passphrase }, { ...options, fileSystem });
      return unlocked === undefined ? undefined : { path: unlocked };
    },

    async inspect(path, fileName) {
      const read = await readPackage(path, fileName);
      const { effect } = await plan(read, fileName);
      return {
        manifest: read.manifest,
        session: read.session,
        ...(read.framework && { frameworkTitle: read.framework.title }),
        ...judgeKeys(read, library),
        effect,
      };
    },

    async accept(path, fileName, confirmed) {
      let planned: Plan | undefined;
      const stagedPaths = new Map<string, string>();
      const read = await readPackage(path, fileName, {
        fileSystem,
        async chooseMediaPaths(checked) {
          requireConfirmation(checked, fileName, confirmed);
          planned = await plan(checked, fileName);
          const { recording, effect } = planned;
          if (!recording || effect.session === 'in-trash') return () => undefined;
          const wanted = new Set(
            recording.type === 'whole'
              ? [checked.session.recording.sha256]
              : recording.excerpts.map(({ sha256 }) => sha256),
          );
          return (sha256) => {
            if (!wanted.has(sha256)) return undefined;
            const stagedPath = join(dirname(path), `media-${stagedPaths.size + 1}`);
            stagedPaths.set(sha256, stagedPath);
            return stagedPath;
          };
        },
      });
      const { effect, newReviews, recording } = planned ?? (await plan(read, fileName));
      const { manifest, session, framework } = read;
      requireConfirmation(read, fileName, confirmed);
      if (effect.session === 'in-trash') {
        throw conflictingPackage(
          fileName,
          `its session “${session.title}” is in the trash. Restore it there, then open the package again.`,
        );
      }
      const changesNothing =
        effect.session === 'joins-existing' && newReviews.length === 0 && !effect.bringsRecording;
      // Before the session: whoever is remembered without it harms nobody, and its seals can be told at once.
      // A name that stands for another is nobody's to be remembered by.
      if (manifest.senderKeys && !manifest.namesReplaced)
        await library.rememberSender(manifest.sender, manifest.senderKeys);
      if (changesNothing) return session.id;
      await library.storePackage({
        session,
        ...(effect.newFramework && framework && { framework }),
        reviews: newReviews,
        ...(manifest.referenceReviewId && { referenceReviewId: manifest.referenceReviewId }),
        ...(recording && { recording: stagedRecording(recording, session.recording, stagedPaths) }),
        sender: manifest.sender,
        at: now().toISOString(),
      });
      return session.id;
    },
  };
}

/** What a package brings of the recording that this library has not: the whole before parts, more parts beside others. */
function arrivingPart(
  manifest: PackageManifest,
  { excerpts = [] }: Recording,
  known: KnownSession,
): Plan['recording'] {
  const here = known.state === 'present' ? known.recording : undefined;
  const isOpen = !here || here.storage === 'absent' || here.storage === 'excerpts';
  if (!isOpen || manifest.recording === 'none') return undefined;
  if (manifest.recording === 'whole') return { type: 'whole' };
  const present = here?.excerpts ?? [];
  const joined = joinExcerpts(present, excerpts);
  return isMoreThan(joined, present) ? { type: 'excerpts', excerpts: joined } : undefined;
}

function stagedRecording(
  recording: NonNullable<Plan['recording']>,
  { sha256 }: Recording,
  stagedPaths: ReadonlyMap<string, string>,
): ArrivingRecording {
  if (recording.type === 'excerpts') return { ...recording, stagedPaths };
  const stagedPath = stagedPaths.get(sha256);
  if (stagedPath === undefined) throw new Error('The recording was planned for and not written');
  return { type: 'whole', stagedPath };
}

/** What was deleted for the client's sake comes back in no package, and nothing of it is offered. */
function describeDeletion(title: string, { at, reason }: WordsDeletion): string {
  const cause =
    reason === 'consent-withdrawn' ? 'the client withdrew consent' : 'the client’s consent had ended';
  return `${cause} for the session “${title}”, and its recording and quotes were deleted here on ${at.slice(0, 10)}. Nothing of it is taken in again; tell the sender, so that it can be deleted there too.`;
}

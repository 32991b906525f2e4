import { dirname, join } from 'node:path';
import { diffContent } from '#shared/history/review-change';
import type { PackageInspection } from '#shared/model/package';
import { EMPTY_CONTENT, type SubmittedReview } from '#shared/model/review';
import { findViolation } from '#shared/model/review-rules';
import type { ReviewSummary } from '#shared/model/session';
import type { PackageLibrary } from './package-library';
import { conflictingPackage, refusedPackage } from './package-problem';
import { type ReadPackage, readPackage } from './package-reader';

/** Takes in packages; nothing is stored before `accept`. */
export type PackageIntake = {
  /**
   * Reads a whole package, checks everything in it, and says what storing it would change.
   *
   * @throws UserError with the reason why it is refused
   */
  inspect(path: string, fileName: string): Promise<PackageInspection>;
  /**
   * Stores what a package brings that is not here yet, all of it or nothing, and returns the id of its session. The
   * recording is unpacked beside the package first.
   */
  accept(path: string, fileName: string): Promise<string>;
};

/** What a package would change in this library. */
type Plan = {
  effect: PackageInspection['effect'];
  newReviews: SubmittedReview[];
};

export function createPackageIntake({
  library,
  now,
}: {
  library: PackageLibrary;
  now(): Date;
}): PackageIntake {
  /**
   * Fits a package, which is in order in itself, to what the library holds.
   *
   * @throws UserError where the two contradict each other
   */
  async function plan(read: ReadPackage, fileName: string): Promise<Plan> {
    const { manifest, session, framework } = read;
    const known = await library.findSession(session.id);
    if (known.state === 'present' && known.recording.sha256 !== session.recording.sha256) {
      throw conflictingPackage(
        fileName,
        `the session “${session.title}” is here already with another recording. Ask the sender which recording is meant.`,
      );
    }
    const localFramework = manifest.framework && library.findFramework(manifest.framework);
    const newReviews: SubmittedReview[] = [];
    for (const review of read.reviews) {
      // Of the same edition the local content counts: it is what the review will be shown with.
      const usedFramework = localFramework ?? framework;
      const violation =
        usedFramework &&
        findViolation(
          diffContent(EMPTY_CONTENT, review.content),
          usedFramework,
          session.recording.durationMs,
        );
      if (violation) {
        throw refusedPackage(fileName, `the review by ${review.reviewer.name} does not fit: ${violation}`);
      }
      if (!(await isKnown(review, fileName))) newReviews.push(review);
    }
    return {
      newReviews,
      effect: {
        session:
          known.state === 'absent' ? 'new' : known.state === 'in-trash' ? 'in-trash' : 'joins-existing',
        newReviews: newReviews.length,
        knownReviews: read.reviews.length - newReviews.length,
        bringsRecording:
          manifest.recording === 'whole' &&
          (known.state !== 'present' || known.recording.storage === 'absent'),
        newFramework: framework !== undefined && localFramework === undefined,
      },
    };
  }

  async function isKnown(review: SubmittedReview, fileName: string): Promise<boolean> {
    const known = await library.findReview(review.id);
    if (!known) return false;
    if (known.status === 'submitted' && known.contentSha256 === review.seal.contentSha256) return true;
    throw conflictingPackage(
      fileName,
      `the review by ${review.reviewer.name} is here already with other content, and a review never changes once it is submitted. Ask ${review.reviewer.name} to send a revision.`,
    );
  }

  return {
    async inspect(path, fileName) {
      const read = await readPackage(path, fileName);
      const { effect } = await plan(read, fileName);
      return {
        manifest: read.manifest,
        session: read.session,
        ...(read.framework && { frameworkTitle: read.framework.title }),
        reviews: read.reviews.map(summarize),
        effect,
      };
    },

    async accept(path, fileName) {
      let planned: Plan | undefined;
      const recordingStagedPath = join(dirname(path), 'recording');
      const read = await readPackage(path, fileName, {
        async chooseRecordingPath(checked) {
          planned = await plan(checked, fileName);
          return planned.effect.bringsRecording && planned.effect.session !== 'in-trash'
            ? recordingStagedPath
            : undefined;
        },
      });
      const { effect, newReviews } = planned ?? (await plan(read, fileName));
      const { manifest, session, framework } = read;
      if (effect.session === 'in-trash') {
        throw conflictingPackage(
          fileName,
          `its session “${session.title}” is in the trash. Restore it there, then open the package again.`,
        );
      }
      const changesNothing =
        effect.session === 'joins-existing' && newReviews.length === 0 && !effect.bringsRecording;
      if (changesNothing) return session.id;
      await library.storePackage({
        session,
        ...(effect.newFramework && framework && { framework }),
        reviews: newReviews,
        ...(effect.bringsRecording && { recordingStagedPath }),
        sender: manifest.sender,
        at: now().toISOString(),
      });
      return session.id;
    },
  };
}

function summarize(review: SubmittedReview): ReviewSummary {
  return {
    id: review.id,
    sessionId: review.sessionId,
    framework: review.framework,
    reviewer: review.reviewer,
    status: review.status,
    submittedAt: review.seal.submittedAt,
    ...(review.revisionOf !== undefined && { revisionOf: review.revisionOf }),
    independent: review.independence.independent,
  };
}

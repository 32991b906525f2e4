import { z } from 'zod';
import { keyStandingSchema } from './contact';
import { frameworkReferenceSchema } from './framework';
import { idSchema, sha256Schema, timestampSchema } from './identifiers';
import { personSchema, publicKeysSchema, signatureSchema } from './profile';
import { recordingSchema } from './recording';
import { reviewSummarySchema, sessionDocumentSchema } from './session';

export const PACKAGE_EXTENSION = '.concordance';
export const PACKAGE_FORMAT_VERSION = 2;

/** One entry of a package beside the manifest itself. */
export const packageEntrySchema = z.object({
  path: z.string().min(1).max(200),
  sizeBytes: z.number().int().nonnegative(),
  sha256: sha256Schema,
});
export type PackageEntry = z.infer<typeof packageEntrySchema>;

/** `manifest.json`, the first entry of a package. */
export const packageManifestSchema = z.object({
  format: z.literal('concordance'),
  formatVersion: z.literal(PACKAGE_FORMAT_VERSION),
  packageId: idSchema,
  createdAt: timestampSchema,
  sender: personSchema,
  /** The sender's keys, and her Ed25519 signature over all else of the manifest; null in packages of format 1 alone. */
  senderKeys: publicKeysSchema.nullable(),
  signature: signatureSchema.shape.value.nullable(),
  sessionId: idSchema,
  framework: frameworkReferenceSchema.optional(),
  /** What the client's consent was checked for when it was made. */
  purpose: z.enum(['mentor', 'group', 'credential', 'return']),
  /** A few words of the sender. */
  message: z.string().max(4_000).default(''),
  /** True when the sender has reviewed the session and holds the review back until the receiver's is in. */
  reviewWithheld: z.boolean().default(false),
  /**
   * The sender's own review that she marked as the reference of a calibration: whoever receives it cannot open it before
   * hers is submitted. A program that does not know this member treats it as any other review.
   */
  referenceReviewId: idSchema.optional(),
  /** True where the sender had the names of people replaced. */
  namesReplaced: z.boolean().default(false),
  recording: z.enum(['whole', 'excerpts', 'none']),
  entries: z.array(packageEntrySchema).max(2_000),
});
export type PackageManifest = z.infer<typeof packageManifestSchema>;

/** `session.json` of a package: the session without what is the sender's alone. */
export const packagedSessionSchema = sessionDocumentSchema
  .omit({
    privateNotes: true,
    trashedAt: true,
    othersRevealedAt: true,
    origin: true,
    deletions: true,
  })
  // Whoever receives a recording examines it herself.
  .extend({ recording: recordingSchema.omit({ timing: true }) });
export type PackagedSession = z.infer<typeof packagedSessionSchema>;

/** What the user sees of a package before anything is stored. */
export const packageInspectionSchema = z.object({
  manifest: packageManifestSchema,
  session: packagedSessionSchema,
  frameworkTitle: z.string().optional(),
  /** What is known here of the key that the package is signed with. */
  senderKey: keyStandingSchema,
  /** Content of the reviews is not shown here. */
  reviews: z.array(
    z.object({
      ...reviewSummarySchema.shape,
      /** What is known of the key that the review is sealed with. */
      authorKey: keyStandingSchema,
    }),
  ),
  /**
   * True where someone may be passing for another person: a key that is not the known one, or no signature of a person
   * who signs. Then it is stored only when the user says so a second time.
   */
  needsConfirmation: z.boolean(),
  /** What storing it would change in this library. */
  effect: z.object({
    session: z.enum(['new', 'joins-existing', 'in-trash']),
    newReviews: z.number().int().nonnegative(),
    knownReviews: z.number().int().nonnegative(),
    bringsRecording: z.boolean(),
    newFramework: z.boolean(),
  }),
});
export type PackageInspection = z.infer<typeof packageInspectionSchema>;

import { z } from 'zod';
import { historySchema, journalEntrySchema } from '../history/review-history';
import { credentialLevelSchema, mentoringEntrySchema, mentoringLogSchema } from '../mentoring/mentoring-log';
import { mentoringRulesSchema } from '../mentoring/mentoring-rules';
import { auditEntrySchema } from '../model/audit';
import {
  backupInspectionSchema,
  backupNameSchema,
  backupSummarySchema,
  restoreOutcomeSchema,
} from '../model/backup';
import { cardPreviewSchema, listedContactSchema } from '../model/contact';
import { engagementContentSchema, engagementDocumentSchema } from '../model/engagement';
import { exportJobSchema } from '../model/export-job';
import { frameworkReferenceSchema, frameworkSchema } from '../model/framework';
import { draftContentSchema, frameworkDraftSchema } from '../model/framework-draft';
import { calendarDateSchema, idSchema, timestampSchema } from '../model/identifiers';
import {
  identityStatusSchema,
  MAXIMUM_CARD_LENGTH,
  MAXIMUM_KEY_FILE_BYTES,
  newPassphraseSchema,
} from '../model/identity';
import { importJobSchema } from '../model/import-job';
import { checkJobSchema } from '../model/library-check';
import { momentKindSchema } from '../model/moment';
import { movePlanSchema } from '../model/move-report';
import { playbackSchema } from '../model/playback';
import { personSchema, preferencesSchema, profileDocumentSchema, publicKeysSchema } from '../model/profile';
import { sessionProgressSchema } from '../model/progress';
import { reviewSchema, sealVerdictSchema, submittedReviewSchema } from '../model/review';
import {
  deletionSchema,
  recordingPlaceSchema,
  reviewSummarySchema,
  sessionDetailsSchema,
  sessionDocumentSchema,
  sessionSummarySchema,
} from '../model/session';
import { sayingSchema } from '../phrases/phrase-bank';
import { formTemplateSchema } from '../reports/form-template';
import { observationFormRequestSchema, observationFormSchema } from '../reports/report-requests';
import { type Contract, mutation, query, subscription } from './procedure';

const nothing = z.void();
const bySession = z.object({ sessionId: idSchema });
const byReview = z.object({ reviewId: idSchema });
const byEngagement = z.object({ engagementId: idSchema });
const byImport = z.object({ importId: idSchema });
const byBackup = z.object({ name: backupNameSchema });
const byExport = z.object({ exportId: idSchema });
const byDraft = z.object({ draftId: idSchema });
const byContact = z.object({ profileId: idSchema });
/** The keys are those that the user saw when she decided. */
const byContactKeys = z.object({ profileId: idSchema, publicKeys: publicKeysSchema });
/** Longer texts come back with a reason of ours, so a little more passes here. */
const cardText = z.object({ text: z.string().max(4 * MAXIMUM_CARD_LENGTH) });

/** Something the user must be told that no request of hers asked for, such as a document that was recovered. */
export const noticeSchema = z.object({ id: idSchema, at: timestampSchema, message: z.string() });
export type Notice = z.infer<typeof noticeSchema>;

export const libraryStatusSchema = z.object({
  /** Where the library lies, for people to find and back up. */
  folder: z.string(),
  version: z.string(),
  /** Whether the library can be changed, or only read since another Concordance has it. */
  access: z.discriminatedUnion('mode', [
    z.object({ mode: z.literal('full') }),
    z.object({ mode: z.literal('reading'), reason: z.string() }),
  ]),
  /** Absent until the user has said who she is. */
  profile: profileDocumentSchema.optional(),
  /** Whether recordings may be added by path, and so linked in place. */
  addsByPath: z.boolean(),
  notices: z.array(noticeSchema),
});
export type LibraryStatus = z.infer<typeof libraryStatusSchema>;

/** A review as its own author opens it: a draft comes with what can be undone. */
export const openedReviewSchema = z.object({
  review: reviewSchema,
  history: historySchema,
  lastSeq: z.number().int().nonnegative(),
  /** True where a newer version of the program saved it: it can be read and not changed. */
  readOnly: z.boolean(),
  /** Of a submitted review. */
  seal: sealVerdictSchema.optional(),
});
export type OpenedReview = z.infer<typeof openedReviewSchema>;

export const frameworkSummarySchema = z.object({
  ...frameworkReferenceSchema.shape,
  title: z.string(),
  description: z.string(),
  /** BCP 47 tag; `und` where the file did not say. */
  language: z.string(),
  sourceNote: z.string(),
  /** Why nothing of it must be taken as certain, where that is so. */
  uncertain: z.string().optional(),
  builtIn: z.boolean(),
  indicators: z.number().int().nonnegative(),
  /** Where its own crosswalks lead; others may lead to it. */
  crosswalksTo: z.array(frameworkReferenceSchema),
});
export type FrameworkSummary = z.infer<typeof frameworkSummarySchema>;

export const frameworkDraftSummarySchema = frameworkDraftSchema
  .pick({ id: true, changedAt: true, basedOn: true })
  .extend({ title: z.string(), edition: z.string() });
export type FrameworkDraftSummary = z.infer<typeof frameworkDraftSummarySchema>;

export const sharePurposeSchema = z.enum(['mentor', 'group', 'credential']);

/** How much of the recording goes into a package. */
export const sharedRecordingSchema = z.discriminatedUnion('include', [
  z.object({ include: z.literal('whole') }),
  z.object({ include: z.literal('none') }),
  z.object({
    include: z.literal('excerpts'),
    /** The moments around which the recording is kept. */
    momentIds: z.array(idSchema).min(1).max(2_000),
    /** What is kept before and after each moment. */
    paddingMs: z.number().int().min(0).max(60_000),
  }),
]);
export type SharedRecording = z.infer<typeof sharedRecordingSchema>;

/** Who can open a package. */
export const protectionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('none') }),
  z.object({ type: z.literal('passphrase'), passphrase: z.string().min(1).max(1_000) }),
  /** Only these contacts, each with their own key. */
  z.object({ type: z.literal('contacts'), profileIds: z.array(idSchema).min(1).max(100) }),
]);
export type Protection = z.infer<typeof protectionSchema>;

/** What the share screen asks for. */
export const shareRequestSchema = z.object({
  sessionId: idSchema,
  purpose: sharePurposeSchema,
  framework: frameworkReferenceSchema,
  recording: sharedRecordingSchema,
  /** The sender's own submitted review to put in; absent to send none. */
  reviewId: idSchema.optional(),
  message: z.string().max(4_000),
  /** Whether the names of people are replaced in all that is shared. */
  replaceNames: z.boolean(),
  protection: protectionSchema,
  /** Calendar date at the user's, against which the consent is checked. */
  today: calendarDateSchema,
});
export type ShareRequest = z.infer<typeof shareRequestSchema>;

/** What sending a review back asks for. */
export const sendBackRequestSchema = z.object({
  reviewId: idSchema,
  message: z.string().max(4_000),
  replaceNames: z.boolean(),
  protection: protectionSchema,
});
export type SendBackRequest = z.infer<typeof sendBackRequestSchema>;

/** What deleting a session's recording would delete. */
export const deletionPlanSchema = z.object({
  recording: deletionSchema.shape.recording,
  recordingBytes: deletionSchema.shape.recordingBytes,
  /** Where the original of a linked recording lies, and stays. */
  originalPath: z.string().optional(),
  /** In all reviews of the session, whoever wrote them. */
  quotes: deletionSchema.shape.quotes,
  reviewsWithQuotes: z.number().int().nonnegative(),
});
export type DeletionPlan = z.infer<typeof deletionPlanSchema>;

/** One row of the list of engagements. */
export const engagementSummarySchema = z.object({
  id: idSchema,
  client: z.string(),
  startedOn: calendarDateSchema,
  changedAt: timestampSchema,
  sessions: z.number().int().nonnegative(),
  goals: z.number().int().nonnegative(),
});
export type EngagementSummary = z.infer<typeof engagementSummarySchema>;

/** What the one event stream of a page carries. */
export const serverEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('import'), job: importJobSchema }),
  z.object({ type: z.literal('export'), job: exportJobSchema }),
  z.object({ type: z.literal('check'), job: checkJobSchema }),
  z.object({ type: z.literal('sessions-changed') }),
  z.object({ type: z.literal('notice'), notice: noticeSchema }),
]);
export type ServerEvent = z.infer<typeof serverEventSchema>;

/** The one-of-a-session bundle that the compare screen reads. */
export const comparisonSchema = z.object({
  session: sessionDocumentSchema,
  framework: frameworkSchema,
  reviews: z.array(submittedReviewSchema),
  /** What checking each review's seal found, by review id. */
  seals: z.record(idSchema, sealVerdictSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** Every remote call, by resource. The backend implements it, the page's client is derived from it. */
export const contract = {
  library: {
    status: query(nothing, libraryStatusSchema),
    dismissNotice: mutation(z.object({ noticeId: idSchema }), nothing),
  },
  profile: {
    save: mutation(
      z.object({ person: personSchema.omit({ profileId: true }), preferences: preferencesSchema.optional() }),
      profileDocumentSchema,
    ),
  },
  identity: {
    status: query(nothing, identityStatusSchema),
    /** Makes the keys where there are none, as their first use would. */
    makeKeys: mutation(nothing, identityStatusSchema),
    /** Starts with new keys; whoever knows the present ones is warned. */
    renew: mutation(nothing, identityStatusSchema),
    /** The public card as a file. */
    saveCard: mutation(nothing, byExport),
    /** The private keys as a file under a passphrase. */
    exportKeys: mutation(z.object({ passphrase: newPassphraseSchema }), byExport),
    /** Takes the keys of such a file: into a new library with the person, into one of hers to have them back. */
    importKeys: mutation(
      z.object({
        fileName: z.string(),
        /** The file's bytes in base64. */
        content: z.base64().max(2 * MAXIMUM_KEY_FILE_BYTES),
        passphrase: z.string().max(1_000),
      }),
      profileDocumentSchema,
    ),
  },
  contacts: {
    list: query(nothing, z.array(listedContactSchema)),
    /** Reads a card and changes nothing. */
    readCard: mutation(cardText, cardPreviewSchema),
    /** Adds whom a card names; other keys of someone known wait for a decision. */
    add: mutation(cardText, listedContactSchema),
    /** Says that the fingerprint was compared. */
    verify: mutation(byContactKeys, listedContactSchema),
    acceptNewKey: mutation(byContactKeys, listedContactSchema),
    rejectNewKey: mutation(byContact, listedContactSchema),
    remove: mutation(byContact, nothing),
  },
  sessions: {
    list: query(nothing, z.array(sessionSummarySchema)),
    get: query(bySession, sessionDocumentSchema),
    update: mutation(
      z.object({ sessionId: idSchema, details: sessionDetailsSchema.partial() }),
      sessionDocumentSchema,
    ),
    /** Where the original of a linked recording is. */
    recordingPlace: query(bySession, recordingPlaceSchema),
    /** Links to the same recording at another place, and siblings whose originals lie beside it. Desktop only. */
    relink: mutation(
      z.object({ sessionId: idSchema, path: z.string().min(1) }),
      z.object({ sessionIds: z.array(idSchema).min(1) }),
    ),
    listTrash: query(
      nothing,
      z.array(z.object({ session: sessionSummarySchema, trashedAt: timestampSchema })),
    ),
    moveToTrash: mutation(bySession, nothing),
    restore: mutation(bySession, nothing),
    /** Deletes for good and says what was deleted. */
    emptyTrash: mutation(
      nothing,
      z.object({
        deleted: z.array(z.object({ title: z.string(), reviews: z.number(), sizeBytes: z.number() })),
      }),
    ),
    /** What the two below would delete. */
    planDeletion: query(bySession, deletionPlanSchema),
    /** Records that the client withdrew, and deletes the recording and every quote. Says the same when done before. */
    withdrawConsent: mutation(bySession, sessionDocumentSchema),
    /** Deletes the recording; after the consent has ended, every quote too. */
    deleteRecording: mutation(
      z.object({ sessionId: idSchema, reason: deletionSchema.shape.reason.exclude(['consent-withdrawn']) }),
      sessionDocumentSchema,
    ),
    /** What was done with a session, oldest first, and how many lines of that list cannot be read. */
    audit: query(
      bySession,
      z.object({ entries: z.array(auditEntrySchema), unreadableLines: z.number().int().nonnegative() }),
    ),
    /** Adds the sample session, or finds it where it already is. */
    openSample: mutation(nothing, bySession),
  },
  recordings: {
    /** Says from what a session's recording is played, and begins to make what is missing of that. */
    prepare: mutation(
      z.object({
        sessionId: idSchema,
        /** Also where the user stopped it before, or it failed. */
        again: z.boolean().default(false),
      }),
      playbackSchema,
    ),
  },
  imports: {
    list: query(nothing, z.array(importJobSchema)),
    /** Announces a file whose bytes follow as `PUT /uploads/<importId>`. */
    beginUpload: mutation(
      z.object({ fileName: z.string().min(1), sizeBytes: z.number().int().nonnegative() }),
      byImport,
    ),
    /** Takes in a file by its path; refused by hosts whose page must not name paths. */
    beginFromPath: mutation(
      z.object({ path: z.string().min(1), storage: z.enum(['copied', 'linked']) }),
      byImport,
    ),
    cancel: mutation(byImport, nothing),
    addDuplicate: mutation(byImport, bySession),
    /** Answers when the passphrase was found to fit, `forbidden` when it does not and another may be tried. */
    unlock: mutation(z.object({ ...byImport.shape, passphrase: z.string().min(1).max(1_000) }), nothing),
    acceptPackage: mutation(
      z.object({
        ...byImport.shape,
        /** That the user was warned of a key and agreed again. */
        confirmed: z.boolean(),
      }),
      bySession,
    ),
    /** Removes a settled job from the list, or declines what it asks. */
    dismiss: mutation(byImport, nothing),
  },
  frameworks: {
    list: query(nothing, z.array(frameworkSummarySchema)),
    get: query(frameworkReferenceSchema, frameworkSchema),
    /** Takes the text of a framework file or of a codebook; refused with everything that is wrong with it. */
    importFile: mutation(
      z.object({ fileName: z.string(), text: z.string().max(20_000_000) }),
      frameworkSummarySchema,
    ),
    /** As a file: all of it, or as a codebook for other programs. */
    export: mutation(frameworkReferenceSchema.extend({ format: z.enum(['json', 'codebook']) }), byExport),
    /** Deletes one that was added and that no review uses. */
    remove: mutation(frameworkReferenceSchema, nothing),
  },
  /** Frameworks that are being written. */
  frameworkDrafts: {
    /** The last changed first. */
    list: query(nothing, z.array(frameworkDraftSummarySchema)),
    get: query(byDraft, frameworkDraftSchema),
    start: mutation(
      z.discriminatedUnion('as', [
        z.object({ as: z.literal('new'), title: z.string().trim().min(1).max(300) }),
        z.object({ as: z.enum(['duplicate', 'edition']), framework: frameworkReferenceSchema }),
      ]),
      byDraft,
    ),
    save: mutation(byDraft.extend({ content: draftContentSchema }), frameworkDraftSummarySchema),
    /** Makes a framework of it that never changes again; refused with everything that is wrong in it. */
    finish: mutation(byDraft, frameworkSummarySchema),
    discard: mutation(byDraft, nothing),
  },
  reviews: {
    listForSession: query(bySession, z.array(reviewSummarySchema)),
    start: mutation(z.object({ sessionId: idSchema, framework: frameworkReferenceSchema }), byReview),
    open: query(byReview, openedReviewSchema),
    /** Appends journal entries; when it answers, they survive a crash. An entry that is there already is skipped. */
    append: mutation(
      z.object({ reviewId: idSchema, entries: z.array(journalEntrySchema).min(1).max(500) }),
      z.object({ lastSeq: z.number().int().nonnegative() }),
    ),
    submit: mutation(byReview, submittedReviewSchema),
    /** Starts a correction of a submitted review. */
    revise: mutation(byReview, byReview),
    /** What of a draft another framework has a place for, along the crosswalk between the two. */
    planMove: query(byReview.extend({ framework: frameworkReferenceSchema }), movePlanSchema),
    /** Carries a draft over as a new one; the draft itself stays as it is. */
    move: mutation(byReview.extend({ framework: frameworkReferenceSchema }), byReview),
    /** Deletes a draft. */
    discard: mutation(byReview, nothing),
    /** Lets the user see others' reviews before submitting, at the price of independence. */
    revealOthers: mutation(bySession, nothing),
    compare: query(z.object({ sessionId: idSchema, framework: frameworkReferenceSchema }), comparisonSchema),
  },
  progress: {
    /** The owner's own submitted reviews under one framework, session by session, the earliest first. */
    sessions: query(frameworkReferenceSchema, z.array(sessionProgressSchema)),
  },
  exports: {
    list: query(nothing, z.array(exportJobSchema)),
    /** Stops the writing and removes what was written. */
    cancel: mutation(byExport, nothing),
    /** Takes a settled export off the list, and removes its file. */
    dismiss: mutation(byExport, nothing),
  },
  engagements: {
    /** By the client's name. */
    list: query(nothing, z.array(engagementSummarySchema)),
    get: query(byEngagement, engagementDocumentSchema),
    start: mutation(
      engagementContentSchema.pick({ client: true, coach: true, startedOn: true }),
      byEngagement,
    ),
    save: mutation(byEngagement.extend({ content: engagementContentSchema }), engagementSummarySchema),
    /** Deletes its documents; the sessions stay. */
    remove: mutation(byEngagement, nothing),
  },
  phrases: {
    /** What the user quoted at moments of a kind, in her own reviews of her own sessions; the newest first. */
    list: query(z.object({ kind: momentKindSchema.shape.id }), z.array(sayingSchema)),
  },
  /** Both check all that can be refused before they answer; the writing goes on as an export. */
  packages: {
    share: mutation(shareRequestSchema, byExport),
    /** Packs one submitted review of a received session for its sender. */
    sendBack: mutation(sendBackRequestSchema, byExport),
    /** In how many places names would be replaced, beside those in the message. */
    countNames: query(
      z.object({ sessionId: idSchema, reviewId: idSchema.optional() }),
      z.object({ places: z.number().int().nonnegative() }),
    ),
  },
  reports: {
    /** The layouts that forms can have, the shipped ones first. */
    templates: query(nothing, z.array(formTemplateSchema)),
    importTemplate: mutation(
      z.object({ fileName: z.string().max(400), text: z.string().max(1_000_000) }),
      formTemplateSchema,
    ),
    /** The form of one observed session. */
    observationForm: query(observationFormRequestSchema, observationFormSchema),
    saveObservationForm: mutation(observationFormRequestSchema, byExport),
  },
  mentoring: {
    /** The owner's log of talks with mentors, and the rules it is held against. */
    get: query(nothing, z.object({ log: mentoringLogSchema, rules: mentoringRulesSchema })),
    setLevel: mutation(z.object({ level: credentialLevelSchema }), mentoringLogSchema),
    /** Adds an entry, or replaces the one of the same id. */
    saveEntry: mutation(mentoringEntrySchema, mentoringLogSchema),
    removeEntry: mutation(z.object({ entryId: idSchema }), mentoringLogSchema),
  },
  backups: {
    /** The newest first. */
    list: query(nothing, z.array(backupSummarySchema)),
    make: mutation(nothing, backupSummarySchema),
    /** What a backup holds against what is there now. */
    inspect: query(byBackup, backupInspectionSchema),
    /** Brings sessions back, all of them or none; what is there now is backed up first. */
    restore: mutation(
      byBackup.extend({ sessionIds: z.union([z.literal('all'), z.array(idSchema).min(1).max(100_000)]) }),
      restoreOutcomeSchema,
    ),
  },
  check: {
    /** Where the check of the library stands; null where none was asked for since the start. */
    current: query(nothing, checkJobSchema.nullable()),
    start: mutation(nothing, nothing),
    cancel: mutation(nothing, nothing),
  },
  events: {
    watch: subscription(nothing, serverEventSchema),
  },
} as const satisfies Contract;

export type ConcordanceContract = typeof contract;

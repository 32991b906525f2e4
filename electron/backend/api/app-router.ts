import { contract } from '#shared/api-contract/contract';
import type { Notice } from '#shared/api-contract/library-contract';
import { glanceAt } from '#shared/model/library-glance';
import type { CheckJobs } from '../care/check-jobs';
import { inspectBackup, restoreBackup } from '../care/restore';
import type { Exports } from '../exchange/exports';
import type { Share } from '../exchange/share';
import { readCalibrations } from '../library/calibration';
import type { CompetencyReviewStore } from '../library/competency-review-store';
import type { Debriefs } from '../library/debriefs';
import type { Library } from '../library/library';
import { placeOfOriginal, relinkOriginal } from '../library/linked-originals';
import { readListening, saveListening } from '../library/listening';
import type { MentoringStore } from '../library/mentoring-store';
import { moveDraft, planMove } from '../library/move-draft';
import { readOwnSayings } from '../library/own-sayings';
import { readProgress } from '../library/progress';
import type { Ffmpeg } from '../media/ffmpeg/ffmpeg';
import type { Imports } from '../media/imports/imports-door';
import type { PlaybackStore } from '../media/serving/playback-store';
import type { DebriefMinutes } from '../reports/debrief-minutes';
import type { Reports } from '../reports/reports';
import { UserError } from '../user-error';
import { contactHandlers } from './contact-handlers';
import type { EventHub } from './event-hub';
import { frameworkDraftHandlers, frameworkHandlers } from './framework-handlers';
import { identityHandlers } from './identity-handlers';
import { implement, implementThrough, mergeResources } from './implement';

export type ApiDependencies = {
  library: Library;
  imports: Imports;
  playback: PlaybackStore;
  ffmpeg: Ffmpeg;
  exports: Exports;
  share: Share;
  reports: Reports;
  debriefs: Debriefs;
  minutes: DebriefMinutes;
  competencyReviews: CompetencyReviewStore;
  mentoring: MentoringStore;
  check: CheckJobs;
  events: EventHub;
  notices: Map<string, Notice>;
  version: string;
  addsByPath: boolean;
  now: () => Date;
  openSample: () => Promise<string>;
};

/** Every resource of the contract over the parts that do the work; each handler says no more than who does it. */
export function createAppRouter(dependencies: ApiDependencies) {
  const {
    library,
    imports,
    playback,
    ffmpeg,
    exports,
    share,
    reports,
    debriefs,
    minutes,
    competencyReviews,
    mentoring,
    check,
    events,
    notices,
    version,
    addsByPath,
    now,
    openSample,
  } = dependencies;
  // What reads or changes sessions: a restore waits for it and goes through alone.
  const guarded = implementThrough((task) => library.turnstile.pass(task));
  return mergeResources({
    library: implement(contract.library, {
      status: async () => {
        const reason = library.readOnlyReason;
        // Asked for with every load of the page: whoever only reads then sees what the other program did.
        if (reason !== undefined) await library.reread();
        return {
          folder: library.layout.root,
          access: reason === undefined ? { mode: 'full' as const } : { mode: 'reading' as const, reason },
          version,
          ...(library.profile.current && { profile: library.profile.current }),
          addsByPath,
          notices: [...notices.values()],
        };
      },
      glance: ({ today }) => glanceAt(library.index.list(), today),
      dismissNotice: ({ noticeId }) => {
        notices.delete(noticeId);
      },
    }),
    profile: guarded(contract.profile, {
      save: ({ person, preferences }) => library.profile.save(person, preferences),
    }),
    identity: implement(contract.identity, identityHandlers(library, exports, now)),
    contacts: implement(contract.contacts, contactHandlers(library.contacts, library.identity)),
    sessions: guarded(contract.sessions, {
      list: () => library.index.list(),
      get: ({ sessionId }) => library.sessions.get(sessionId),
      update: ({ sessionId, details }) => library.updateSession(sessionId, withoutUndefined(details)),
      recordingPlace: ({ sessionId }) => placeOfOriginal(library, sessionId),
      relink: async ({ sessionId, path }) => {
        if (!addsByPath) throw new UserError('forbidden', 'Files cannot be found by their path here.');
        return { sessionIds: await relinkOriginal(library, sessionId, path) };
      },
      listTrash: () => library.index.readTrash(),
      moveToTrash: ({ sessionId }) => library.moveToTrash(sessionId),
      restore: ({ sessionId }) => library.restore(sessionId),
      emptyTrash: async () => ({ deleted: await library.emptyTrash() }),
      planDeletion: ({ sessionId }) => library.deletions.plan(sessionId),
      withdrawConsent: ({ sessionId }) => library.deleteRecording(sessionId, 'consent-withdrawn'),
      deleteRecording: ({ sessionId, reason }) => library.deleteRecording(sessionId, reason),
      audit: ({ sessionId }) => library.audit.list(sessionId),
      openSample: async () => ({ sessionId: await openSample() }),
    }),
    // What it writes passes the turnstile by itself: making a copy must not hold up a restore.
    recordings: implement(contract.recordings, {
      prepare: ({ sessionId, again }) => playback.prepare(sessionId, again),
      showPicture: ({ sessionId }) => playback.showPicture(sessionId),
      chooseSound: async ({ sessionId, soundTrack }) => {
        await playback.chooseSound(sessionId, soundTrack);
        return library.sessions.get(sessionId);
      },
      listening: ({ sessionId }) => readListening(library, sessionId),
      saveListening: ({ sessionId, listening }) =>
        library.turnstile.pass(() => saveListening(library, sessionId, listening)),
    }),
    ffmpeg: implement(contract.ffmpeg, { state: () => ffmpeg.state() }),
    imports: guarded(contract.imports, {
      list: () => imports.list(),
      beginUpload: (file) => imports.beginUpload(file),
      beginFromPath: (file) => imports.beginFromPath(file),
      cancel: ({ importId }) => imports.cancel(importId),
      makePlayable: ({ importId }) => imports.makePlayable(importId),
      addDuplicate: ({ importId }) => imports.addDuplicate(importId),
      unlock: ({ importId, passphrase }) => imports.unlock(importId, passphrase),
      acceptPackage: ({ importId, confirmed }) => imports.acceptPackage(importId, confirmed),
      dismiss: ({ importId }) => imports.dismiss(importId),
    }),
    frameworks: guarded(contract.frameworks, frameworkHandlers(library, exports)),
    frameworkDrafts: guarded(contract.frameworkDrafts, frameworkDraftHandlers(library)),
    reviews: guarded(contract.reviews, {
      listForSession: ({ sessionId }) => library.sessionSummary(sessionId).reviews,
      start: async ({ sessionId, framework }) => ({
        reviewId: await library.desk.start(sessionId, framework),
      }),
      open: ({ reviewId }) => library.desk.open(reviewId),
      append: async ({ reviewId, entries }) => ({ lastSeq: await library.desk.append(reviewId, entries) }),
      submit: ({ reviewId }) => library.desk.submit(reviewId),
      revise: async ({ reviewId }) => ({ reviewId: await library.desk.revise(reviewId) }),
      planMove: ({ reviewId, framework }) => planMove(library, reviewId, framework),
      move: async ({ reviewId, framework }) => ({ reviewId: await moveDraft(library, reviewId, framework) }),
      discard: ({ reviewId }) => library.desk.discard(reviewId),
      revealOthers: ({ sessionId }) => library.desk.revealOthers(sessionId),
      compare: ({ sessionId, framework }) => library.desk.compare(sessionId, framework),
    }),
    debriefs: guarded(contract.debriefs, {
      list: ({ sessionId }) => debriefs.list(sessionId),
      start: ({ sessionId, framework }) => debriefs.start(sessionId, framework),
      gather: ({ naming, counting, ...name }) => debriefs.gather(name, { naming, counting }),
      begin: (name) => debriefs.begin(name),
      open: (name) => debriefs.open(name),
      step: ({ stepId, ...name }) => debriefs.step(name, stepId),
      save: ({ revision, content, ...name }) => debriefs.save(name, revision, content),
      remove: (name) => debriefs.remove(name),
      minutes: (request) => minutes.layOut(request),
      // In turn with the deletions, so that nothing is written of what is being deleted.
      saveMinutes: (request) => library.inTurn(() => minutes.save(request)),
    }),
    engagements: guarded(contract.engagements, {
      list: () => library.engagements.list(),
      get: ({ engagementId }) => library.engagements.get(engagementId),
      start: (about) => library.engagements.start(about),
      save: ({ engagementId, content }) => library.engagements.save(engagementId, content),
      remove: ({ engagementId }) => library.engagements.remove(engagementId),
    }),
    phrases: guarded(contract.phrases, { list: ({ kind }) => readOwnSayings(library, kind) }),
    calibration: guarded(contract.calibration, { sessions: () => readCalibrations(library) }),
    progress: guarded(contract.progress, {
      sessions: (framework) => readProgress(library, framework),
    }),
    exports: implement(contract.exports, {
      list: () => exports.list(),
      cancel: ({ exportId }) => exports.cancel(exportId),
      dismiss: ({ exportId }) => exports.dismiss(exportId),
    }),
    packages: guarded(contract.packages, {
      // In turn with the deletions, so that nothing is packed of what is being deleted.
      share: (request) => library.inTurn(() => share.share(request)),
      countNames: async (request) => ({ places: await share.countNames(request) }),
      sendBack: (request) => library.inTurn(() => share.sendBack(request)),
    }),
    reports: guarded(contract.reports, {
      templates: ({ report }) => reports.templates(report),
      importTemplate: ({ report, text, fileName }) => reports.importTemplate(report, text, fileName),
      observationForm: (request) => reports.observationForm(request),
      // In turn with the deletions, so that nothing is written of what is being deleted.
      saveObservationForm: (request) => library.inTurn(() => reports.saveObservationForm(request)),
      competencyReview: (request) => reports.competencyReview(request),
      saveCompetencyReview: (request) => library.inTurn(() => reports.saveCompetencyReview(request)),
      mentoringLog: (request) => reports.mentoringLog(request),
      saveMentoringLog: (request) => reports.saveMentoringLog(request),
    }),
    competencyReviews: guarded(contract.competencyReviews, {
      list: () => competencyReviews.list(),
      get: ({ competencyReviewId }) => competencyReviews.get(competencyReviewId),
      start: (about) => reports.startCompetencyReview(about),
      save: ({ competencyReviewId, content }) => competencyReviews.save(competencyReviewId, content),
      remove: ({ competencyReviewId }) => competencyReviews.remove(competencyReviewId),
    }),
    mentoring: guarded(contract.mentoring, {
      get: async () => ({ log: await mentoring.read(), rules: mentoring.rules }),
      setLevel: ({ level }) => mentoring.setLevel(level),
      saveEntry: (entry) => mentoring.saveEntry(entry),
      removeEntry: ({ entryId }) => mentoring.removeEntry(entryId),
    }),
    backups: implement(contract.backups, {
      list: () => library.backups.list(),
      make: () => library.backups.make('asked'),
      inspect: ({ name }) => inspectBackup(library, name),
      restore: ({ name, sessionIds }) => restoreBackup(library, name, sessionIds),
    }),
    check: implement(contract.check, {
      current: () => check.current,
      start: () => check.start(),
      cancel: () => check.cancel(),
    }),
    events: implement(contract.events, { watch: (_input, signal) => events.watch(signal) }),
  });
}

/** An absent field and an `undefined` one mean the same in a partial update. */
function withoutUndefined<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

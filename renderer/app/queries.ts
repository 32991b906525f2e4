import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MinutesRequest } from '#shared/api-contract/debrief-contract';
import type { LibraryStatus } from '#shared/api-contract/library-contract';
import type { ExportJob } from '#shared/model/export-job';
import type { FrameworkReference } from '#shared/model/framework';
import type { IdentityStatus } from '#shared/model/identity';
import type { ImportJob } from '#shared/model/import-job';
import type { SessionDocument } from '#shared/model/session';
import type { ReportKind } from '#shared/reports/form-template';
import type {
  CompetencyReviewRequest,
  MentoringReportRequest,
  ObservationFormRequest,
} from '#shared/reports/report-requests';
import { api } from './api-client';

/** Where each answer lies in the query cache. */
export const queryKeys = {
  status: ['library', 'status'],
  sessions: ['sessions'],
  sessionList: ['sessions', 'list'],
  session: (sessionId: string) => ['sessions', 'one', sessionId],
  audit: (sessionId: string) => ['sessions', 'audit', sessionId],
  deletionPlan: (sessionId: string) => ['sessions', 'deletion-plan', sessionId],
  trash: ['sessions', 'trash'],
  reviewsOfSessions: ['reviews-of-session'],
  reviewsOf: (sessionId: string) => ['reviews-of-session', sessionId],
  /** An opened review is edited where it is shown; nothing but its own screen may replace it. */
  openedReview: (reviewId: string) => ['opened-review', reviewId],
  progress: (framework: FrameworkReference) => ['progress', framework.id, framework.edition],
  movePlan: (reviewId: string, framework: FrameworkReference) => [
    'move-plan',
    reviewId,
    framework.id,
    framework.edition,
  ],
  comparisons: ['comparison'],
  comparison: (sessionId: string, framework: FrameworkReference) => [
    'comparison',
    sessionId,
    framework.id,
    framework.edition,
  ],
  debriefsOf: (sessionId: string) => ['sessions', 'debriefs', sessionId],
  gatherings: ['gathering'],
  gathering: (debriefId: string) => ['gathering', debriefId],
  /** What the group writes is edited where it is shown. */
  openedDebrief: (debriefId: string) => ['opened-debrief', debriefId],
  debriefSteps: ['debrief-step'],
  debriefStep: (debriefId: string, stepId: string) => ['debrief-step', debriefId, stepId],
  minutes: (request: MinutesRequest) => ['minutes', request],
  engagements: ['engagements'],
  engagementList: ['engagements', 'list'],
  engagement: (engagementId: string) => ['engagements', 'one', engagementId],
  sayings: (kind: string) => ['sayings', kind],
  identity: ['identity'],
  contacts: ['contacts'],
  playbacks: ['playback'],
  playback: (sessionId: string) => ['playback', sessionId],
  imports: ['imports'],
  backups: ['backups'],
  backupList: ['backups', 'list'],
  backup: (name: string) => ['backups', 'one', name],
  recordingPlaces: ['recording-place'],
  recordingPlace: (sessionId: string) => ['recording-place', sessionId],
  mentoring: ['mentoring'],
  templates: ['report-templates'],
  templatesOf: (report: ReportKind) => ['report-templates', report],
  calibration: ['calibration'],
  competencyReviews: ['competency-reviews'],
  competencyReview: (id: string) => ['competency-review', id],
  competencyReports: ['competency-report'],
  competencyReport: (request: CompetencyReviewRequest | undefined) => ['competency-report', request],
  mentoringReport: (request: MentoringReportRequest) => ['mentoring-report', request],
  observationForm: (request: ObservationFormRequest | undefined) => ['observation-form', request],
  namesCount: (sessionId: string, reviewId: string | undefined) => ['names-count', sessionId, reviewId],
  check: ['check'],
  exports: ['exports'],
  frameworks: ['frameworks'],
  framework: (framework: FrameworkReference) => ['framework', framework.id, framework.edition],
  frameworkDrafts: ['framework-drafts'],
  frameworkDraft: (draftId: string) => ['framework-draft', draftId],
} as const;

const statusQuery = queryOptions({
  queryKey: queryKeys.status,
  queryFn: ({ signal }) => api.library.status(undefined, { signal }),
});

const sessionListQuery = queryOptions({
  queryKey: queryKeys.sessionList,
  queryFn: ({ signal }) => api.sessions.list(undefined, { signal }),
});

/** Asks in one request for what the first screen needs, before anything is drawn. */
export function prefetchFirstScreen(queryClient: QueryClient): void {
  void queryClient.prefetchQuery(statusQuery);
  void queryClient.prefetchQuery(sessionListQuery);
}

export function useLibraryStatus() {
  return useQuery(statusQuery);
}

/** The person whose library this is. Only for screens that are shown once she has said who she is. */
export function useProfile() {
  const { data } = useLibraryStatus();
  if (!data?.profile) throw new Error('This screen needs a profile');
  return data.profile;
}

export function useSessions() {
  return useQuery(sessionListQuery);
}

export function useSession(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.session(sessionId),
    queryFn: ({ signal }) => api.sessions.get({ sessionId }, { signal }),
  });
}

export function useAudit(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.audit(sessionId),
    queryFn: ({ signal }) => api.sessions.audit({ sessionId }, { signal }),
    // Opening a review is listed without a change of the session.
    staleTime: 0,
  });
}

/** What deleting would delete, asked anew each time it is looked at. */
export function useDeletionPlan(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.deletionPlan(sessionId),
    queryFn: ({ signal }) => api.sessions.planDeletion({ sessionId }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

export function useTrash() {
  return useQuery({
    queryKey: queryKeys.trash,
    queryFn: ({ signal }) => api.sessions.listTrash(undefined, { signal }),
  });
}

export function useReviewsOf(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.reviewsOf(sessionId),
    queryFn: ({ signal }) => api.reviews.listForSession({ sessionId }, { signal }),
  });
}

export function useFrameworks() {
  return useQuery({
    queryKey: queryKeys.frameworks,
    queryFn: ({ signal }) => api.frameworks.list(undefined, { signal }),
  });
}

export function useFramework(framework: FrameworkReference) {
  return useQuery({
    queryKey: queryKeys.framework(framework),
    queryFn: ({ signal }) => api.frameworks.get(framework, { signal }),
    // An edition never changes under its name.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useFrameworkDrafts() {
  return useQuery({
    queryKey: queryKeys.frameworkDrafts,
    queryFn: ({ signal }) => api.frameworkDrafts.list(undefined, { signal }),
  });
}

/** The user's own submitted reviews under one framework, the earliest session first. */
export function useProgress(framework: FrameworkReference) {
  return useQuery({
    queryKey: queryKeys.progress(framework),
    queryFn: ({ signal }) => api.progress.sessions(framework, { signal }),
    // A review that was submitted or deleted meanwhile is seen at the next look.
    staleTime: 0,
  });
}

/** The sessions that came with a reference review. */
export function useCalibrations() {
  return useQuery({
    queryKey: queryKeys.calibration,
    queryFn: ({ signal }) => api.calibration.sessions(undefined, { signal }),
    // A review that was submitted meanwhile opens its reference.
    staleTime: 0,
  });
}

/** What moving a draft to another framework would carry; asked anew each time, since the draft may have changed. */
export function useMovePlan(reviewId: string, framework: FrameworkReference) {
  return useQuery({
    queryKey: queryKeys.movePlan(reviewId, framework),
    queryFn: ({ signal }) => api.reviews.planMove({ reviewId, framework }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** A framework that is being written, as it was saved last: its editor goes on from there by itself. */
export function useFrameworkDraft(draftId: string) {
  return useQuery({
    queryKey: queryKeys.frameworkDraft(draftId),
    queryFn: ({ signal }) => api.frameworkDrafts.get({ draftId }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

export function useEngagements() {
  return useQuery({
    queryKey: queryKeys.engagementList,
    queryFn: ({ signal }) => api.engagements.list(undefined, { signal }),
  });
}

/** An engagement as it was saved last: its screen goes on from there by itself. */
export function useEngagement(engagementId: string) {
  return useQuery({
    queryKey: queryKeys.engagement(engagementId),
    queryFn: ({ signal }) => api.engagements.get({ engagementId }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** What the user quoted at moments of a kind in all her reviews. */
export function useOwnSayings(kind: string) {
  return useQuery({
    queryKey: queryKeys.sayings(kind),
    queryFn: ({ signal }) => api.phrases.list({ kind }, { signal }),
    // Other reviews, and what was taken out of them, may have changed since it was asked for last.
    staleTime: 0,
    gcTime: 0,
  });
}

export function useComparison(sessionId: string, framework: FrameworkReference) {
  return useQuery({
    queryKey: queryKeys.comparison(sessionId, framework),
    queryFn: ({ signal }) => api.reviews.compare({ sessionId, framework }, { signal }),
  });
}

/** The user's own keys, as far as the page may know them. */
export function useIdentity() {
  return useQuery({
    queryKey: queryKeys.identity,
    queryFn: ({ signal }) => api.identity.status(undefined, { signal }),
  });
}

/** The people whose keys this library knows, by name. */
export function useContacts() {
  return useQuery({
    queryKey: queryKeys.contacts,
    queryFn: ({ signal }) => api.contacts.list(undefined, { signal }),
  });
}

export function useImports() {
  return useQuery({
    queryKey: queryKeys.imports,
    queryFn: ({ signal }) => api.imports.list(undefined, { signal }),
  });
}

/** Milliseconds after which it is asked again whether a recording is prepared. */
const ASK_ABOUT_PLAYBACK_MS = 2_000;

/** From what a session's recording is played; asking begins to make what is missing of that. */
export function usePlayback(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.playback(sessionId),
    queryFn: () => api.recordings.prepare({ sessionId }),
    // What is made can be deleted at any time.
    staleTime: 0,
    gcTime: 0,
    // Its last event may have come before the answer to this query.
    refetchInterval: ({ state }) => (state.data?.state === 'preparing' ? ASK_ABOUT_PLAYBACK_MS : false),
  });
}

/** Milliseconds after which an export that says nothing is asked about. */
const ASK_ABOUT_EXPORT_MS = 2_000;

/** One export; `undefined` until it is known, or when none is asked for. */
export function useExport(exportId: string | undefined): ExportJob | undefined {
  const { data } = useQuery({
    queryKey: queryKeys.exports,
    queryFn: ({ signal }) => api.exports.list(undefined, { signal }),
    enabled: exportId !== undefined,
    // Its last event may have come before the answer to this query, which then tells an older state.
    refetchInterval: ({ state }) => {
      const job = state.data?.find(({ id }) => id === exportId);
      return job === undefined || job.phase === 'writing' ? ASK_ABOUT_EXPORT_MS : false;
    },
  });
  return data?.find(({ id }) => id === exportId);
}

/** Where the original of a linked recording is; asked again whenever the window comes back. */
export function useRecordingPlace(sessionId: string) {
  return useQuery({
    queryKey: queryKeys.recordingPlace(sessionId),
    queryFn: ({ signal }) => api.sessions.recordingPlace({ sessionId }, { signal }),
    refetchOnWindowFocus: 'always',
    gcTime: 0,
  });
}

/** In how many places of what would be shared names would be replaced. */
export function useNamesCount(sessionId: string, reviewId: string | undefined) {
  return useQuery({
    queryKey: queryKeys.namesCount(sessionId, reviewId),
    queryFn: ({ signal }) => api.packages.countNames({ sessionId, reviewId }, { signal }),
    gcTime: 0,
  });
}

/** The owner's log of talks with mentors, with the rules it is held against. */
export function useMentoring() {
  return useQuery({
    queryKey: queryKeys.mentoring,
    queryFn: ({ signal }) => api.mentoring.get(undefined, { signal }),
  });
}

/** The layouts that a report can have. */
export function useTemplates(report: ReportKind) {
  return useQuery({
    queryKey: queryKeys.templatesOf(report),
    queryFn: ({ signal }) => api.reports.templates({ report }, { signal }),
  });
}

export function useCompetencyReviews() {
  return useQuery({
    queryKey: queryKeys.competencyReviews,
    queryFn: ({ signal }) => api.competencyReviews.list(undefined, { signal }),
  });
}

/** A competency review as it was saved last: its screen goes on from there by itself. */
export function useCompetencyReview(competencyReviewId: string) {
  return useQuery({
    queryKey: queryKeys.competencyReview(competencyReviewId),
    queryFn: ({ signal }) => api.competencyReviews.get({ competencyReviewId }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** The same as it will print; the one before stays in sight while another is laid out. */
export function useCompetencyReport(request: CompetencyReviewRequest | undefined) {
  return useQuery({
    queryKey: queryKeys.competencyReport(request),
    queryFn: ({ signal }) => (request ? api.reports.competencyReview(request, { signal }) : null),
    enabled: request !== undefined,
    placeholderData: keepPreviousData,
    // A review that it is made of may have been corrected or deleted meanwhile.
    staleTime: 0,
    gcTime: 0,
  });
}

/** The owner's mentoring log as it will print. */
export function useMentoringReport(request: MentoringReportRequest) {
  return useQuery({
    queryKey: queryKeys.mentoringReport(request),
    queryFn: ({ signal }) => api.reports.mentoringLog(request, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}

/** The form of one observed session; the one before stays in sight while another is laid out. */
export function useObservationForm(request: ObservationFormRequest | undefined) {
  return useQuery({
    queryKey: queryKeys.observationForm(request),
    queryFn: ({ signal }) => (request ? api.reports.observationForm(request, { signal }) : null),
    enabled: request !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

export function useBackups() {
  return useQuery({
    queryKey: queryKeys.backupList,
    queryFn: ({ signal }) => api.backups.list(undefined, { signal }),
  });
}

/** What a backup holds, compared with the library at this moment. */
export function useBackup(name: string) {
  return useQuery({
    queryKey: queryKeys.backup(name),
    queryFn: ({ signal }) => api.backups.inspect({ name }, { signal }),
    gcTime: 0,
  });
}

export function useLibraryCheck() {
  return useQuery({
    queryKey: queryKeys.check,
    queryFn: ({ signal }) => api.check.current(undefined, { signal }),
  });
}

/** Ways to tell the cache what is known to have changed without waiting for the backend to say so. */
export function useCacheUpdates() {
  const queryClient = useQueryClient();
  return useMemo(
    () => ({
      sessionsChanged: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: queryKeys.sessions }),
          queryClient.invalidateQueries({ queryKey: queryKeys.reviewsOfSessions }),
          queryClient.invalidateQueries({ queryKey: queryKeys.comparisons }),
          queryClient.invalidateQueries({ queryKey: queryKeys.gatherings }),
        ]),
      backupsChanged: () => queryClient.invalidateQueries({ queryKey: queryKeys.backups }),
      frameworksChanged: () => queryClient.invalidateQueries({ queryKey: queryKeys.frameworks }),
      frameworkDraftsChanged: () => queryClient.invalidateQueries({ queryKey: queryKeys.frameworkDrafts }),
      frameworkRemoved: (framework: FrameworkReference) => {
        // Another may come under its name.
        queryClient.removeQueries({ queryKey: queryKeys.framework(framework) });
        return queryClient.invalidateQueries({ queryKey: queryKeys.frameworks });
      },
      identityChanged: (status?: IdentityStatus) =>
        status
          ? queryClient.setQueryData(queryKeys.identity, status)
          : queryClient.invalidateQueries({ queryKey: queryKeys.identity }),
      engagementsChanged: () => queryClient.invalidateQueries({ queryKey: queryKeys.engagementList }),
      competencyReviewsChanged: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: queryKeys.competencyReviews }),
          queryClient.invalidateQueries({ queryKey: queryKeys.competencyReports }),
        ]),
      contactsChanged: () => queryClient.invalidateQueries({ queryKey: queryKeys.contacts }),
      sessionUpdated: (session: SessionDocument) =>
        queryClient.setQueryData(queryKeys.session(session.id), session),
      statusRefetched: () => queryClient.invalidateQueries({ queryKey: queryKeys.status }),
      statusChanged: (change: (status: LibraryStatus) => LibraryStatus) =>
        queryClient.setQueryData<LibraryStatus>(queryKeys.status, (status) => status && change(status)),
      /** Begins again what was stopped or failed. */
      preparePlayback: async (sessionId: string) => {
        const playback = await api.recordings.prepare({ sessionId, again: true });
        queryClient.setQueryData(queryKeys.playback(sessionId), playback);
      },
      importDismissed: (importId: string) =>
        queryClient.setQueryData<ImportJob[]>(queryKeys.imports, (jobs) =>
          jobs?.filter((job) => job.id !== importId),
        ),
    }),
    [queryClient],
  );
}

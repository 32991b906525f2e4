import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReportKind } from '#shared/reports/form-template';
import type {
  CompetencyReviewRequest,
  MentoringReportRequest,
  ObservationFormRequest,
} from '#shared/reports/report-requests';
import { api } from '../api-client';
import { queryKeys } from './query-keys';

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

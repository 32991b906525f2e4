import { useSearch } from 'wouter';
import { type FrameworkReference, frameworkReferenceSchema } from '#shared/model/framework';

/** The patterns of the page's addresses; {@link paths} writes addresses that match them. */
export const ROUTES = {
  library: '/',
  people: '/people',
  person: '/people/:profileId',
  mentoring: '/mentoring',
  mentoringLog: '/mentoring/log',
  competencyReviews: '/competency-reviews',
  competencyReview: '/competency-reviews/:competencyReviewId',
  progress: '/progress',
  calibration: '/calibration',
  frameworks: '/frameworks',
  frameworkDraft: '/frameworks/drafts/:draftId',
  framework: '/frameworks/:framework',
  engagements: '/engagements',
  engagement: '/engagements/:engagementId',
  trash: '/trash',
  settings: '/settings',
  care: '/care',
  session: '/session/:sessionId',
  review: '/session/:sessionId/review/:reviewId',
  compare: '/session/:sessionId/compare',
  debriefGathering: '/session/:sessionId/debrief/:debriefId/gathering',
  debriefMinutes: '/session/:sessionId/debrief/:debriefId/minutes',
  debrief: '/session/:sessionId/debrief/:debriefId',
  form: '/session/:sessionId/form/:reviewId',
} as const;

/** Names one debrief of a session. */
export type DebriefName = { sessionId: string; debriefId: string };

export const paths = {
  library: () => '/',
  people: () => '/people',
  /** One person's sessions together. */
  person: (profileId: string) => `/people/${profileId}`,
  /** The log; with a review, the talk about it is to be noted. */
  mentoring: (reviewId?: string) => `/mentoring${reviewId === undefined ? '' : `?review=${reviewId}`}`,
  mentoringLog: () => '/mentoring/log',
  /** What several sessions show together; of one person's sessions where she is named. */
  competencyReviews: (of?: string) => `/competency-reviews${of === undefined ? '' : `?of=${of}`}`,
  competencyReview: (competencyReviewId: string) => `/competency-reviews/${competencyReviewId}`,
  progress: () => '/progress',
  /** One's drift from reference reviews. */
  calibration: () => '/calibration',
  frameworks: () => '/frameworks',
  frameworkDraft: (draftId: string) => `/frameworks/drafts/${draftId}`,
  /** The book of one framework, at one of its items, with where its items are in another framework. */
  framework: (framework: FrameworkReference, place: { at?: string; beside?: FrameworkReference } = {}) => {
    const query = new URLSearchParams();
    if (place.at !== undefined) query.set('at', place.at);
    if (place.beside) query.set('beside', formatFrameworkReference(place.beside));
    return `/frameworks/${formatFrameworkReference(framework)}${query.size > 0 ? `?${query}` : ''}`;
  },
  engagements: () => '/engagements',
  engagement: (engagementId: string) => `/engagements/${engagementId}`,
  trash: () => '/trash',
  /** The settings; at one part of them where that is named. */
  settings: (at?: 'ffmpeg') => `/settings${at === undefined ? '' : `?at=${at}`}`,
  care: () => '/care',
  session: (sessionId: string) => `/session/${sessionId}`,
  review: (sessionId: string, reviewId: string) => `/session/${sessionId}/review/${reviewId}`,
  form: (sessionId: string, reviewId: string) => `/session/${sessionId}/form/${reviewId}`,
  debrief: ({ sessionId, debriefId }: DebriefName) => `/session/${sessionId}/debrief/${debriefId}`,
  debriefGathering: (name: DebriefName) => `${paths.debrief(name)}/gathering`,
  debriefMinutes: (name: DebriefName) => `${paths.debrief(name)}/minutes`,
  compare: (sessionId: string, framework?: FrameworkReference) =>
    `/session/${sessionId}/compare${framework ? `?framework=${formatFrameworkReference(framework)}` : ''}`,
};

/** The session whose reviewers are being gathered at an address; `undefined` elsewhere. */
export function gatheringSessionOf(location: string): string | undefined {
  return /^\/session\/([^/]+)\/debrief\/[^/]+\/gathering$/.exec(location)?.[1];
}

/** Whether the screen at an address has the whole window to itself: the workspace, and a debrief on the big screen. */
export function fillsWindow(location: string): boolean {
  return /^\/session\/[^/]+\/(review|debrief)\/[^/]+$/.test(location);
}

/** Writes a framework's name as addresses carry it: `agreements-and-partnering@1`. */
export function formatFrameworkReference({ id, edition }: FrameworkReference): string {
  return `${id}@${edition}`;
}

export function parseFrameworkReference(text: string): FrameworkReference | undefined {
  const [id, edition] = text.split('@');
  return frameworkReferenceSchema.safeParse({ id, edition }).data;
}

/** The framework that the address names in `?framework=`, or in another part of its query. */
export function useFrameworkInAddress(name = 'framework'): FrameworkReference | undefined {
  const text = new URLSearchParams(useSearch()).get(name);
  return text === null ? undefined : parseFrameworkReference(text);
}

/** One value of the address's query. */
export function useInAddress(name: string): string | undefined {
  return new URLSearchParams(useSearch()).get(name) ?? undefined;
}

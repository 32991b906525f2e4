import type { CompetencyReviewDocument } from '#shared/model/competency-review';
import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import { nameReplacer } from '#shared/privacy/replace-names';
import { namesToReplace } from '#shared/privacy/shared-names';
import { layOutCompetencyReview } from '#shared/reports/competency-review';
import { findCompetencyReviewGaps } from '#shared/reports/competency-review-gaps';
import { mapTexts } from '#shared/reports/report-blocks';
import type { CompetencyReviewReport, CompetencyReviewRequest } from '#shared/reports/report-requests';
import { reviewsOfCoach, suggestedReviews } from '#shared/reports/reviews-of-coach';
import type { CompetencyReviewStore } from '../library/competency-review-store';
import type { Library } from '../library/library';
import { dayWriter } from './day-writer';
import type { FormTemplates } from './form-templates';
import { gatherReviews } from './gather-reviews';

/** Begins a competency review of a person's sessions with the reviews under one framework that suggest themselves. */
export async function startCompetencyReview(
  library: Library,
  store: CompetencyReviewStore,
  { of, framework }: { of: string; framework: FrameworkReference },
): Promise<CompetencyReviewDocument> {
  const { profileId, name } = library.profile.person;
  const all = reviewsOfCoach(library.index.list(), of, profileId);
  const chosen = suggestedReviews(all, of, profileId).filter(({ review }) =>
    isSameReference(review.framework, framework),
  );
  const [latest] = all.toReversed();
  const sender = latest?.session.origin.type === 'received' ? latest.session.origin.from.name : name;
  return store.start(of, {
    coach: latest?.session.coach || sender,
    framework,
    sessions: chosen.map(({ review }) => ({ reviewId: review.id, setting: 'one-to-one' })),
    judgements: {},
    summary: '',
  });
}

type LaidOut = CompetencyReviewReport & { reviewIds: readonly { reviewId: string; sessionId: string }[] };

/** A competency review as it will print. */
export async function layOutSavedCompetencyReview(
  library: Library,
  store: CompetencyReviewStore,
  templates: FormTemplates,
  request: CompetencyReviewRequest,
): Promise<LaidOut> {
  const { content } = await store.get(request.competencyReviewId);
  const template = await templates.get('competency-review', request.template);
  const framework = library.frameworks.get(content.framework);
  const { sessions, left } = await gatherReviews(library, content);
  const input = { content, framework, sessions, template, writeDay: dayWriter(template.language) };
  const listed = library.profile.current?.preferences.replacedNames ?? [];
  const replace = nameReplacer(
    request.replaceNames
      ? [
          ...(content.coach === '' ? [] : [{ name: content.coach, replacement: 'Coach' }]),
          ...sessions.flatMap(({ session }) => namesToReplace(session, [])),
          ...listed,
        ]
      : [],
  );
  return {
    title: replace([template.title, content.coach].filter(Boolean).join(', ')),
    language: template.language,
    blocks: mapTexts(layOutCompetencyReview(input), replace),
    gaps: findCompetencyReviewGaps(input),
    left,
    sessionIds: [...new Set(sessions.map(({ session }) => session.id))],
    reviewIds: sessions.map(({ review, session }) => ({ reviewId: review.id, sessionId: session.id })),
  };
}

import { useCallback, useRef, useState } from 'react';
import type { CompetencyReviewContent, CompetencyReviewDocument } from '#shared/model/competency-review';
import { api } from '../../app/api-client';
import { useCacheUpdates } from '../../app/queries/library-queries';
import { useAutosave } from '../../app/use-autosave';

export type EditCompetencyReview = (
  change: (content: CompetencyReviewContent) => CompetencyReviewContent,
) => void;

/** A competency review on the screen: every change shows at once and is saved by itself. */
export function useCompetencyReviewEditor(document: CompetencyReviewDocument) {
  const [content, setContent] = useState(document.content);
  const { competencyReviewsChanged } = useCacheUpdates();
  const autosave = useAutosave<{ content: CompetencyReviewContent }>(async ({ content: changed }) => {
    if (!changed) return;
    await api.competencyReviews.save({ competencyReviewId: document.id, content: changed });
    await competencyReviewsChanged();
  });

  const latest = useRef(document.content);
  const { change: save } = autosave;
  const edit = useCallback<EditCompetencyReview>(
    (change) => {
      latest.current = change(latest.current);
      setContent(latest.current);
      save({ content: latest.current });
    },
    [save],
  );
  return { content, edit, saveState: autosave.state, flush: autosave.flush };
}

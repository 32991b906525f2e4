import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftContent, FrameworkDraft } from '#shared/model/framework-draft';
import { api } from '../../../app/api-client';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import { useAutosave } from '../../../app/use-autosave';
import { firstSteps, redoStep, takeStep, undoStep } from '../../../ui/edit-steps';

/** Changes a draft; what comes from one field in a row is one step to undo. */
export type EditDraft = (change: (content: DraftContent) => DraftContent, field?: string) => void;

/** A draft on the screen: every change is shown at once, can be undone, and is saved by itself. */
export function useDraftEditor(draft: FrameworkDraft) {
  const [steps, setSteps] = useState(() => firstSteps(draft.content));
  const { frameworkDraftsChanged } = useCacheUpdates();
  const autosave = useAutosave<{ content: DraftContent }>(async ({ content }) => {
    if (!content) return;
    await api.frameworkDrafts.save({ draftId: draft.id, content });
    await frameworkDraftsChanged();
  });

  const saved = useRef(draft.content);
  const { content } = steps;
  const { change: save } = autosave;
  useEffect(() => {
    if (content === saved.current) return;
    saved.current = content;
    save({ content });
  }, [content, save]);

  const edit = useCallback<EditDraft>((change, field) => {
    setSteps((now) => takeStep(now, change(now.content), field));
  }, []);

  return {
    content,
    edit,
    undo: steps.past.length > 0 ? () => setSteps(undoStep) : undefined,
    redo: steps.future.length > 0 ? () => setSteps(redoStep) : undefined,
    saveState: autosave.state,
    flush: autosave.flush,
  };
}

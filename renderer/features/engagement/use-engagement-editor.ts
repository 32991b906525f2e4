import { useCallback, useRef, useState } from 'react';
import type { EngagementContent, EngagementDocument } from '#shared/model/engagement';
import { api } from '../../app/api-client';
import { useCacheUpdates } from '../../app/queries/library-queries';
import { useAutosave } from '../../app/use-autosave';
import { type EditSteps, firstSteps, redoStep, takeStep, undoStep } from '../../ui/edit-steps';

/** Changes an engagement; what comes from one field in a row is one step to undo. */
export type EditEngagement = (
  change: (content: EngagementContent) => EngagementContent,
  field?: string,
) => void;

/** What the parts of an engagement's screen work with. */
export type EngagementPart = { content: EngagementContent; edit: EditEngagement };

/** An engagement on the screen: every change shows at once, can be undone, and is saved by itself. */
export function useEngagementEditor(engagement: EngagementDocument) {
  const [steps, setSteps] = useState(() => firstSteps(engagement.content));
  const { engagementsChanged } = useCacheUpdates();
  const autosave = useAutosave<{ content: EngagementContent }>(async ({ content: changed }) => {
    if (!changed) return;
    await api.engagements.save({ engagementId: engagement.id, content: changed });
    await engagementsChanged();
  });

  const latest = useRef(steps);
  const { change: save } = autosave;
  // Saved from here and not after the next drawing: a field that goes away with the screen hands its text on then.
  const go = useCallback(
    (to: (now: EditSteps<EngagementContent>) => EditSteps<EngagementContent>) => {
      const next = to(latest.current);
      if (next === latest.current) return;
      latest.current = next;
      setSteps(next);
      save({ content: next.content });
    },
    [save],
  );
  const edit = useCallback<EditEngagement>(
    (change, field) => go((now) => takeStep(now, change(now.content), field)),
    [go],
  );

  return {
    content: steps.content,
    edit,
    undo: steps.past.length > 0 ? () => go(undoStep) : undefined,
    redo: steps.future.length > 0 ? () => go(redoStep) : undefined,
    saveState: autosave.state,
    flush: autosave.flush,
  };
}

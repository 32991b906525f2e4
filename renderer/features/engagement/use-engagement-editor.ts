import { useCallback, useRef, useState } from 'react';
import type { EngagementContent, EngagementDocument } from '#shared/model/engagement';
import { api } from '../../app/api-client';
import { useCacheUpdates } from '../../app/queries';
import { useAutosave } from '../../app/use-autosave';

export type EditEngagement = (change: (content: EngagementContent) => EngagementContent) => void;

/** What the parts of an engagement's screen work with. */
export type EngagementPart = { content: EngagementContent; edit: EditEngagement };

/** An engagement on the screen: every change shows at once and is saved by itself. */
export function useEngagementEditor(engagement: EngagementDocument) {
  const [content, setContent] = useState(engagement.content);
  const { engagementsChanged } = useCacheUpdates();
  const autosave = useAutosave<{ content: EngagementContent }>(async ({ content: changed }) => {
    if (!changed) return;
    await api.engagements.save({ engagementId: engagement.id, content: changed });
    await engagementsChanged();
  });

  const latest = useRef(engagement.content);
  const { change: save } = autosave;
  // Saved from here and not after the next drawing: a field that goes away with the screen hands its text on then.
  const edit = useCallback<EditEngagement>(
    (change) => {
      latest.current = change(latest.current);
      setContent(latest.current);
      save({ content: latest.current });
    },
    [save],
  );
  return { content, edit, saveState: autosave.state, flush: autosave.flush };
}

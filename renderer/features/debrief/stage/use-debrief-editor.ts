import { useCallback, useRef, useState } from 'react';
import type { DebriefContent, DebriefDocument } from '#shared/model/debrief';
import { api } from '../../../app/api-client';
import { useAutosave } from '../../../app/use-autosave';

/**
 * @param mark - names what is changed; changes of the same in a row are undone together. Absent for what is no act of
 *   the group's, such as going to another step
 */
export type EditDebrief = (change: (content: DebriefContent) => DebriefContent, mark?: string) => void;

const MOST_UNDONE = 200;

/** What the group writes: every change shows at once, is saved by itself, and can be undone. */
export function useDebriefEditor(debrief: DebriefDocument) {
  const [content, setContent] = useState(debrief.content);
  const [undoable, setUndoable] = useState(0);
  const latest = useRef(debrief.content);
  const revision = useRef(debrief.revision);
  const past = useRef<{ content: DebriefContent; mark: string }[]>([]);
  const autosave = useAutosave<{ content: DebriefContent }>(async ({ content: changed }) => {
    if (!changed) return;
    const { id: debriefId, sessionId } = debrief;
    const saved = await api.debriefs.save({
      sessionId,
      debriefId,
      revision: revision.current,
      content: changed,
    });
    revision.current = saved.revision;
  });
  const { change: save, flush } = autosave;

  const show = useCallback(
    (next: DebriefContent) => {
      latest.current = next;
      setContent(next);
      save({ content: next });
    },
    [save],
  );

  const edit = useCallback<EditDebrief>(
    (change, mark) => {
      const next = change(latest.current);
      if (next === latest.current) return;
      if (mark !== undefined && past.current.at(-1)?.mark !== mark) {
        past.current = [...past.current, { content: latest.current, mark }].slice(-MOST_UNDONE);
        setUndoable(past.current.length);
      }
      show(next);
      // What the group does is on the disk at once; where it is can wait for the pause in between.
      if (mark !== undefined) void flush();
    },
    [show, flush],
  );

  const undo = useCallback(() => {
    const last = past.current.at(-1);
    if (!last) return;
    past.current = past.current.slice(0, -1);
    setUndoable(past.current.length);
    const { place, agenda, totalMinutes } = latest.current;
    // Where the group is, and for how long, is now; what it said goes back.
    const isOfAgenda = last.mark === 'agenda';
    show({
      ...last.content,
      ...(!isOfAgenda && { agenda, totalMinutes }),
      place,
    } as DebriefContent);
    void flush();
  }, [show, flush]);

  return { content, edit, undo, canUndo: undoable > 0, saveState: autosave.state, flush };
}

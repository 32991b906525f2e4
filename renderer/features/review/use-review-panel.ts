import { useComputedColorScheme } from '@mantine/core';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { kindsOf, type Moment } from '#shared/model/moment';
import { useReviewEditing, useReviewView } from '../../review-editing/review-editing';
import { kindColour } from '../../ui/moment-colours';
import { createReviewActions } from './review-actions';

export type KindFace = { label: string; colour: string };

/**
 * What every panel needs, in a form that keeps its identity from one drawing to the next, so that rows which did not
 * change are not drawn again.
 */
export function useReviewPanel() {
  const { store, framework, session, selectedMomentId, selectMoment, playMoment } = useReviewEditing();
  const content = useReviewView((view) => view.content);
  const isReadOnly = useReviewView((view) => view.isReadOnly);
  // Evidence follows an edit a moment later, so that it never holds up what is typed.
  const linked = useLinked(useDeferredValue(useReviewView((view) => view.momentsInOrder)));
  const scheme = useComputedColorScheme('light');
  const actions = useMemo(() => createReviewActions(store, framework), [store, framework]);

  const kinds = useMemo(
    () =>
      new Map<string, KindFace>(
        kindsOf(framework).map(({ id, label }, position) => [
          id,
          { label, colour: kindColour(position, scheme) },
        ]),
      ),
    [framework, scheme],
  );
  const faceOf = useCallback(
    (kind: string): KindFace => kinds.get(kind) ?? { label: kind, colour: 'var(--mantine-color-dimmed)' },
    [kinds],
  );

  const latestPlay = useRef(playMoment);
  useEffect(() => {
    latestPlay.current = playMoment;
  });
  const playEvidence = useCallback(
    (momentId: string) => {
      selectMoment(momentId);
      latestPlay.current(momentId);
    },
    [selectMoment],
  );

  const selected: Moment | undefined =
    selectedMomentId === undefined ? undefined : content.moments.get(selectedMomentId);
  return { framework, session, content, linked, isReadOnly, actions, faceOf, playEvidence, selected };
}

/** The moments that are evidence for anything, in their order; the same list as long as all of them are the same. */
function useLinked(moments: readonly Moment[]): readonly Moment[] {
  const previous = useRef<readonly Moment[]>([]);
  return useMemo(() => {
    const linked = moments.filter(
      ({ indicators, competencies }) => indicators.length + competencies.length > 0,
    );
    const isSame =
      linked.length === previous.current.length &&
      linked.every((moment, place) => moment === previous.current[place]);
    if (!isSame) previous.current = linked;
    return previous.current;
  }, [moments]);
}

export type FaceOf = ReturnType<typeof useReviewPanel>['faceOf'];

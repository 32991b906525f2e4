import { useCallback, useEffect, useState } from 'react';
import type { Moment } from '#shared/model/moment';
import { useComparisonContext, usePlayerView } from '../comparison-context';
import type { Reviewer } from '../reviewers';

/** A moment with whose it is: ids of moments may be the same in two reviews, where one is a copy. */
export type OwnedMoment = { reviewer: Reviewer; moment: Moment };

/** The moment that timeline and list show as chosen; whatever is played becomes it, wherever it was asked for. */
export function useChosenMoment(show: (ms: number) => void): {
  chosen: OwnedMoment | undefined;
  choose: (chosen: OwnedMoment | undefined) => void;
} {
  const { reviewers } = useComparisonContext();
  const playedId = usePlayerView((view) => view.stretch?.id);
  const [chosen, setChosen] = useState<OwnedMoment>();

  const choose = useCallback(
    (next: OwnedMoment | undefined) => {
      setChosen(next);
      if (next) show(next.moment.startMs);
    },
    [show],
  );

  useEffect(() => {
    const [reviewerId, momentId] = playedId?.split('/') ?? [];
    const reviewer = reviewers.find(({ id }) => id === reviewerId);
    const moment = reviewer?.review.content.moments[momentId ?? ''];
    if (reviewer && moment) choose({ reviewer, moment });
  }, [playedId, reviewers, choose]);

  return { chosen, choose };
}

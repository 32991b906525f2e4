import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SharedRecording } from '#shared/api-contract/exchange-contract';
import { planExcerpts } from '#shared/excerpts/plan-excerpts';
import { compareMoments, type Moment } from '#shared/model/moment';
import { isPlayable, type Recording } from '#shared/model/recording';
import type { ReviewSummary, SessionDocument } from '#shared/model/session';
import type { Stretch } from '#shared/scoring/stretch';
import { api } from '../../app/api-client';
import { useProfile } from '../../app/queries/library-queries';
import { useReviewsOf } from '../../app/queries/session-queries';

export type RecordingPart = SharedRecording['include'];
export type MomentSelection = 'all' | 'evidence' | 'picked';

export type RecordingChoice = {
  part: RecordingPart;
  /** The review around whose moments is cut; `undefined` where there is none of one's own. */
  reviewId: string | undefined;
  selection: MomentSelection;
  pickedIds: ReadonlySet<string>;
  paddingSeconds: number;
};

export type ChosenRecording = {
  choice: RecordingChoice;
  change: (change: Partial<RecordingChoice>) => void;
  /** Whether the recording is here as a whole, so that it or parts of it can be shared. */
  canShare: boolean;
  /** One's own reviews of the session, the newest first. */
  reviews: readonly ReviewSummary[];
  /** The moments of the chosen review, in order. */
  moments: readonly Moment[];
  stretches: readonly Stretch[];
  /** What to ask for; `undefined` where something is still to be chosen. */
  request: SharedRecording | undefined;
};

/** Whether a recording is heard from a copy that was encoded, since its own sound cannot be played everywhere. */
export function isEncodedForSound({ timing }: Pick<Recording, 'timing'>): boolean {
  return timing?.playedFrom.type === 'encoded' && timing.playedFrom.because === 'sound';
}

/** What of a session's recording goes along, and what that comes to. */
export function useRecordingChoice(session: SessionDocument): ChosenRecording {
  const { person } = useProfile();
  const { recording } = session;
  const canShare = isPlayable(recording) && recording.storage !== 'excerpts';
  const reviews = (useReviewsOf(session.id).data ?? [])
    .filter(({ reviewer }) => reviewer.profileId === person.profileId)
    .reverse();
  const [chosen, setChosen] = useState<RecordingChoice>({
    // The file itself unless somebody says otherwise, even where a copy plays better.
    part: 'whole',
    reviewId: undefined,
    selection: 'all',
    pickedIds: new Set(),
    paddingSeconds: 10,
  });
  const reviewId = chosen.reviewId ?? reviews[0]?.id;
  const opened = useQuery({
    queryKey: ['moments-to-share', reviewId],
    queryFn: () => api.reviews.open({ reviewId: reviewId ?? '' }),
    enabled: chosen.part === 'excerpts' && reviewId !== undefined,
    staleTime: 0,
  });
  const moments = Object.values(opened.data?.review.content.moments ?? {}).sort(compareMoments);
  const choice: RecordingChoice = { ...chosen, part: canShare ? chosen.part : 'none', reviewId };
  const selected = moments.filter((moment) => isSelected(moment, choice));
  const paddingMs = choice.paddingSeconds * 1_000;
  const stretches = planExcerpts(selected, { paddingMs, durationMs: recording.durationMs });
  return {
    choice,
    change: (change) => setChosen((before) => ({ ...before, ...change })),
    canShare,
    reviews,
    moments,
    stretches,
    request: requestFor(choice.part, selected, paddingMs),
  };
}

function isSelected(moment: Moment, { selection, pickedIds }: RecordingChoice): boolean {
  switch (selection) {
    case 'all':
      return true;
    case 'evidence':
      return moment.indicators.length > 0 || moment.competencies.length > 0;
    case 'picked':
      return pickedIds.has(moment.id);
  }
}

function requestFor(
  part: RecordingPart,
  selected: readonly Moment[],
  paddingMs: number,
): SharedRecording | undefined {
  if (part !== 'excerpts') return { include: part };
  const momentIds = selected.map(({ id }) => id);
  return momentIds.length === 0 ? undefined : { include: 'excerpts', momentIds, paddingMs };
}

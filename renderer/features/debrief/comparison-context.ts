import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Framework } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import type { SessionDocument } from '#shared/model/session';
import { stretchOf } from '#shared/scoring/stretch';
import { kindLabelOf } from './moment-words';
import type { Reviewer } from './reviewers';
import type { NamedStretch, PlayerState, StretchPlayer } from './stretch-player';

export type ComparisonContext = {
  session: SessionDocument;
  framework: Framework;
  reviewers: readonly Reviewer[];
  player: StretchPlayer;
  /** False where the recording is not in this library. */
  canPlay: boolean;
};

const context = createContext<ComparisonContext | undefined>(undefined);

export const ComparisonProvider = context.Provider;

export function useComparisonContext(): ComparisonContext {
  const value = useContext(context);
  if (!value) throw new Error('This part belongs inside a comparison');
  return value;
}

export function usePlayerState<Selected>(select: (state: PlayerState) => Selected): Selected {
  const { player } = useComparisonContext();
  return useStore(player.store, select);
}

/** How to play a moment, and whether it is the one that plays. */
export function useMomentPlayback(reviewer: Reviewer, moment: Moment) {
  const { session, framework, player, canPlay } = useComparisonContext();
  const id = `${reviewer.id}/${moment.id}`;
  const isChosen = usePlayerState((state) => state.stretch?.id === id);
  const isPlaying = usePlayerState((state) => state.isPlaying && state.stretch?.id === id);
  function play(): void {
    if (!canPlay) return;
    const stretch: NamedStretch = {
      ...stretchOf(moment, session.recording.durationMs),
      id,
      label: kindLabelOf(framework, moment.kind),
      by: reviewer.name,
    };
    player.play(stretch);
  }
  return { play, isChosen, isPlaying, canPlay };
}

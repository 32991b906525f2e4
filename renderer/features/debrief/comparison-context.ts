import { createContext, useContext, useSyncExternalStore } from 'react';
import type { AgreementReport } from '#shared/agreement/agreement-report';
import { kindLabelOf } from '#shared/formats/moment-words';
import type { Framework } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import type { SessionDocument } from '#shared/model/session';
import { stretchOf } from '#shared/scoring/stretch';
import type { Player } from '../../media/player';
import type { PlayerView } from '../../media/player-view';
import type { RecordingSource } from '../../media/recording-source';
import type { Reviewer } from './reviewers';
import type { Computed } from './use-agreement';

export type ComparisonContext = {
  session: SessionDocument;
  framework: Framework;
  reviewers: readonly Reviewer[];
  /** How far the reviewers agree. */
  agreement: Computed<AgreementReport>;
  source: RecordingSource;
  player: Player;
  /** Plays a moment, where there is something to play. */
  play: (reviewer: Reviewer, moment: Moment) => void;
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

/** A part of what the player shows; the selected value must be the same while nothing of it changed. */
export function usePlayerView<Selected>(select: (view: PlayerView) => Selected): Selected {
  const { player } = useComparisonContext();
  return useSyncExternalStore(player.subscribe, () => select(player.getView()));
}

/** What is derived from the position; asked at every frame, so it must be cheap and seldom change. */
export function usePlayerPosition<Selected extends string | number>(
  select: (positionMs: number) => Selected,
): Selected {
  const { player } = useComparisonContext();
  return useSyncExternalStore(player.subscribePosition, () => select(player.positionMs));
}

/** Plays moments of reviewers; what plays is known by both ids. */
export function makePlay({
  session,
  framework,
  player,
  canPlay,
}: Pick<ComparisonContext, 'session' | 'framework' | 'player' | 'canPlay'>): ComparisonContext['play'] {
  return (reviewer, moment) => {
    if (!canPlay) return;
    const caption = `${kindLabelOf(framework, moment.kind)} · by ${reviewer.name}`;
    const stretch = stretchOf(moment, session.recording.durationMs);
    player.playStretch({ ...stretch, id: playedId(reviewer, moment), caption }, { loops: false });
  };
}

function playedId(reviewer: Reviewer, moment: Moment): string {
  return `${reviewer.id}/${moment.id}`;
}

/** How to play a moment, and whether it is the one that plays. */
export function useMomentPlayback(reviewer: Reviewer, moment: Moment) {
  const { play, canPlay } = useComparisonContext();
  const id = playedId(reviewer, moment);
  const isChosen = usePlayerView((view) => view.stretch?.id === id);
  const isPlaying = usePlayerView((view) => view.isPlaying && view.stretch?.id === id);
  return { play: () => play(reviewer, moment), isChosen, isPlaying, canPlay };
}

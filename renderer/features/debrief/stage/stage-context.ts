import { createContext, useContext, useSyncExternalStore } from 'react';
import type { OpenedDebrief } from '#shared/api-contract/debrief-contract';
import type { Agenda } from '#shared/debrief/agenda';
import type { StepHead } from '#shared/debrief/debrief-steps';
import type { DebriefContent } from '#shared/model/debrief';
import type { Player } from '../../../media/player';
import type { PlayerView } from '../../../media/player-view';
import type { Reviewer } from './name-reviewers';
import type { EditDebrief } from './use-debrief-editor';

export type StageContext = Pick<OpenedDebrief, 'debrief' | 'session' | 'framework' | 'steps'> & {
  content: DebriefContent;
  edit: EditDebrief;
  reviewers: readonly Reviewer[];
  agenda: Agenda<StepHead>;
  player: Player;
  /** False where the recording is not in this library. */
  canPlay: boolean;
  /** Nothing can be written where the library is only read. */
  isReading: boolean;
};

const context = createContext<StageContext | undefined>(undefined);

export const StageProvider = context.Provider;

export function useStage(): StageContext {
  const value = useContext(context);
  if (!value) throw new Error('This part belongs on the stage of a debrief');
  return value;
}

/** A part of what the player shows; the selected value must be the same while nothing of it changed. */
export function usePlayerView<Selected>(select: (view: PlayerView) => Selected): Selected {
  const { player } = useStage();
  return useSyncExternalStore(player.subscribe, () => select(player.getView()));
}

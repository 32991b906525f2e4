import {
  type Icon,
  IconCheck,
  IconCircleHalf2,
  IconMinus,
  IconQuestionMark,
  IconX,
} from '@tabler/icons-react';
import { type IndicatorState, indicatorStateSchema } from '#shared/model/framework';

export type StateFace = {
  label: string;
  /** The key that sets it while a line of the checklist has the focus. */
  key: string;
  icon: Icon;
};

export const STATE_FACES: Readonly<Record<IndicatorState, StateFace>> = {
  observed: { label: 'Observed', key: 'o', icon: IconCheck },
  partly: { label: 'Partly', key: 'p', icon: IconCircleHalf2 },
  'not-observed': { label: 'Not observed', key: 'n', icon: IconX },
  'no-opportunity': { label: 'No opportunity', key: '-', icon: IconMinus },
  'not-assessable': { label: 'Not assessable', key: 'x', icon: IconQuestionMark },
};

export function stateOfKey(key: string): IndicatorState | undefined {
  return indicatorStateSchema.options.find((state) => STATE_FACES[state].key === key.toLowerCase());
}

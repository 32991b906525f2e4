import {
  type Competency,
  type Framework,
  type IndicatorState,
  ratingLabel,
  scaleOf,
} from '../model/framework';
import type { Moment } from '../model/moment';
import type { SessionProgress } from '../model/progress';
import { evidenceFor, evidenceForIndicator } from './evidence';

/** One session's place in the course of a competency. */
export type ProgressPoint = {
  session: SessionProgress;
  /** Which value of the scale it was rated with, 0 for the lowest; absent where none of the scale was given. */
  step: number | undefined;
  /** The rating in words, those beside the scale too; absent where nothing was rated. */
  label: string | undefined;
  /** Indicators of its own that were observed, and how many were marked at all. */
  observed: number;
  marked: number;
  /** Moments in which it was shown. */
  best: readonly Moment[];
  /** Moments in which it was missed, or that speak against. */
  missed: readonly Moment[];
};

/** A competency over all sessions, in the order that they are given in. */
export function courseOf(
  framework: Framework,
  competency: Competency,
  sessions: readonly SessionProgress[],
): ProgressPoint[] {
  const values = scaleOf(framework, competency)?.values ?? [];
  return sessions.map((session) => {
    const { content } = session;
    const value = content.ratings[competency.code]?.value;
    const index = values.findIndex(({ id }) => id === value);
    const states = competency.indicators.map(({ code }) => content.marks[code]?.state);
    return {
      session,
      step: index < 0 ? undefined : index,
      label: value === undefined ? undefined : ratingLabel(framework, competency, value),
      observed: states.filter((state) => state === 'observed').length,
      marked: states.filter((state) => state !== undefined).length,
      ...byPolarity(evidenceFor(content, competency)),
    };
  });
}

/** An indicator over all sessions: how it was marked, and the moments behind that. */
export function courseOfIndicator(
  code: string,
  sessions: readonly SessionProgress[],
): { session: SessionProgress; state: IndicatorState | undefined; best: Moment[]; missed: Moment[] }[] {
  return sessions.map((session) => ({
    session,
    state: session.content.marks[code]?.state,
    ...byPolarity(evidenceForIndicator(session.content, code)),
  }));
}

function byPolarity(moments: readonly Moment[]): { best: Moment[]; missed: Moment[] } {
  return {
    best: moments.filter(({ polarity }) => polarity === 'shown'),
    missed: moments.filter(({ polarity }) => polarity !== 'shown'),
  };
}

import { competenciesOf, type Domain, type Framework, type IndicatorState } from '../model/framework';
import type { ReviewContent } from '../model/review';

/**
 * The parts of a framework that a coach can go through in a minute after a session: domains that hold nothing but
 * warning signs, in a framework that rates nothing.
 */
export function selfCheckOf(framework: Pick<Framework, 'domains'>): Domain[] {
  const isRated = competenciesOf(framework).some(({ scaleId }) => scaleId !== undefined);
  if (isRated) return [];
  return framework.domains.filter(({ competencies }) =>
    competencies.every(
      ({ indicators }) => indicators.length > 0 && indicators.every(({ sense }) => sense === 'unwanted'),
    ),
  );
}

/** What was answered, by the codes of the lines. */
export type SelfCheckAnswers = Readonly<Record<string, { state: IndicatorState; note: string }>>;

/** The marks of a review that say what was answered. */
export function marksOfAnswers(answers: SelfCheckAnswers): ReviewContent['marks'] {
  return Object.fromEntries(
    Object.entries(answers).map(([code, { state, note }]) => [code, { state, note: note.trim() }]),
  );
}

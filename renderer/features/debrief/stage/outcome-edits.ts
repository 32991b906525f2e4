import type { StepHead } from '#shared/debrief/debrief-steps';
import { aboutOf } from '#shared/debrief/step-words';
import type { AgendaChange, DebriefContent, Outcome } from '#shared/model/debrief';

/** What a group made of a step so far; nothing yet where it was not looked at. */
export function outcomeOf(content: DebriefContent, step: StepHead): Outcome {
  return (
    content.outcomes[step.id] ?? { about: aboutOf(step), hands: {}, isRevealed: false, note: '', spentMs: 0 }
  );
}

/** Changes what the group made of one step. */
export function changeOutcome(
  step: StepHead,
  change: (outcome: Outcome) => Outcome,
): (content: DebriefContent) => DebriefContent {
  return (content) => ({
    ...content,
    outcomes: { ...content.outcomes, [step.id]: change(outcomeOf(content, step)) },
  });
}

/** Sets how many hands a value has; none takes it off. */
export function withHands(outcome: Outcome, value: string, count: number | undefined): Outcome {
  const { [value]: _, ...others } = outcome.hands;
  return { ...outcome, hands: count === undefined ? others : { ...others, [value]: count } };
}

/** What the group agrees on; the same again takes it back. */
export function withValue(outcome: Outcome, value: string): Outcome {
  const { value: before, ...rest } = outcome;
  return before === value ? rest : { ...rest, value, result: 'agreed' };
}

/** Agreed, or open; the same again takes it back. What stays open has no value. */
export function withResult(outcome: Outcome, result: NonNullable<Outcome['result']>): Outcome {
  const { result: before, value, ...rest } = outcome;
  if (before === result) return { ...rest };
  return { ...rest, result, ...(result === 'agreed' && value !== undefined && { value }) };
}

/** A note says that something was found; it stays open only where that was said. */
export function withNote(outcome: Outcome, note: string): Outcome {
  const isResult = outcome.result !== undefined || note.trim() === '';
  return { ...outcome, note, ...(!isResult && { result: 'agreed' as const }) };
}

export function withoutResult({ result: _, value: __, ...rest }: Outcome): Outcome {
  return { ...rest, note: '' };
}

export function addTime(outcome: Outcome, spentMs: number): Outcome {
  return { ...outcome, spentMs: outcome.spentMs + Math.round(spentMs) };
}

/** Changes what was set by hand for one step of the agenda. */
export function changeAgenda(
  stepId: string,
  change: AgendaChange,
): (content: DebriefContent) => DebriefContent {
  return (content) => ({
    ...content,
    agenda: { ...content.agenda, [stepId]: { ...content.agenda[stepId], ...change } },
  });
}

/** Goes to a step; to the agenda without one. */
export function goTo(place: string | undefined): (content: DebriefContent) => DebriefContent {
  return (content) => {
    if (content.place === place) return content;
    const { place: _, ...rest } = content;
    return place === undefined ? rest : { ...rest, place };
  };
}

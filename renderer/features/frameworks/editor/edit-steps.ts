import type { DraftContent } from '#shared/model/framework-draft';

/** What is on the screen, and what can be undone and done again. */
export type EditSteps = {
  content: DraftContent;
  past: readonly DraftContent[];
  future: readonly DraftContent[];
  /** The field that the last step was made in: what is typed there goes on with that step. */
  lastField: string | undefined;
};

const MAXIMUM_STEPS = 200;

export function firstSteps(content: DraftContent): EditSteps {
  return { content, past: [], future: [], lastField: undefined };
}

/**
 * Takes a change as a step of its own, or as part of the one before where both come from one field.
 *
 * @param field - names the field; absent for what is always a step of its own
 */
export function takeStep(steps: EditSteps, content: DraftContent, field?: string): EditSteps {
  if (content === steps.content) return steps;
  const goesOn = field !== undefined && field === steps.lastField;
  return {
    content,
    past: goesOn ? steps.past : [...steps.past, steps.content].slice(-MAXIMUM_STEPS),
    future: [],
    lastField: field,
  };
}

export function undoStep(steps: EditSteps): EditSteps {
  const before = steps.past.at(-1);
  if (!before) return steps;
  return {
    content: before,
    past: steps.past.slice(0, -1),
    future: [steps.content, ...steps.future],
    lastField: undefined,
  };
}

export function redoStep(steps: EditSteps): EditSteps {
  const [after, ...future] = steps.future;
  if (!after) return steps;
  return { content: after, past: [...steps.past, steps.content], future, lastField: undefined };
}

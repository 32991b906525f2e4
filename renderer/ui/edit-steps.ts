/** What is on the screen, and what can be undone and done again. */
export type EditSteps<Content> = {
  content: Content;
  past: readonly Content[];
  future: readonly Content[];
  /** The field that the last step was made in: what is typed there goes on with that step. */
  lastField: string | undefined;
};

const MAXIMUM_STEPS = 200;

export function firstSteps<Content>(content: Content): EditSteps<Content> {
  return { content, past: [], future: [], lastField: undefined };
}

/**
 * Takes a change as a step of its own, or as part of the one before where both come from one field.
 *
 * @param field - names the field; absent for what is always a step of its own
 */
export function takeStep<Content>(
  steps: EditSteps<Content>,
  content: Content,
  field?: string,
): EditSteps<Content> {
  if (content === steps.content) return steps;
  const goesOn = field !== undefined && field === steps.lastField;
  return {
    content,
    past: goesOn ? steps.past : [...steps.past, steps.content].slice(-MAXIMUM_STEPS),
    future: [],
    lastField: field,
  };
}

export function undoStep<Content>(steps: EditSteps<Content>): EditSteps<Content> {
  const before = steps.past.at(-1);
  if (before === undefined) return steps;
  return {
    content: before,
    past: steps.past.slice(0, -1),
    future: [steps.content, ...steps.future],
    lastField: undefined,
  };
}

export function redoStep<Content>(steps: EditSteps<Content>): EditSteps<Content> {
  const [after, ...future] = steps.future;
  if (after === undefined) return steps;
  return { content: after, past: [...steps.past, steps.content], future, lastField: undefined };
}

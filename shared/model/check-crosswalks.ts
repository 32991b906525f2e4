import { codesOf, type Framework, type FrameworkReference, isSameReference } from './framework';

/** A crosswalk line that leads to a code which the other framework does not have. */
export type CrosswalkProblem = {
  framework: FrameworkReference;
  to: FrameworkReference;
  from: string;
  code: string;
  /** A sentence without its full stop, for lists of reasons. */
  message: string;
};

/**
 * Finds the crosswalk lines that lead nowhere. A crosswalk to a framework that is not among those given is not
 * checked: it may be added later.
 *
 * @param checked - the frameworks whose crosswalks are checked; all of them by default
 */
export function checkCrosswalks(
  frameworks: readonly Framework[],
  checked: readonly Framework[] = frameworks,
): CrosswalkProblem[] {
  return checked.flatMap(({ id, edition, crosswalks }) =>
    crosswalks.flatMap(({ to, lines }) => {
      const other = frameworks.find((candidate) => isSameReference(candidate, to));
      if (!other) return [];
      const known = new Set(codesOf(other));
      return lines.flatMap((line) =>
        line.to
          .filter((code) => !known.has(code))
          .map((code) => ({
            framework: { id, edition },
            to,
            from: line.from,
            code,
            message: `the crosswalk to ${to.id}@${to.edition} leads from “${line.from}” to “${code}”, which is not there`,
          })),
      );
    }),
  );
}

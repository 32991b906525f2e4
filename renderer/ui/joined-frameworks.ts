import type { FrameworkSummary } from '#shared/api-contract/framework-contract';
import { type FrameworkReference, isSameReference } from '#shared/model/framework';

/** The frameworks that a crosswalk joins to one, whichever of the two has it. */
export function joinedFrameworks(
  reference: FrameworkReference,
  frameworks: readonly FrameworkSummary[],
): FrameworkSummary[] {
  const own = frameworks.find((framework) => isSameReference(framework, reference));
  return frameworks.filter(
    (other) =>
      !isSameReference(other, reference) &&
      (own?.crosswalksTo.some((to) => isSameReference(to, other)) ||
        other.crosswalksTo.some((to) => isSameReference(to, reference))),
  );
}

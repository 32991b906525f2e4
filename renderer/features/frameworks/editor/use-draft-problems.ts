import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { frameworkSchema } from '#shared/model/framework';
import type { DraftContent } from '#shared/model/framework-draft';
import { describeFrameworkProblem } from '#shared/model/framework-problems';
import { type Selected, selectedOfPath } from './outline-rows';

/** Something that keeps a draft from being finished, and the part that it lies in. */
export type DraftProblem = { words: string; selected: Selected };

/** What is wrong in a draft, a moment after it was last changed. */
export function useDraftProblems(content: DraftContent): readonly DraftProblem[] {
  const [looked] = useDebouncedValue(content, 400);
  return useMemo(() => {
    const parsed = frameworkSchema.safeParse(looked);
    if (parsed.success) return [];
    return parsed.error.issues.map((issue) => ({
      words: describeFrameworkProblem(issue, looked),
      selected: selectedOfPath(issue.path),
    }));
  }, [looked]);
}

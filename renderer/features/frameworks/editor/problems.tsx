import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { frameworkSchema } from '#shared/model/framework';
import type { DraftContent } from '#shared/model/framework-draft';
import { describeFrameworkProblem } from '#shared/model/framework-problems';
import { countOf } from '../framework-words';
import classes from './problems.module.css';

const SHOWN = 50;

/** Everything that keeps a draft from being finished, by name. */
export function Problems({ content }: { content: DraftContent }) {
  const [looked] = useDebouncedValue(content, 400);
  const problems = useMemo(() => {
    const parsed = frameworkSchema.safeParse(looked);
    return parsed.success ? [] : parsed.error.issues.map((issue) => describeFrameworkProblem(issue, looked));
  }, [looked]);
  if (problems.length === 0) return <p className={classes.ready}>Nothing keeps it from being finished.</p>;
  const shown = problems.slice(0, SHOWN);
  return (
    <details className={classes.problems}>
      <summary>{countOf(problems.length, 'thing')} to put right before it can be finished</summary>
      <ul aria-label="To put right">
        {shown.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
        {problems.length > SHOWN && <li>and {problems.length - SHOWN} more</li>}
      </ul>
    </details>
  );
}

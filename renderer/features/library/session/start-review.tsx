import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { FrameworkSummary } from '#shared/api-contract/framework-contract';
import type { FrameworkReference } from '#shared/model/framework';
import { formatFrameworkReference } from '../../../app/routes';
import { frameworkLabel } from '../../../ui/framework-label';
import classes from './start-review.module.css';

type StartReviewProps = {
  /** Frameworks under which the user has no review of this session yet; at least one. */
  frameworks: readonly FrameworkSummary[];
  isPrimary: boolean;
  onStart: (framework: FrameworkReference) => Promise<void>;
};

/** The framework offered first: the one that this program is about. */
const OFFERED_FIRST = 'agreements-and-partnering';

export function StartReview({ frameworks, isPrimary, onStart }: StartReviewProps) {
  const [chosen, setChosen] = useState<string>();
  const [starting, setStarting] = useState(false);
  const framework =
    frameworks.find((candidate) => formatFrameworkReference(candidate) === chosen) ??
    frameworks.find((candidate) => candidate.id === OFFERED_FIRST) ??
    frameworks[0];
  if (!framework) return null;
  const { id, edition } = framework;

  async function start(): Promise<void> {
    setStarting(true);
    await onStart({ id, edition });
    setStarting(false);
  }

  return (
    <div className={classes.start} data-primary={isPrimary}>
      <NativeSelect
        className={classes.framework}
        aria-label="Framework of the new review"
        size={isPrimary ? 'sm' : 'xs'}
        value={formatFrameworkReference(framework)}
        data={frameworks.map((candidate) => ({
          value: formatFrameworkReference(candidate),
          label: frameworkLabel(candidate),
        }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button
        variant={isPrimary ? 'filled' : 'default'}
        size={isPrimary ? 'sm' : 'xs'}
        loading={starting}
        onClick={start}
      >
        {isPrimary ? 'Start a review' : 'Start another review'}
      </Button>
    </div>
  );
}

import { useComputedColorScheme } from '@mantine/core';
import type { CSSProperties } from 'react';
import { kindsOf } from '#shared/model/moment';
import { kindColour } from '../../../ui/moment-colours';
import { useComparisonContext } from '../comparison-context';
import classes from './timeline.module.css';

/** What colours and forms of the timeline mean; kinds that no one marked are left out. */
export function TimelineLegend() {
  const { framework, reviewers } = useComparisonContext();
  const scheme = useComputedColorScheme('light');
  const used = new Set(
    reviewers.flatMap(({ review }) => Object.values(review.content.moments).map((moment) => moment.kind)),
  );
  const kinds = kindsOf(framework)
    .map((kind, index) => ({ ...kind, colour: kindColour(index, scheme) }))
    .filter((kind) => used.has(kind.id));
  if (used.size === 0) return null;
  return (
    <div className={classes.legend}>
      <ul aria-label="Colours of the kinds" className={classes.legendList}>
        {kinds.map((kind) => (
          <li key={kind.id} className={classes.legendEntry}>
            <span className={classes.swatch} style={{ '--kind': kind.colour } as CSSProperties} aria-hidden />
            {kind.label}
          </li>
        ))}
      </ul>
      <ul aria-label="Forms of the moments" className={classes.legendList}>
        {(
          [
            ['shown', 'Shown'],
            ['missed', 'Missed opportunity'],
            ['against', 'Counter-evidence'],
          ] as const
        ).map(([polarity, words]) => (
          <li key={polarity} className={classes.legendEntry}>
            <span className={classes.swatch} data-polarity={polarity} aria-hidden />
            {words}
          </li>
        ))}
        <li className={classes.legendEntry}>
          <span className={classes.swatch} data-alone aria-hidden />
          Marked by one alone
        </li>
      </ul>
    </div>
  );
}

import { VisuallyHidden } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useKeptPlace } from './kept-state';
import { RatingCard } from './rating-card';
import classes from './rating-panel.module.css';
import { summariseRatings } from './rating-summary';
import { useReviewPanel } from './use-review-panel';

/** Every competency with its rating, the reason for it and its evidence. */
export function RatingPanel() {
  const { framework, content, linked, isReadOnly, actions, faceOf, playEvidence, selected } =
    useReviewPanel();
  const { ratings, marks } = content;
  const panel = useRef<HTMLDivElement>(null);
  useKeptPlace('rating place', panel);
  const [announcement, announce] = useState('');
  const { rated, total, withoutEvidence } = useMemo(
    () => summariseRatings(framework, ratings, linked),
    [framework, ratings, linked],
  );

  return (
    <div ref={panel} className={classes.panel}>
      <p className={classes.summary}>
        <span>
          {total === 0 ? 'Nothing is rated here: the checklist says it all' : `${rated} of ${total} rated`}
          {withoutEvidence > 0 && <> · {withoutEvidence} without evidence</>}
        </span>
        <span className={classes.bar} style={{ width: `${(rated / Math.max(1, total)) * 100}%` }} />
      </p>
      {framework.domains.map((domain) => (
        <section key={domain.id} aria-label={domain.title}>
          <h2 className={classes.domain}>{domain.title}</h2>
          {domain.competencies.map((competency) => (
            <RatingCard
              key={competency.code}
              framework={framework}
              competency={competency}
              rating={ratings[competency.code]}
              marks={marks}
              moments={linked}
              selected={selected}
              isReadOnly={isReadOnly}
              actions={actions}
              faceOf={faceOf}
              onPlay={playEvidence}
              announce={announce}
            />
          ))}
        </section>
      ))}
      <VisuallyHidden role="status">{announcement}</VisuallyHidden>
    </div>
  );
}

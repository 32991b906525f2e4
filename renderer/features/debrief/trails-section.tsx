import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { trailFigures } from '#shared/trail/figures';
import { agreementTrail, type Trail } from '#shared/trail/trail';
import { fitViewport } from '../../media/timeline/viewport';
import { EvidenceButtons } from '../../trail/evidence-buttons';
import { TrailBand } from '../../trail/trail-band';
import { TrailDisclaimer } from '../../trail/trail-figures';
import { useComparisonContext } from './comparison-context';
import sectionClasses from './competencies-section.module.css';
import { ReviewerMark } from './reviewer-mark';
import { ReviewerTable } from './reviewer-table';
import type { Reviewer } from './reviewers';
import classes from './trails-section.module.css';

type ReviewersTrail = { reviewer: Reviewer; trail: Trail };

/** Everyone's agreement trail over the same time, and its figures beside each other. */
export function TrailsSection() {
  const { reviewers, session, framework, play, canPlay } = useComparisonContext();
  const { durationMs } = session.recording;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const viewport = fitViewport(durationMs, width);
  const trails: ReviewersTrail[] = useMemo(
    () =>
      reviewers.map((reviewer) => ({
        reviewer,
        trail: agreementTrail(Object.values(reviewer.review.content.moments), durationMs),
      })),
    [reviewers, durationMs],
  );

  return (
    <section aria-labelledby="trails-heading" className={sectionClasses.section}>
      <h2 id="trails-heading" className={sectionClasses.heading}>
        Where the session went
      </h2>
      <div className={classes.bands}>
        {trails.map(({ reviewer, trail }, place) => (
          <div key={reviewer.id} className={classes.row}>
            <span className={classes.name}>
              <ReviewerMark reviewer={reviewer} />
              <span>{reviewer.name}</span>
            </span>
            <div ref={place === 0 ? ref : undefined} className={classes.track}>
              <TrailBand
                stretches={trail.stretches}
                viewport={viewport}
                label={`Trail as ${reviewer.name} marked it`}
              />
            </div>
          </div>
        ))}
      </div>
      <ReviewerTable labelledBy="trails-heading">
        {trailFigures(trails[0]?.trail ?? agreementTrail([], durationMs)).map(({ id, label, note }) => (
          <tr key={id}>
            <th scope="row">
              {label}
              {note && <span className={classes.note}>{note}</span>}
            </th>
            {trails.map(({ reviewer, trail }) => {
              const figure = trailFigures(trail).find((candidate) => candidate.id === id);
              return (
                <td key={reviewer.id}>
                  {figure?.text}{' '}
                  <EvidenceButtons
                    momentIds={figure?.momentIds ?? []}
                    momentOf={(id) => reviewer.review.content.moments[id]}
                    framework={framework}
                    onPlay={canPlay ? (moment) => play(reviewer, moment) : undefined}
                  />
                </td>
              );
            })}
          </tr>
        ))}
      </ReviewerTable>
      <TrailDisclaimer />
    </section>
  );
}

import type { ReactNode } from 'react';
import { trailFigures } from '#shared/trail/figures';
import type { Trail } from '#shared/trail/trail';
import classes from './trail-story.module.css';

/** The figures of one trail, each with the moments that were counted. */
export function TrailFigures({
  trail,
  evidence,
}: {
  trail: Trail;
  evidence: (momentIds: readonly string[]) => ReactNode;
}) {
  return (
    <dl className={classes.figures} aria-label="Figures of the trail">
      {trailFigures(trail).map(({ id, label, text, note, momentIds }) => (
        <div key={id} className={classes.figure}>
          <dt>{label}</dt>
          <dd>
            {text} {evidence(momentIds)}
            {note && <span className={classes.note}>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What stands wherever the trail is shown, since its figures could be taken for a judgement. */
export function TrailDisclaimer() {
  return (
    <p className={classes.disclaimer}>
      Computed from what was marked, by the rules of this program: developmental, not affiliated with or
      endorsed by any credentialing body.
    </p>
  );
}

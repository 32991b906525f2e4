import type { OpenCalibration } from '#shared/calibration/calibration-session';
import type { Drift } from '#shared/calibration/drift';
import { writeSteps } from '#shared/calibration/drift-words';
import { formatDayOf } from '../../ui/local-date';
import classes from './calibration-screen.module.css';

type Row = { session: OpenCalibration; drift: Drift };

/** Each competency and each kind of moment over the calibration sessions that are counted. */
export function DriftCourse({ rows }: { rows: readonly Row[] }) {
  const competencies = rows[0]?.drift.ratings ?? [];
  const kinds = new Map(rows.flatMap(({ drift }) => drift.kinds.map(({ kind, label }) => [kind, label])));
  return (
    <details className={classes.details}>
      <summary>Each competency and kind of moment over time</summary>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label="Drift of each competency by session">
          <Head rows={rows} first="Competency" />
          <tbody>
            {competencies.map(({ code, title }, at) => (
              <tr key={code}>
                <th scope="row">
                  {code} {title}
                </th>
                {rows.map(({ session, drift }) => {
                  const steps = drift.ratings[at]?.steps;
                  return (
                    <td key={session.result.reviewId}>{steps === undefined ? '–' : writeSteps(steps)}</td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label="Moments of each kind by session">
          <Head rows={rows} first="Kind" />
          <tbody>
            {[...kinds].map(([kind, label]) => (
              <tr key={kind}>
                <th scope="row">{label}</th>
                {rows.map(({ session, drift }) => (
                  <td key={session.result.reviewId}>
                    {sayKind(drift.kinds.find((each) => each.kind === kind))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Head({ rows, first }: { rows: readonly Row[]; first: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {rows.map(({ session }) => (
          <th key={session.result.reviewId} scope="col">
            {session.title}
            <div>{formatDayOf(session.result.submittedAt)}</div>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function sayKind(kind: Drift['kinds'][number] | undefined): string {
  if (!kind) return '–';
  const { matched, missed, added } = kind;
  return `${matched} found, ${missed.length} missed${added.length > 0 ? `, ${added.length} beside` : ''}`;
}

import { useState } from 'react';
import { Link } from 'wouter';
import type { OpenCalibration } from '#shared/calibration/calibration-session';
import { type Drift, driftFrom } from '#shared/calibration/drift';
import { sayDrift, writeSteps } from '#shared/calibration/drift-words';
import type { Framework } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import { MomentPlayer } from '../../app/moment-player';
import { paths } from '../../app/routes';
import { CoursePlot } from '../../ui/course-plot';
import { formatDayOf } from '../../ui/local-date';
import classes from './calibration-screen.module.css';
import { DriftCourse } from './drift-course';
import { DriftDetails } from './drift-details';

type CalibrationViewProps = {
  framework: Framework;
  /** In the order in which one's own reviews were submitted. */
  sessions: readonly OpenCalibration[];
  /** Whether reviews that were not independent are counted too. */
  takesAll: boolean;
};

type Row = { session: OpenCalibration; drift: Drift; isCounted: boolean };

/** Steps of a scale that the plot reaches up and down. */
const REACH = 2;

/** The drift over the calibration sessions, and what stands behind each of them. */
export function CalibrationView({ framework, sessions, takesAll }: CalibrationViewProps) {
  const [playing, setPlaying] = useState<{ sessionId: string; moment: Moment; count: number }>();
  const rows = sessions.map(
    (session): Row => ({
      session,
      drift: driftFrom(session.result.reference, session.result.own, framework),
      isCounted: takesAll || session.result.independent,
    }),
  );
  return (
    <>
      <section aria-labelledby="course-heading" className={classes.section}>
        <h2 id="course-heading">Your drift, session by session</h2>
        <div className={classes.beside}>
          <Plot rows={rows} />
          <CourseTable rows={rows} />
        </div>
        <p className={classes.note}>
          In steps of the rating scales: above 0 you rate more leniently than the reference, below 0 more
          severely. Ratings beside the scale, such as “no opportunity”, are compared with nothing.
        </p>
      </section>
      <DriftCourse rows={rows.filter(({ isCounted }) => isCounted)} />
      {rows.toReversed().map(({ session, drift, isCounted }, at) => (
        <details key={session.result.reviewId} className={classes.details} open={at === 0}>
          <summary>
            {session.title}, {formatDayOf(session.result.submittedAt)}
            {!isCounted && ' (not independent: left out above)'}
          </summary>
          <p>{sayDrift(drift)}</p>
          <DriftDetails
            session={session}
            drift={drift}
            onPlay={(moment) =>
              setPlaying((before) => ({
                sessionId: session.sessionId,
                moment,
                count: (before?.count ?? 0) + 1,
              }))
            }
          />
        </details>
      ))}
      {playing && (
        <MomentPlayer
          key={playing.count}
          sessionId={playing.sessionId}
          moment={playing.moment}
          onClose={() => setPlaying(undefined)}
        />
      )}
    </>
  );
}

function Plot({ rows }: { rows: readonly Row[] }) {
  const height = (steps: number) => (Math.max(-REACH, Math.min(REACH, steps)) + REACH) / (2 * REACH);
  return (
    <CoursePlot
      title="Drift from the reference"
      xName="Calibration session, as submitted"
      yName="Mean drift of ratings"
      ticks={[2, 1, 0, -1, -2].map((steps) => ({
        height: height(steps),
        label: steps === 0 ? 'the same' : `${writeSteps(steps)} ${steps > 0 ? 'lenient' : 'severe'}`,
      }))}
      points={rows.map(({ session: { title, result }, drift: { meanSteps }, isCounted }) => ({
        key: result.reviewId,
        name: result.submittedAt.slice(0, 10),
        height: meanSteps === undefined || !isCounted ? undefined : height(meanSteps),
        value: `${title}: ${meanSteps === undefined ? 'no value' : writeSteps(meanSteps)}`,
      }))}
    />
  );
}

function CourseTable({ rows }: { rows: readonly Row[] }) {
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label="Drift by calibration session">
        <thead>
          <tr>
            <th scope="col">Session</th>
            <th scope="col">Mean drift</th>
            <th scope="col">More lenient</th>
            <th scope="col">More severe</th>
            <th scope="col">Moments found</th>
            <th scope="col">Beside them</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ session, drift, isCounted }) => {
            const { meanSteps, compared, lenient, severe, moments } = drift;
            return (
              <tr key={session.result.reviewId}>
                <th scope="row">
                  <Link href={paths.compare(session.sessionId, session.framework)}>{session.title}</Link>
                  <div className={classes.facts}>
                    {formatDayOf(session.result.submittedAt)}
                    {!session.result.independent && ' · not independent'}
                    {!isCounted && ', left out'}
                  </div>
                </th>
                <td>{meanSteps === undefined ? 'nothing to compare' : writeSteps(meanSteps)}</td>
                <td>
                  {lenient} of {compared}
                </td>
                <td>
                  {severe} of {compared}
                </td>
                <td>
                  {moments.found} of {moments.reference}
                </td>
                <td>{moments.added}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

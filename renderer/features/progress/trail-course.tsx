import type { Moment } from '#shared/model/moment';
import type { SessionProgress } from '#shared/model/progress';
import { trailFigures } from '#shared/trail/figures';
import { agreementTrail } from '#shared/trail/trail';
import { CoursePlot } from '../../ui/course-plot';
import { MomentButtons, type PlayMoment } from './moment-buttons';
import classes from './progress-view.module.css';

type TrailCourseProps = { sessions: readonly SessionProgress[]; onPlay: PlayMoment };

/** The figures of the agreement trail over the sessions. */
export function TrailCourse({ sessions, onPlay }: TrailCourseProps) {
  const trails = sessions.map((session) => {
    const trail = agreementTrail(Object.values(session.content.moments), session.durationMs);
    return { session, trail, figures: trailFigures(trail) };
  });
  const names = trails[0]?.figures ?? [];
  return (
    <section aria-label="The agreement trail" className={classes.course}>
      <h2>The agreement trail</h2>
      <div className={classes.below}>
        <CoursePlot
          title="The agreement trail"
          xName="Session, by date"
          yName="Under an agreed focus"
          ticks={[0, 0.25, 0.5, 0.75, 1].map((height) => ({ height, label: `${height * 100} %` }))}
          points={trails.map(({ session, trail }) => ({
            key: session.reviewId,
            name: session.date,
            height: trail.agreedShare,
            value: `${session.title}, ${session.date}: ${Math.round(trail.agreedShare * 100)} % of the session`,
          }))}
        />
        <div className={classes.scroll}>
          <table className={classes.table} aria-label="Figures of the agreement trail by session">
            <thead>
              <tr>
                <th scope="col">Figure</th>
                {sessions.map(({ reviewId, date }) => (
                  <th key={reviewId} scope="col">
                    {date}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map(({ id, label, note }, index) => (
                <tr key={id}>
                  <th scope="row">
                    {label}
                    {note && <div className={classes.none}>{note}</div>}
                  </th>
                  {trails.map(({ session, figures }) => {
                    const figure = figures[index];
                    const moments = (figure?.momentIds ?? [])
                      .map((momentId) => session.content.moments[momentId])
                      .filter((moment): moment is Moment => moment !== undefined);
                    return (
                      <td key={session.reviewId}>
                        {figure?.text}
                        {moments.length > 0 && (
                          <div>
                            <MomentButtons session={session} moments={moments} onPlay={onPlay} />
                          </div>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}

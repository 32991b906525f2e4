import { useState } from 'react';
import { Link } from 'wouter';
import { type Competency, competenciesOf, type Framework, scaleOf } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import type { SessionProgress } from '#shared/model/progress';
import { courseOf } from '#shared/scoring/progress';
import { MomentPlayer } from '../../app/moment-player';
import { paths } from '../../app/routes';
import { CoursePlot } from '../../ui/course-plot';
import { IndicatorCourses } from './indicator-courses';
import { MomentButtons, type PlayMoment } from './moment-buttons';
import classes from './progress-view.module.css';
import { TrailCourse } from './trail-course';

type ProgressViewProps = { framework: Framework; sessions: readonly SessionProgress[] };

/** The trail's figures and every competency over the sessions, with the moments behind each point. */
export function ProgressView({ framework, sessions }: ProgressViewProps) {
  const [playing, setPlaying] = useState<{ sessionId: string; moment: Moment; count: number }>();
  const play: PlayMoment = ({ sessionId }, moment) =>
    setPlaying((before) => ({ sessionId, moment, count: (before?.count ?? 0) + 1 }));

  return (
    <>
      {sessions.length === 1 && (
        <p className={classes.remark}>One session is here so far; a course begins with the second.</p>
      )}
      <TrailCourse sessions={sessions} onPlay={play} />
      {competenciesOf(framework).map((competency) => (
        <CompetencyCourse
          key={competency.code}
          framework={framework}
          competency={competency}
          sessions={sessions}
          onPlay={play}
        />
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

type CompetencyCourseProps = ProgressViewProps & { competency: Competency; onPlay: PlayMoment };

function CompetencyCourse({ framework, competency, sessions, onPlay }: CompetencyCourseProps) {
  const points = courseOf(framework, competency, sessions);
  const scale = scaleOf(framework, competency);
  const top = Math.max(1, (scale?.values.length ?? 2) - 1);
  const title = `${competency.code} ${competency.title}`;
  const lines = competency.indicators.length;
  const isWarning = lines > 0 && competency.indicators.every(({ sense }) => sense === 'unwanted');
  return (
    <section aria-label={title} className={classes.course}>
      <h2>{title}</h2>
      <div className={classes.beside}>
        {scale ? (
          <CoursePlot
            title={title}
            xName="Session, by date"
            yName={scale.title}
            ticks={scale.values.map(({ label }, index) => ({ height: index / top, label }))}
            points={points.map(({ session, step, label }) => ({
              key: session.reviewId,
              name: session.date,
              height: step === undefined ? undefined : step / top,
              value: `${session.title}, ${session.date}: ${label}`,
            }))}
          />
        ) : (
          lines > 0 && (
            <CoursePlot
              title={title}
              xName="Session, by date"
              yName={isWarning ? 'Warning signs' : 'Lines observed'}
              ticks={[0, lines].map((count) => ({ height: count / lines, label: String(count) }))}
              points={points.map(({ session, observed, marked }) => ({
                key: session.reviewId,
                name: session.date,
                height: marked === 0 ? undefined : observed / lines,
                value: `${session.title}, ${session.date}: ${observed} of ${marked} marked`,
              }))}
            />
          )
        )}
        <div className={classes.scroll}>
          <table className={classes.table} aria-label={`${title} by session`}>
            <thead>
              <tr>
                <th scope="col">Session</th>
                <th scope="col">Rating</th>
                <th scope="col">Observed</th>
                <th scope="col">Shown</th>
                <th scope="col">Missed or against</th>
              </tr>
            </thead>
            <tbody>
              {points.map(({ session, label, observed, marked, best, missed }) => (
                <tr key={session.reviewId}>
                  <th scope="row">
                    <SessionLink session={session} />
                  </th>
                  <td>{label ?? 'not rated'}</td>
                  <td>{marked === 0 ? 'not marked' : `${observed} of ${marked} marked`}</td>
                  <td>
                    <MomentButtons session={session} moments={best} onPlay={onPlay} />
                  </td>
                  <td>
                    <MomentButtons session={session} moments={missed} onPlay={onPlay} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      {competency.indicators.length > 0 && (
        <IndicatorCourses competency={competency} sessions={sessions} onPlay={onPlay} />
      )}
    </section>
  );
}

export function SessionLink({ session }: { session: SessionProgress }) {
  return (
    <>
      <Link href={paths.review(session.sessionId, session.reviewId)}>{session.title}</Link>
      <br />
      <span className={classes.none}>{session.date}</span>
    </>
  );
}

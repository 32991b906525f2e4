import { useState } from 'react';
import { Link } from 'wouter';
import { INDICATOR_STATE_WORDS } from '#shared/formats/moment-words';
import { type Competency, competenciesOf, type Framework, scaleOf } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import type { SessionProgress } from '#shared/model/progress';
import { courseOf, courseOfIndicator } from '#shared/scoring/progress';
import { MomentPlayer } from '../../app/moment-player';
import { paths } from '../../app/routes';
import { CoursePlot } from '../../ui/course-plot';
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
  return (
    <section aria-label={title} className={classes.course}>
      <h2>{title}</h2>
      <div className={classes.beside}>
        {scale && (
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

function IndicatorCourses({ competency, sessions, onPlay }: Omit<CompetencyCourseProps, 'framework'>) {
  const [opened, setOpened] = useState(false);
  return (
    <details className={classes.indicators} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>Each indicator</summary>
      {opened && (
        <div className={classes.scroll}>
          <table className={classes.table} aria-label={`Indicators of ${competency.title} by session`}>
            <thead>
              <tr>
                <th scope="col">Indicator</th>
                {sessions.map((session) => (
                  <th key={session.reviewId} scope="col">
                    {session.date}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {competency.indicators.map(({ code, text }) => (
                <tr key={code}>
                  <th scope="row">
                    {code} {text}
                  </th>
                  {courseOfIndicator(code, sessions).map(({ session, state, best, missed }) => (
                    <td key={session.reviewId}>
                      {state ? INDICATOR_STATE_WORDS[state] : 'not marked'}
                      {best.length + missed.length > 0 && (
                        <div>
                          <MomentButtons session={session} moments={[...best, ...missed]} onPlay={onPlay} />
                        </div>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
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

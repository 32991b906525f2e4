import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Moment } from '#shared/model/moment';
import type { SessionProgress } from '#shared/model/progress';
import { trailFigures } from '#shared/trail/figures';
import { axisTop, TRAIL_MEASURES } from '#shared/trail/measures';
import { agreementTrail } from '#shared/trail/trail';
import { CoursePlot } from '../../ui/course-plot';
import { MomentButtons, type PlayMoment } from './moment-buttons';
import classes from './progress-view.module.css';

type TrailCourseProps = { sessions: readonly SessionProgress[]; onPlay: PlayMoment };

/** The figures of the agreement trail over the sessions. */
export function TrailCourse({ sessions, onPlay }: TrailCourseProps) {
  const [chosen, setChosen] = useState<string>();
  const measure = TRAIL_MEASURES.find(({ id }) => id === chosen) ?? TRAIL_MEASURES[0];
  const trails = sessions.map((session) => {
    const trail = agreementTrail(Object.values(session.content.moments), session.durationMs);
    return { session, figures: trailFigures(trail), value: measure?.valueOf(trail) };
  });
  const top = measure?.top ?? axisTop(trails.map(({ value }) => value));
  const names = trails[0]?.figures ?? [];
  return (
    <section aria-label="The agreement trail" className={classes.course}>
      <h2>The agreement trail</h2>
      <div className={classes.below}>
        {measure && (
          <div>
            <NativeSelect
              label="Figure in the plot"
              size="xs"
              maw="24rem"
              value={measure.id}
              data={TRAIL_MEASURES.map(({ id, label }) => ({ value: id, label }))}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
            <CoursePlot
              title={measure.label}
              xName="Session, by date"
              yName={measure.axis}
              ticks={[0, 0.5, 1].map((height) => ({ height, label: formatTick(height * top) }))}
              points={trails.map(({ session, value }) => ({
                key: session.reviewId,
                name: session.date,
                height: value === undefined ? undefined : value / top,
                value: `${session.title}, ${session.date}: ${value === undefined ? '' : measure.wordsFor(value)}`,
              }))}
            />
          </div>
        )}
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

function formatTick(value: number): string {
  return String(Math.round(value * 10) / 10);
}

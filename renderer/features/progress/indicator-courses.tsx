import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { INDICATOR_STATE_WORDS } from '#shared/formats/moment-words';
import { type Competency, type Indicator, type IndicatorState, statesOf } from '#shared/model/framework';
import type { SessionProgress } from '#shared/model/progress';
import { courseOfIndicator } from '#shared/scoring/progress';
import { CoursePlot } from '../../ui/course-plot';
import { MomentButtons, type PlayMoment } from './moment-buttons';
import classes from './progress-view.module.css';

type IndicatorCoursesProps = {
  competency: Competency;
  sessions: readonly SessionProgress[];
  onPlay: PlayMoment;
};

/** Every indicator of a competency over the sessions, one of them in a plot. */
export function IndicatorCourses({ competency, sessions, onPlay }: IndicatorCoursesProps) {
  const [opened, setOpened] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const plotted = competency.indicators.find(({ code }) => code === chosen) ?? competency.indicators[0];
  return (
    <details className={classes.indicators} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>Each indicator</summary>
      {opened && plotted && (
        <>
          <NativeSelect
            label="Indicator in the plot"
            size="xs"
            maw="32rem"
            value={plotted.code}
            data={competency.indicators.map(({ code, text }) => ({ value: code, label: `${code} ${text}` }))}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <IndicatorPlot competency={competency} indicator={plotted} sessions={sessions} />
        </>
      )}
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

/** How high each state stands; those beside the scale stand nowhere. */
const HEIGHTS: Partial<Record<IndicatorState, number>> = { 'not-observed': 0, partly: 0.5, observed: 1 };

type IndicatorPlotProps = {
  competency: Competency;
  indicator: Indicator;
  sessions: readonly SessionProgress[];
};

function IndicatorPlot({ competency, indicator, sessions }: IndicatorPlotProps) {
  const states = statesOf(competency, indicator).filter((state) => HEIGHTS[state] !== undefined);
  return (
    <CoursePlot
      title={`${indicator.code} ${indicator.text}`}
      xName="Session, by date"
      yName="State"
      ticks={states.map((state) => ({ height: HEIGHTS[state] ?? 0, label: INDICATOR_STATE_WORDS[state] }))}
      points={courseOfIndicator(indicator.code, sessions).map(({ session, state }) => ({
        key: session.reviewId,
        name: session.date,
        height: state && HEIGHTS[state],
        value: `${session.title}, ${session.date}: ${state ? INDICATOR_STATE_WORDS[state] : 'not marked'}`,
      }))}
    />
  );
}

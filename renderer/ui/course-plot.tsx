import { Tooltip } from '@mantine/core';
import classes from './course-plot.module.css';

export type PlotPoint = {
  key: string;
  /** What stands under the axis. */
  name: string;
  /** 0 at the bottom to 1 at the top; absent where there is no value. */
  height: number | undefined;
  /** The exact value in words. */
  value: string;
};

type CoursePlotProps = {
  title: string;
  xName: string;
  yName: string;
  ticks: readonly { height: number; label: string }[];
  points: readonly PlotPoint[];
};

const LEFT = 120;
const RIGHT = 16;
const TOP = 12;
const BOTTOM = 46;
const HEIGHT = 210;
const STEP = 96;

/** Values over sessions, the exact one at the pointer and at the focus. The table beside it says the same for those who do not see it. */
export function CoursePlot({ title, xName, yName, ticks, points }: CoursePlotProps) {
  const width = LEFT + RIGHT + STEP * Math.max(points.length, 2);
  const x = (index: number) => LEFT + STEP * (index + 0.5);
  const y = (height: number) => TOP + 10 + (1 - height) * (HEIGHT - TOP - BOTTOM - 20);
  // No line leads over a session that has no value.
  const joins = points.flatMap((point, index) => {
    const next = points[index + 1];
    return point.height === undefined || next?.height === undefined
      ? []
      : [{ key: point.key, from: [x(index), y(point.height)], to: [x(index + 1), y(next.height)] }];
  });
  return (
    <div className={classes.plot}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold a drawing */}
      <svg
        width={width}
        height={HEIGHT}
        role="group"
        aria-label={`${title}: ${yName} by ${xName}. The table has every value.`}
      >
        {ticks.map(({ height, label }) => (
          <g key={label}>
            <line x1={LEFT} x2={width - RIGHT} y1={y(height)} y2={y(height)} className={classes.rule} />
            <text x={LEFT - 8} y={y(height) + 4} textAnchor="end" className={classes.label}>
              {label}
            </text>
          </g>
        ))}
        {joins.map(({ key, from, to }) => (
          <line key={key} x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} className={classes.line} />
        ))}
        {points.map((point, index) => (
          <g key={point.key}>
            <text x={x(index)} y={HEIGHT - BOTTOM + 14} textAnchor="middle" className={classes.label}>
              {point.name}
            </text>
            {point.height === undefined ? (
              <text x={x(index)} y={HEIGHT - BOTTOM - 4} textAnchor="middle" className={classes.none}>
                –
              </text>
            ) : (
              <Tooltip label={point.value} events={{ hover: true, focus: true, touch: true }}>
                {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: the focus shows its exact value, as the pointer does */}
                <circle
                  cx={x(index)}
                  cy={y(point.height)}
                  r={6}
                  role="img"
                  tabIndex={0}
                  aria-label={point.value}
                  className={classes.point}
                />
              </Tooltip>
            )}
          </g>
        ))}
        <text x={(LEFT + width) / 2} y={HEIGHT - 6} textAnchor="middle" className={classes.axis}>
          {xName}
        </text>
        <text
          transform={`translate(12 ${(HEIGHT - BOTTOM) / 2}) rotate(-90)`}
          textAnchor="middle"
          className={classes.axis}
        >
          {yName}
        </text>
      </svg>
    </div>
  );
}

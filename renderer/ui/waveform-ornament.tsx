import { useComputedColorScheme } from '@mantine/core';
import { kindColour } from './moment-colours';

const BARS = 84;
const WIDTH = 420;
const MIDDLE = 46;

/** Two voices taking turns, drawn by formula so that the picture is always the same. */
function barHeight(index: number): number {
  const turn = Math.abs(Math.sin(index / 7.3)) ** 0.6;
  const syllables = 0.45 + 0.55 * Math.abs(Math.sin(index * 1.9) * Math.cos(index * 0.7));
  return 3 + 33 * turn * syllables;
}

const MOMENTS = [
  { from: 6, to: 17, kindIndex: 0 },
  { from: 27, to: 33, kindIndex: 3 },
  { from: 43, to: 52, kindIndex: 1 },
  { from: 58, to: 63, kindIndex: 2 },
  { from: 74, to: 81, kindIndex: 7 },
] as const;

/** A decoration: a waveform with moments marked beneath it. */
export function WaveformOrnament({ className }: { className?: string | undefined }) {
  const scheme = useComputedColorScheme('light');
  const step = WIDTH / BARS;
  return (
    <svg className={className} viewBox={`0 0 ${WIDTH} 108`} aria-hidden="true">
      {Array.from({ length: BARS }, (_, index) => {
        const moment = MOMENTS.find(({ from, to }) => index >= from && index <= to);
        const height = barHeight(index);
        return (
          <line
            // biome-ignore lint/suspicious/noArrayIndexKey: the bars never change
            key={index}
            x1={(index + 0.5) * step}
            x2={(index + 0.5) * step}
            y1={MIDDLE - height}
            y2={MIDDLE + height}
            stroke={moment ? kindColour(moment.kindIndex, scheme) : 'currentColor'}
            strokeOpacity={moment ? 1 : 0.28}
            strokeWidth={2.2}
            strokeLinecap="round"
          />
        );
      })}
      {MOMENTS.map(({ from, to, kindIndex }) => (
        <rect
          key={from}
          x={from * step}
          width={(to - from + 1) * step}
          y={97}
          height={7}
          rx={3.5}
          fill={kindColour(kindIndex, scheme)}
        />
      ))}
    </svg>
  );
}

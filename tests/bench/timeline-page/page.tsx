/// <reference types="vite/client" />
import { MantineProvider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import WaveSurfer from 'wavesurfer.js';
import RegionsPlugin from 'wavesurfer.js/plugins/regions';
import { compareMoments, type Moment, TRAIL_KINDS } from '#shared/model/moment';
import { MomentLanes } from '../../../renderer/media/timeline/moment-lanes';
import { OverviewStrip } from '../../../renderer/media/timeline/overview-strip';
import { TimeRuler } from '../../../renderer/media/timeline/time-ruler';
import { fitViewport, scrollBy, type Viewport, zoomAbout } from '../../../renderer/media/timeline/viewport';
import { Waveform } from '../../../renderer/media/timeline/waveform';

const DURATION_MS = 180 * 60_000;
const WIDTH_PX = 1_280;
/** Where single moments can be told apart. */
const DETAIL_PX_PER_SECOND = 20;

const values = new Int16Array((DURATION_MS / 10) * 2);
for (let column = 0; column < values.length / 2; column += 1) {
  const height = 8_000 + ((column * 7_919) % 20_000);
  values[column * 2] = -height;
  values[column * 2 + 1] = height;
}
const peaks = { columnsPerSecond: 100, values };
const laneOf = (kind: string) => TRAIL_KINDS.findIndex(({ id }) => id === kind);
const nothing = () => {};
const noneAbsent: readonly [] = [];

function makeMoments(count: number): Moment[] {
  const moments: Moment[] = [];
  for (let number = 0; number < count; number += 1) {
    const startMs = Math.floor(((number * 7_919) % count) * (DURATION_MS / count));
    const id = `moment-${number}`;
    moments.push({
      id,
      kind: TRAIL_KINDS[number % TRAIL_KINDS.length]?.id ?? 'closing',
      polarity: 'shown',
      startMs,
      ...(number % 2 === 0 && { endMs: startMs + 4_000 }),
      indicators: [],
      competencies: [],
      note: 'She asked what would make this hour worth it',
      quote: '',
      createdAt: '2026-01-01T00:00:00.000Z',
    });
  }
  return moments.sort(compareMoments);
}

let look: (change: (viewport: Viewport) => Viewport) => void = nothing;

function Timeline({ moments }: { moments: readonly Moment[] }) {
  const [viewport, setViewport] = useState(() => fitViewport(DURATION_MS, WIDTH_PX));
  useEffect(() => {
    look = (change) => flushSync(() => setViewport(change));
  }, []);
  return (
    <>
      <OverviewStrip
        peaks={peaks}
        moments={moments}
        laneOf={laneOf}
        viewport={viewport}
        durationMs={DURATION_MS}
        absent={noneAbsent}
        onViewport={nothing}
      />
      <TimeRuler viewport={viewport} />
      <Waveform peaks={peaks} closeUp={undefined} viewport={viewport} heightPx={132} />
      <MomentLanes
        moments={moments}
        kinds={TRAIL_KINDS}
        viewport={viewport}
        durationMs={DURATION_MS}
        laneHeightPx={27}
        selectedMomentId={undefined}
        isReadOnly
        onSelect={nothing}
        onSeek={nothing}
        onOpen={nothing}
        onDragStart={() => nothing}
        onChangeTimes={nothing}
      />
    </>
  );
}

/** From an act to the first task after the frame that shows it. */
async function frameAfter(act: () => void): Promise<number> {
  const startedAt = performance.now();
  act();
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    });
  });
  return performance.now() - startedAt;
}

async function series(count: number, act: (step: number) => void): Promise<number[]> {
  const delays: number[] = [];
  for (let step = 0; step < count; step += 1) delays.push(await frameAfter(() => act(step)));
  return delays;
}

const stage = document.getElementById('stage') as HTMLElement;
let root: Root | undefined;
let regionsOwner: WaveSurfer | undefined;

const bench = {
  /** Ours: from nothing to the frame in which the whole session is seen with its moments. */
  async openTimeline(count: number): Promise<number> {
    const moments = makeMoments(count);
    root = createRoot(stage);
    return frameAfter(() =>
      flushSync(() =>
        root?.render(
          <MantineProvider>
            <Timeline moments={moments} />
          </MantineProvider>,
        ),
      ),
    );
  },
  scrollTimeline(steps: number): Promise<number[]> {
    look((view) => ({ ...view, msPerPx: 1_000 / DETAIL_PX_PER_SECOND, startMs: 600_000 }));
    return series(steps, () => look((view) => scrollBy(view, 40, DURATION_MS)));
  },
  zoomTimeline(steps: number): Promise<number[]> {
    look(() => fitViewport(DURATION_MS, WIDTH_PX));
    return series(steps, (step) =>
      look((view) => zoomAbout(view, Math.floor(step / 10) % 2 === 0 ? 1.25 : 0.8, 640, DURATION_MS)),
    );
  },
  closeTimeline(): void {
    root?.unmount();
    stage.replaceChildren();
  },

  /** wavesurfer's own way: a region for each moment, at a scale, until the page answers again. */
  async openRegions(count: number, isOverview: boolean): Promise<number> {
    const regions = RegionsPlugin.create();
    const channels = [new Float32Array(12_800), new Float32Array(12_800)].map((channel) =>
      channel.map((_, place) => ((place * 7_919) % 100) / 100),
    );
    regionsOwner = WaveSurfer.create({
      container: stage,
      height: 132,
      peaks: channels,
      duration: DURATION_MS / 1_000,
      minPxPerSec: isOverview ? 0 : DETAIL_PX_PER_SECOND,
      plugins: [regions],
    });
    await new Promise<void>((resolve) => regionsOwner?.once('ready', () => resolve()));
    const moments = makeMoments(count);
    return frameAfter(() => {
      for (const { startMs, endMs } of moments) {
        const end = endMs === undefined ? {} : { end: endMs / 1_000 };
        regions.addRegion({ start: startMs / 1_000, ...end, drag: false, resize: false });
      }
    }).then(async (added) => added + (await frameAfter(nothing)) + (await frameAfter(nothing)));
  },
  scrollRegions(steps: number): Promise<number[]> {
    return series(steps, (step) => regionsOwner?.setScroll(12_000 + step * 40));
  },
  closeRegions(): void {
    regionsOwner?.destroy();
    stage.replaceChildren();
  },
};

export type TimelineBench = typeof bench;
Object.assign(window, { bench });

import { useComputedColorScheme } from '@mantine/core';
import { useMemo, useState } from 'react';
import { kindLabelOf } from '#shared/formats/moment-words';
import { kindsOf } from '#shared/model/moment';
import { layOutLanes } from '../../../media/timeline/lane-layout';
import { MomentCanvas, type MomentLook, type Pointed } from '../../../media/timeline/moment-canvas';
import { timeAt, type Viewport } from '../../../media/timeline/viewport';
import { kindColour } from '../../../ui/moment-colours';
import { useComparisonContext } from '../comparison-context';
import type { AloneMarks, Bands } from './reviewer-bands';
import type { ShownMoment } from './timeline-tooltip';
import type { OwnedMoment } from './use-chosen-moment';

type ReviewerLanesProps = {
  bands: Bands;
  alone: AloneMarks | undefined;
  viewport: Viewport;
  chosen: OwnedMoment | undefined;
  onPlay: (pressed: OwnedMoment) => void;
  onSeek: (ms: number) => void;
  onShow: (shown: ShownMoment | undefined) => void;
};

/** Everyone's moments, a band a reviewer; what is pressed plays. */
export function ReviewerLanes(props: ReviewerLanesProps) {
  const { bands, alone, viewport, chosen, onPlay, onSeek, onShow } = props;
  const { framework, player, reviewers } = useComparisonContext();
  const scheme = useComputedColorScheme('light');
  const [isOverMoment, setIsOverMoment] = useState(false);

  const look = useMemo<MomentLook>(() => {
    const colours = new Map(kindsOf(framework).map(({ id }, place) => [id, kindColour(place, scheme)]));
    return {
      colourOf: ({ kind }) => colours.get(kind) ?? kindColour(-1, scheme),
      crowdColourOf: () => undefined,
      words: ({ kind, quote, note }) =>
        [kindLabelOf(framework, kind), quote || note].filter(Boolean).join(' · '),
      ...(alone && {
        feet: {
          has: alone.has,
          shareOf: (crowd) => Math.min(1, alone.countOf(crowd) / crowd.count),
        },
      }),
    };
  }, [framework, scheme, alone]);

  const selected = useMemo(() => {
    if (!chosen) return undefined;
    const lane = bands.laneOf(chosen.reviewer.id, chosen.moment.id);
    return { moment: chosen.moment, momentId: chosen.moment.id, lane };
  }, [bands, chosen]);
  const layout = useMemo(
    () => layOutLanes(bands.index, viewport, selected?.moment, selected?.lane),
    [bands, viewport, selected],
  );

  function point({ grip, xPx }: Pointed): void {
    const band = grip && bands.bandOfLane[grip.lane];
    const place = grip && bands.places[grip.lane];
    setIsOverMoment(grip !== undefined);
    if (!grip || !band || !place) {
      onShow(undefined);
      return;
    }
    const crowd = grip.part === 'one of many' ? grip.crowd : undefined;
    onShow({
      reviewer: band.reviewer,
      moment: grip.moment,
      many: crowd && { count: crowd.count, aloneCount: alone?.countOf(crowd) ?? 0 },
      isAlone: alone?.has(grip.moment) ?? false,
      leftPx: xPx,
      bottomPx: place.topPx + place.heightPx,
    });
  }

  return (
    <MomentCanvas
      index={bands.index}
      layout={layout}
      places={bands.places}
      rulesPx={bands.rulesPx}
      heightPx={bands.heightPx}
      viewport={viewport}
      look={look}
      selected={selected}
      absent={player.absentStretches}
      label={`${bands.index.count} moments of ${reviewers.length} reviewers; the list below holds the same for the keyboard`}
      cursor={isOverMoment ? 'pointer' : 'default'}
      onPress={({ grip, xPx }) => {
        const band = grip && bands.bandOfLane[grip.lane];
        if (grip && band) onPlay({ reviewer: band.reviewer, moment: grip.moment });
        else onSeek(timeAt(viewport, xPx));
      }}
      onMove={point}
      onLeave={() => onShow(undefined)}
    />
  );
}

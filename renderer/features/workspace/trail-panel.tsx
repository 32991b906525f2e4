import { useDeferredValue } from 'react';
import { isPlayable } from '#shared/model/recording';
import type { Stretch } from '#shared/scoring/stretch';
import { useReviewEditing, useReviewView } from '../../review-editing/review-editing';
import { EvidenceButtons } from '../../trail/evidence-buttons';
import { TrailDisclaimer, TrailFigures } from '../../trail/trail-figures';
import type { TrailInStep } from '../../trail/trail-in-step';
import { TrailStory } from '../../trail/trail-story';
import classes from './trail-panel.module.css';

type TrailPanelProps = { trails: TrailInStep; onPlay: (stretch: Stretch) => void };

/** The story of the session's direction and its figures, as the marks tell it at this moment. */
export function TrailPanel({ trails, onPlay }: TrailPanelProps) {
  const { framework, session, selectMoment, playMoment } = useReviewEditing();
  const content = useReviewView((view) => view.content);
  const moments = useDeferredValue(useReviewView((view) => view.momentsInOrder));
  const trail = trails.of(moments);
  const canPlay = isPlayable(session.recording);

  const evidence = (momentIds: readonly string[]) => (
    <EvidenceButtons
      momentIds={momentIds}
      momentOf={(id) => content.moments.get(id)}
      framework={framework}
      onPlay={
        canPlay
          ? (moment) => {
              selectMoment(moment.id);
              playMoment(moment.id);
            }
          : undefined
      }
    />
  );

  return (
    <div className={classes.panel}>
      <section aria-labelledby="story-heading">
        <h2 id="story-heading">Where the session went</h2>
        <TrailStory
          trail={trail}
          moments={moments}
          onPlay={canPlay ? onPlay : undefined}
          evidence={evidence}
        />
      </section>
      <section aria-labelledby="figures-heading">
        <h2 id="figures-heading">In figures</h2>
        <TrailFigures trail={trail} evidence={evidence} />
      </section>
      <TrailDisclaimer />
    </div>
  );
}

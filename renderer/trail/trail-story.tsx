import { VisuallyHidden } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Stretch as Part } from '#shared/scoring/stretch';
import { type StorySentence, tellTrail } from '#shared/trail/story';
import type { Trail } from '#shared/trail/trail';
import { DirectionSwatch } from './trail-band';
import classes from './trail-story.module.css';

type TrailStoryProps = {
  trail: Trail;
  moments: Parameters<typeof tellTrail>[1];
  /** Absent where there is nothing to play. */
  onPlay?: ((part: Part) => void) | undefined;
  /** The moments behind a sentence. */
  evidence: (momentIds: readonly string[]) => ReactNode;
};

/** The trail in sentences; each plays the stretch that it speaks of, and its moments one by one. */
export function TrailStory({ trail, moments, onPlay, evidence }: TrailStoryProps) {
  const sentences = tellTrail(trail, moments);
  return (
    <ol className={classes.story} aria-label="The story of the session’s direction">
      {sentences.map((sentence, place) => {
        const stretch = trail.stretches[place];
        return (
          // Sentences have no identity of their own beyond their place in the story.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={place} className={classes.sentence} data-direction={stretch?.direction}>
            {stretch ? (
              <DirectionSwatch direction={stretch.direction} />
            ) : (
              <span className={classes.noSwatch} />
            )}
            <span>
              <SentenceText sentence={sentence} onPlay={onPlay} />
              {evidence(sentence.momentIds)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

type SentenceTextProps = { sentence: StorySentence } & Pick<TrailStoryProps, 'onPlay'>;

function SentenceText({ sentence: { text, startMs, endMs }, onPlay }: SentenceTextProps) {
  if (!onPlay) return <>{text} </>;
  return (
    <button type="button" className={classes.play} onClick={() => onPlay({ startMs, endMs })}>
      <VisuallyHidden>Play: </VisuallyHidden>
      {text}
      <IconPlayerPlayFilled size={10} className={classes.icon} aria-hidden />
    </button>
  );
}

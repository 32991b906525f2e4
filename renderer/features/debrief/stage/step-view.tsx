import { useCallback, useRef, useState } from 'react';
import type { DebriefStep } from '#shared/debrief/debrief-steps';
import { aboutOf, describeStanding, titleOfStep } from '#shared/debrief/step-words';
import { competenciesOf } from '#shared/model/framework';
import { stretchOf } from '#shared/scoring/stretch';
import { errorMessage } from '../../../app/api-error';
import { useDebriefStep } from '../../../app/queries/debrief-queries';
import type { DebriefName } from '../../../app/routes';
import { Clock } from './clock';
import { Consensus } from './consensus';
import { Distribution } from './distribution';
import { addTime, changeOutcome, outcomeOf } from './outcome-edits';
import { useStage } from './stage-context';
import classes from './step-view.module.css';
import { placesOf, StretchPlayer } from './stretch-player';
import { useStageKeys } from './use-stage-keys';
import { useStepClock } from './use-step-clock';
import { Voices } from './voices';

/** Looking in for less than this is no talk about a step. */
const GLANCE_MS = 3_000;

type StepViewProps = {
  step: DebriefStep;
  /** Seconds on the agenda; 0 for a step that is not on it. */
  seconds: number;
  isStopped: boolean;
  /** The keys that hold wherever one is. */
  handlers: Parameters<typeof useStageKeys>[0];
};

type LoadedStepProps = Omit<StepViewProps, 'step'> & { name: DebriefName; stepId: string };

/** A step, as soon as what was scored alone is there. */
export function LoadedStep({ name, stepId, ...props }: LoadedStepProps) {
  const { data, error } = useDebriefStep(name, stepId);
  if (data) return <StepView step={data} {...props} />;
  return <WaitingStep handlers={props.handlers} problem={error ? errorMessage(error) : undefined} />;
}

type WaitingStepProps = Pick<StepViewProps, 'handlers'> & { problem: string | undefined };

function WaitingStep({ handlers, problem }: WaitingStepProps) {
  useStageKeys(handlers);
  return problem === undefined ? null : <p role="alert">{problem}</p>;
}

/** One step as a room sees it: what it is about, what was heard, hands, what was scored alone, what the group says. */
function StepView({ step, seconds, isStopped, handlers }: StepViewProps) {
  const { content, edit, framework, player, canPlay, session, reviewers, isReading } = useStage();
  const [placeIndex, setPlaceIndex] = useState(0);
  const counts = useRef<HTMLTableSectionElement>(null);
  const values = useRef<HTMLDivElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const reveal = useRef<HTMLButtonElement>(null);
  const outcome = outcomeOf(content, step);
  const about = aboutOf(step);
  const counting = reviewers.filter((reviewer) => reviewer.counts).length;

  const spentMs = useStepClock(outcome.spentMs, {
    isStopped: isStopped || isReading,
    onSpent: useCallback(
      (ms: number) => {
        if (ms >= GLANCE_MS) edit(changeOutcome(step, (before) => addTime(before, ms)));
      },
      [edit, step],
    ),
  });

  function play(index = placeIndex): void {
    const place = placesOf(step)[index];
    if (!canPlay || !place) return;
    if (player.getView().isPlaying && index === placeIndex) player.pause();
    else player.playStretch(stretchOf(place, session.recording.durationMs), { loops: false });
  }

  function nextPlace(): void {
    const next = (placeIndex + 1) % Math.max(1, placesOf(step).length);
    setPlaceIndex(next);
    play(next);
  }

  function show(isRevealed: boolean): void {
    edit(
      changeOutcome(step, (before) => ({ ...before, isRevealed })),
      `reveal ${step.id}`,
    );
  }

  function vote(): void {
    const focusFirst = () => counts.current?.querySelector('input')?.focus();
    if (!outcome.isRevealed) focusFirst();
    else {
      show(false);
      // The fields take the place of what was shown at the next frame.
      requestAnimationFrame(focusFirst);
    }
  }

  useStageKeys({
    ...handlers,
    play: () => play(),
    nextPlace,
    vote,
    reveal: () => show(!outcome.isRevealed),
    consensus: () => (values.current?.querySelector<HTMLElement>('[tabindex="0"]') ?? note.current)?.focus(),
    leaveOpen: () => {
      if (outcome.result !== 'open') {
        edit(
          changeOutcome(step, ({ value: _, ...before }) => ({ ...before, result: 'open' })),
          `result ${step.id}`,
        );
      }
      note.current?.focus();
    },
  });

  return (
    <article className={classes.step} aria-labelledby="step-heading">
      <header className={classes.head}>
        <div>
          <p className={classes.kind}>
            {step.type === 'moment' ? 'A moment' : 'A rating'}
            {outcome.isRevealed && (
              <span className={classes.standing} data-standing={step.standing}>
                {describeStanding(step)}
              </span>
            )}
          </p>
          <h1 id="step-heading" className={classes.title}>
            {titleOfStep(framework, about)}
          </h1>
          {about.type === 'rating' && <Definition code={about.competency} />}
        </div>
        <Clock spentMs={spentMs} seconds={seconds} isStopped={isStopped} />
      </header>
      <StretchPlayer step={step} placeIndex={placeIndex} onPlay={() => play()} onNextPlace={nextPlace} />
      <div className={classes.columns}>
        <div className={classes.scores}>
          <Distribution
            step={step}
            outcome={outcome}
            countsRef={counts}
            onCounted={() => reveal.current?.focus()}
          />
          <button
            ref={reveal}
            type="button"
            className={classes.reveal}
            disabled={isReading}
            aria-pressed={outcome.isRevealed}
            onClick={() => show(!outcome.isRevealed)}
          >
            {outcome.isRevealed ? 'Hide what was scored alone' : `Show what ${counting} scored alone`}
          </button>
        </div>
        <Consensus step={step} outcome={outcome} valuesRef={values} noteRef={note} />
      </div>
      {outcome.isRevealed && <Voices step={step} />}
    </article>
  );
}

function Definition({ code }: { code: string }) {
  const { framework } = useStage();
  const definition = competenciesOf(framework).find((competency) => competency.code === code)?.definition;
  return definition ? <p className={classes.definition}>{definition}</p> : null;
}

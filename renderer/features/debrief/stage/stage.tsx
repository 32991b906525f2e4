import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconHelp } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { OpenedDebrief } from '#shared/api-contract/debrief-contract';
import { planAgenda } from '#shared/debrief/agenda';
import { hasVideo, isPlayable } from '#shared/model/recording';
import { ColourSchemeToggle } from '../../../app/colour-scheme';
import { PlaybackNotice } from '../../../app/playback-notice';
import { usePrefetchSteps } from '../../../app/queries/debrief-queries';
import { useIsReading } from '../../../app/reading';
import { type DebriefName, paths } from '../../../app/routes';
import { useRecordingSource } from '../../../app/use-recording-source';
import { Player } from '../../../media/player';
import { SaveStatus } from '../../../ui/save-status';
import { AgendaView } from './agenda-view';
import { ClosingView } from './closing-view';
import { nameReviewers } from './name-reviewers';
import { goTo } from './outcome-edits';
import classes from './stage.module.css';
import { type StageContext, StageProvider } from './stage-context';
import { StageHelp } from './stage-help';
import { LoadedStep } from './step-view';
import { useDebriefEditor } from './use-debrief-editor';

/** The place that is no step: the last round. */
const CLOSING = 'closing';

/** Where a group goes through its agenda step by step, by keys alone if it likes. */
export function Stage({ name, opened }: { name: DebriefName; opened: OpenedDebrief }) {
  const { debrief, session, framework, steps } = opened;
  const { content, edit, undo, canUndo, saveState, flush } = useDebriefEditor(debrief);
  const source = useRecordingSource(session);
  const player = useMemo(() => new Player(source), [source]);
  const canPlay = isPlayable(session.recording);
  const isReading = useIsReading();
  const reviewers = useMemo(() => nameReviewers(opened), [opened]);
  const { totalMinutes, agenda: changes } = content;
  const agenda = useMemo(() => planAgenda(steps, totalMinutes, changes), [steps, totalMinutes, changes]);
  const stepOf = useMemo(() => new Map(steps.map((step) => [step.id, step])), [steps]);
  const [isStopped, setStopped] = useState(false);
  const [helpOpened, setHelpOpened] = useState(false);
  const [, navigate] = useLocation();
  const main = useRef<HTMLElement>(null);
  const cameFrom = useRef<string>(undefined);

  const { place } = content;
  const step = place === undefined ? undefined : stepOf.get(place);
  const index = agenda.items.findIndex((item) => item.step.id === place);
  const isClosing = place === CLOSING;

  // The element that had the focus is gone with its step: keyboard and screen reader go on in the new one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for every place
  useEffect(() => {
    const list = main.current?.querySelector<HTMLElement>('[role="listbox"]');
    (list ?? main.current)?.focus({ preventScroll: true });
    main.current?.scrollTo(0, 0);
  }, [place]);

  usePrefetchSteps(
    name,
    [index + 1, index + 2, index - 1].flatMap((at) => agenda.items[at]?.step.id ?? []),
  );

  function show(next: string | undefined): void {
    if (step) cameFrom.current = step.id;
    edit(goTo(next));
  }

  function next(): void {
    if (isClosing) {
      void makeMinutes();
      return;
    }
    // One that is not on the agenda leads back to it.
    if (step && index === -1) show(undefined);
    else show(agenda.items[index + 1]?.step.id ?? CLOSING);
  }

  function back(): void {
    if (isClosing) show(agenda.items.at(-1)?.step.id);
    else if (place !== undefined) show(index > 0 ? agenda.items[index - 1]?.step.id : undefined);
  }

  async function makeMinutes(): Promise<void> {
    // The text of a field that goes away comes first, then all of it is saved.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await flush();
    navigate(paths.debriefMinutes(name));
  }

  const handlers = {
    next,
    back,
    undo,
    agenda: () => show(undefined),
    closing: () => show(CLOSING),
    clock: () => setStopped(!isStopped),
    minutes: makeMinutes,
    help: () => setHelpOpened(true),
  };
  const media = { ref: player.attach, preload: 'metadata' } as const;
  const value: StageContext = {
    debrief,
    session,
    framework,
    steps,
    content,
    edit,
    reviewers,
    agenda,
    player,
    canPlay,
    isReading,
  };

  return (
    <StageProvider value={value}>
      <div className={classes.stage}>
        <header className={classes.bar}>
          <Link href={paths.session(name.sessionId)} className={classes.back}>
            <IconArrowLeft size={16} stroke={1.75} aria-hidden /> Leave
          </Link>
          <span className={classes.where}>
            {step && index >= 0 && `Step ${index + 1} of ${agenda.items.length}`}
            {step && index === -1 && 'Not on the agenda'}
            {place === undefined && 'Agenda'}
            {isClosing && 'Last round'}
          </span>
          <span className={classes.notice}>
            Developmental: not affiliated with or endorsed by any credentialing body.
          </span>
          {canUndo && (
            <UnstyledButton className={classes.tool} onClick={undo}>
              Undo
            </UnstyledButton>
          )}
          <SaveStatus state={saveState} onRetry={flush} />
          <ColourSchemeToggle />
          <Tooltip label="Keys (?)">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label="Keys"
              onClick={() => setHelpOpened(true)}
            >
              <IconHelp size={18} stroke={1.75} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </header>
        <main ref={main} tabIndex={-1} className={classes.main}>
          {canPlay && <PlaybackNotice sessionId={session.id} />}
          {/* A picture stands beside its step; what is only heard stays when the step goes. */}
          {canPlay && !hasVideo(session.recording) && <audio {...media} />}
          {place === undefined || !(step || isClosing) ? (
            <>
              <Corrected opened={opened} />
              <AgendaView from={cameFrom.current} onOpen={show} handlers={handlers} />
            </>
          ) : step ? (
            <LoadedStep
              key={step.id}
              name={name}
              stepId={step.id}
              seconds={agenda.items[index]?.seconds ?? 0}
              isStopped={isStopped}
              handlers={handlers}
            />
          ) : (
            <ClosingView handlers={handlers} />
          )}
        </main>
        <nav aria-label="Steps" className={classes.foot}>
          <Hint keys="←" onClick={back}>
            Back
          </Hint>
          <Hint keys="→" isMain onClick={next}>
            {isClosing ? 'Make the minutes' : place === undefined ? 'First step' : 'Next'}
          </Hint>
          {step && (
            <span className={classes.keys}>
              Space play · V hands · R show · C agree · O stays open · T clock
            </span>
          )}
          <span className={classes.room} />
          <Hint keys="A" onClick={() => show(undefined)}>
            Agenda
          </Hint>
          <Hint keys="I" onClick={() => show(CLOSING)}>
            Last round
          </Hint>
          <Hint keys="M" onClick={makeMinutes}>
            Minutes
          </Hint>
        </nav>
        <StageHelp opened={helpOpened} onClose={() => setHelpOpened(false)} />
      </div>
    </StageProvider>
  );
}

type HintProps = { keys: string; children: string; isMain?: boolean; onClick: () => void };

function Hint({ keys, children, isMain, onClick }: HintProps) {
  return (
    <UnstyledButton className={classes.tool} data-main={isMain || undefined} onClick={onClick}>
      <kbd>{keys}</kbd> {children}
    </UnstyledButton>
  );
}

/** Says what came or was lost since the debrief began. */
function Corrected({ opened: { debrief, reviews, correctedSince } }: { opened: OpenedDebrief }) {
  const missing = debrief.participants.length - reviews.length;
  const words = [
    correctedSince.length > 0 &&
      `${correctedSince.length === 1 ? 'One reviewer has' : `${correctedSince.length} reviewers have`} submitted a correction since this debrief began. It stays with what was submitted then; a new debrief takes the corrections.`,
    missing > 0 &&
      `${missing === 1 ? 'One review is' : `${missing} reviews are`} not in the library any more and left out.`,
  ].filter(Boolean);
  return words.length === 0 ? null : (
    <p role="status" className={classes.corrected}>
      {words.join(' ')}
    </p>
  );
}

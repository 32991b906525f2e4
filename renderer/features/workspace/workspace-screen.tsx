import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { v7 } from 'uuid';
import { useLocation } from 'wouter';
import { describeStroke, resolveBindings } from '#shared/commands/key-bindings';
import { formOf } from '#shared/forms/moment-forms';
import type { Framework } from '#shared/model/framework';
import { kindsOf, type MomentKind } from '#shared/model/moment';
import { hasVideo, isPlayable } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import { stretchOf } from '#shared/scoring/stretch';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { useHostCommand } from '../../app/host-commands';
import { MessageScreen } from '../../app/message-screen';
import { notifyDone } from '../../app/notify';
import { PlaybackNotice } from '../../app/playback-notice';
import { useFramework } from '../../app/queries/framework-queries';
import { useCacheUpdates, useProfile } from '../../app/queries/library-queries';
import { usePlayback, useSession } from '../../app/queries/session-queries';
import { paths } from '../../app/routes';
import { useRecordingSource } from '../../app/use-recording-source';
import { Player } from '../../media/player';
import type { RecordingSource } from '../../media/recording-source';
import { useCloseUp } from '../../media/timeline/use-close-up';
import { type PeaksState, usePeaks } from '../../media/timeline/use-peaks';
import { useViewport } from '../../media/timeline/use-viewport';
import { ReviewEditingProvider, useReviewEditing, useReviewView } from '../../review-editing/review-editing';
import type { ReviewStore } from '../../review-editing/review-store';
import { TrailInStep } from '../../trail/trail-in-step';
import { describeDeletion } from '../../ui/deletion-words';
import { useCommandKeys } from '../../ui/use-command-keys';
import { usePageTitle } from '../../ui/use-page-title';
import { useStableHandlers } from '../../ui/use-stable-handlers';
import { ExcerptNotice } from './excerpt-notice';
import { focusFirstField } from './form/form-keys';
import { FormPanel } from './form/form-panel';
import { GoToDialog } from './go-to-dialog';
import { KeyHelpDialog } from './key-help-dialog';
import { MomentEditor } from './moment-editor';
import { fieldToWriteIn, insertText } from './phrases/insert-text';
import { PhraseDialog } from './phrases/phrase-dialog';
import { SideTabs, type WorkspacePanels } from './side-tabs';
import { TimelineArea } from './timeline-area';
import { TransportBar } from './transport-bar';
import { useListening } from './use-listening';
import { useOpenedReview } from './use-opened-review';
import { NO_PAUSES, neighbourOf, sayNoPause, usePauses } from './use-pauses';
import { usePictureSteps } from './use-picture-steps';
import { useWorkspaceCommands, type WorkspaceTab } from './use-workspace-commands';
import { WorkspaceBar } from './workspace-bar';
import classes from './workspace-screen.module.css';

type WorkspaceScreenProps = { sessionId: string; reviewId: string; panels: WorkspacePanels };

/** Listens, marks, checks off, rates and submits: one review of one session. */
export function WorkspaceScreen({ sessionId, reviewId, panels }: WorkspaceScreenProps) {
  const session = useSession(sessionId);
  const { store, error } = useOpenedReview(reviewId);
  // Asked beside the review, so that the screen comes with what it plays and is not made anew when that is known.
  usePlayback(sessionId);
  if (error || session.error) {
    return <MessageScreen title="This review cannot be opened" text={errorMessage(error ?? session.error)} />;
  }
  if (!store || !session.data) return null;
  return <WithFramework store={store} session={session.data} panels={panels} />;
}

type OpenWorkspaceProps = { store: ReviewStore; session: SessionDocument; panels: WorkspacePanels };

function WithFramework(props: OpenWorkspaceProps) {
  const framework = useFramework(props.store.review.framework);
  if (framework.error) {
    return <MessageScreen title="This review cannot be opened" text={errorMessage(framework.error)} />;
  }
  if (!framework.data) return null;
  return <WithPlayer {...props} framework={framework.data} />;
}

function WithPlayer({ store, session, panels, framework }: OpenWorkspaceProps & { framework: Framework }) {
  const { recording } = session;
  const source = useRecordingSource(session);
  // A player of its own element: sound that was shaped belongs to the element for good.
  const { player, key } = useMemo(() => ({ player: new Player(source), key: v7() }), [source]);
  // Where one went, and whether one wanted to listen, while it was not known yet what is played.
  const lastPlayer = useRef(player);
  useEffect(() => {
    const { positionMs: restMs, isAwaited } = lastPlayer.current;
    if (lastPlayer.current === player) return;
    lastPlayer.current = player;
    if (restMs > 0) player.seek(restMs);
    if (isAwaited) player.play();
  }, [player]);

  const playMoment = useCallback(
    (momentId: string) => {
      const moment = store.getView().content.moments.get(momentId);
      if (moment) player.playStretch(stretchOf(moment, recording.durationMs), { loops: false });
    },
    [store, player, recording.durationMs],
  );

  const isShared = isPlayable(recording);
  const isVideo = isShared && hasVideo(recording);
  const media = { ref: player.attach, preload: 'auto' } as const;
  return (
    <ReviewEditingProvider store={store} framework={framework} session={session} playMoment={playMoment}>
      <div className={classes.screen}>
        {isVideo ? (
          <video key={key} {...media} className={classes.video} data-place="workspace" />
        ) : (
          <audio key={key} {...media} />
        )}
        <LoadingWorkspace
          player={player}
          source={source}
          panels={panels}
          isVideo={isVideo}
          isShared={isShared}
        />
      </div>
    </ReviewEditingProvider>
  );
}

type WorkspaceProps = {
  player: Player;
  source: RecordingSource;
  peaks: PeaksState;
  panels: WorkspacePanels;
  isVideo: boolean;
  isShared: boolean;
};

/** Recording and waveform begin to load while the rest of the screen is being made. */
function LoadingWorkspace(props: Omit<WorkspaceProps, 'peaks'>) {
  const peaks = usePeaks(props.source);
  const hasBegun = useDeferredValue(true, false);
  return hasBegun && <Workspace {...props} peaks={peaks} />;
}

function Workspace({ player, source, peaks, panels, isVideo, isShared }: WorkspaceProps) {
  const editing = useReviewEditing();
  const { session, framework, store, selectMoment } = editing;
  const { preferences } = useProfile();
  const isReadOnly = useReviewView((view) => view.isReadOnly);
  const { durationMs } = session.recording;
  const deletion = session.deletions.at(-1);
  const [tab, setTab] = useState<WorkspaceTab>('moments');
  const [dialog, setDialog] = useState<'go-to' | 'help' | 'submit' | 'phrases'>();
  const [message, setMessage] = useState('');
  const [held, setHeld] = useState<{ kind: MomentKind; startMs: number }>();
  const stageRef = useRef<HTMLDivElement>(null);
  const noteRef = useRef<HTMLTextAreaElement>(null);
  const quoteRef = useRef<HTMLTextAreaElement>(null);
  const linkRef = useRef<HTMLInputElement>(null);
  const formRef = useRef<HTMLElement>(null);
  const phraseField = useRef<HTMLTextAreaElement>(undefined);
  // Counts how often the form was asked for; 0 while it is closed.
  const [formRequest, setFormRequest] = useState(0);
  const { viewport, look, show } = useViewport(stageRef, durationMs, player);
  const closeUp = useCloseUp(source, viewport);
  const stepPicture = usePictureSteps(player, source);
  const { pausesFromMs, showPausesFrom } = useListening(session.id, player, setMessage);
  const pauses = usePauses(peaks, pausesFromMs);
  const bindings = useMemo(() => resolveBindings(preferences.keyBindings), [preferences.keyBindings]);
  const kinds = useMemo(() => kindsOf(framework), [framework]);
  const trails = useMemo(() => new TrailInStep(durationMs), [durationMs]);
  const submit = useSubmit(store, session.id);
  usePageTitle(session.title);

  const selected = useReviewView(({ content }) =>
    editing.selectedMomentId === undefined ? undefined : content.moments.get(editing.selectedMomentId),
  );
  const selectedKind = kinds.find(({ id }) => id === selected?.kind);
  const inForm = formRequest > 0 && selected && formOf(selected.kind) ? selected : undefined;

  useEffect(() => {
    if (formRequest > 0) focusFirstField(formRef.current);
  }, [formRequest]);

  function openTab(next: WorkspaceTab): void {
    setFormRequest(0);
    setTab(next);
  }

  // The timeline has every key of the workspace.
  function goToTimeline(): void {
    setFormRequest(0);
    stageRef.current?.focus();
  }

  const latestCommands = useWorkspaceCommands(editing, player, {
    openTab,
    openGoTo: () => setDialog('go-to'),
    openHelp: () => setDialog('help'),
    openLink: () => linkRef.current?.focus(),
    openForm: () => setFormRequest((count) => count + 1),
    closeForm: () => setFormRequest(0),
    openPhrases: () => {
      phraseField.current = fieldToWriteIn(quoteRef.current);
      if (phraseField.current) setDialog('phrases');
      else setMessage('Nothing can be written here.');
    },
    openSubmit: () => {
      if (!isReadOnly) setDialog('submit');
    },
    editNote: () => noteRef.current?.focus(),
    editQuote: () => quoteRef.current?.focus(),
    stepPicture: (direction) => {
      if (isVideo) stepPicture(direction);
      else setMessage('This recording has no picture to step through.');
    },
    goToPause: (direction) => {
      const next = pauses && neighbourOf(pauses, player.positionMs, direction);
      if (next) player.seek(next.startMs);
      else setMessage(sayNoPause(pauses, pausesFromMs));
    },
    look,
    show,
    announce: setMessage,
    setHeld,
  });
  const commands = useStableHandlers(latestCommands);
  useCommandKeys('workspace', bindings, commands);
  useHostCommand('help.keys', () => setDialog('help'));

  const resumeAfterTyping = useRef(false);
  function pauseForTyping(isTyping: boolean): void {
    if (!preferences.pauseWhileTyping) return;
    if (isTyping) {
      resumeAfterTyping.current = player.getView().isPlaying;
      player.pause();
    } else if (resumeAfterTyping.current) {
      // A second and a half before where it stopped, so that the thread is found again.
      player.step(-1_500);
      player.play();
    }
  }

  const editorHandlers = useStableHandlers({
    positionMs: () => player.positionMs,
    onDelete: () => void commands['moment.delete']?.(),
    onTyping: pauseForTyping,
    onOpenForm: () => void commands['moment.form']?.(),
    onLeave: () => stageRef.current?.focus(),
  });
  const barHandlers = useStableHandlers({ onHelp: () => setDialog('help') });

  return (
    <>
      <WorkspaceBar commands={commands} message={message} {...barHandlers} />
      <main className={classes.work} data-video={isVideo || undefined}>
        {!isShared && (
          <p className={classes.notShared}>
            {deletion ? describeDeletion(deletion) : 'The recording of this session was not shared.'} You can
            read and write the review without it.
          </p>
        )}
        {session.recording.storage === 'excerpts' && <ExcerptNotice player={player} source={source} />}
        {isShared && <PlaybackNotice sessionId={session.id} />}
        <TimelineArea
          player={player}
          peaks={peaks}
          closeUp={closeUp}
          pauses={pauses ?? NO_PAUSES}
          viewport={viewport}
          look={look}
          stageRef={stageRef}
          held={held}
          trails={trails}
          onMark={(kindIndex) => commands[`mark.kind-${kindIndex + 1}`]?.()?.(0)}
          onOpenMoment={(momentId) => {
            selectMoment(momentId);
            noteRef.current?.focus();
          }}
        />
        <TransportBar
          player={player}
          commands={commands}
          bindings={bindings}
          pausesFromMs={pausesFromMs}
          pauseCount={pauses?.length}
          onPausesFrom={showPausesFrom}
        />
        <MomentEditor noteRef={noteRef} quoteRef={quoteRef} linkRef={linkRef} {...editorHandlers} />
      </main>
      <aside className={classes.side} aria-label="Review">
        {inForm && (
          <FormPanel
            moment={inForm}
            formRef={formRef}
            timeKey={keyOf(bindings, 'form.take-time')}
            positionMs={() => player.positionMs}
            onClose={goToTimeline}
            onTyping={pauseForTyping}
          />
        )}
        <SideTabs
          isHidden={inForm !== undefined}
          tab={tab}
          onTab={setTab}
          panels={panels}
          trails={trails}
          player={player}
        />
      </aside>
      <GoToDialog
        opened={dialog === 'go-to'}
        durationMs={durationMs}
        onClose={() => setDialog(undefined)}
        onGo={(ms) => {
          player.seek(ms);
          show(ms);
        }}
      />
      {dialog === 'phrases' && selectedKind && (
        <PhraseDialog
          kind={selectedKind}
          onClose={() => setDialog(undefined)}
          onChoose={(text) => {
            setDialog(undefined);
            if (phraseField.current) insertText(phraseField.current, text);
          }}
        />
      )}
      <KeyHelpDialog
        opened={dialog === 'help'}
        onClose={() => setDialog(undefined)}
        bindings={bindings}
        kinds={kinds}
      />
      <panels.SubmitDialog
        opened={dialog === 'submit'}
        onClose={() => setDialog(undefined)}
        onSubmit={submit}
      />
    </>
  );
}

/** The first key of a command, as it is shown; `undefined` where the user took all of them away. */
function keyOf(bindings: ReadonlyMap<string, readonly string[]>, commandId: string): string | undefined {
  const stroke = bindings.get(commandId)?.[0];
  return stroke === undefined ? undefined : describeStroke(stroke);
}

/** Seals the review once every edit is on the disk, and goes back to its session. */
function useSubmit(store: ReviewStore, sessionId: string): () => Promise<void> {
  const [, navigate] = useLocation();
  const { sessionsChanged } = useCacheUpdates();
  return async () => {
    await store.flush();
    if (store.hasUnsaved)
      throw new Error('Your last edits are not saved yet, so the review was not submitted.');
    await api.reviews.submit({ reviewId: store.review.id });
    await sessionsChanged();
    notifyDone('Your review is submitted and sealed.');
    navigate(paths.session(sessionId));
  };
}

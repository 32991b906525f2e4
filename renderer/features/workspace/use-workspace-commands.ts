import { useRef } from 'react';
import { v7 } from 'uuid';
import { formatTimeCode } from '#shared/formats/time-code';
import { changeForm, hearElement } from '#shared/forms/edit-form';
import { formOf } from '#shared/forms/moment-forms';
import { changeMoment, removeMoment } from '#shared/history/review-edits';
import { kindsOf, type Moment, type MomentKind, type Polarity } from '#shared/model/moment';
import { stretchOf } from '#shared/scoring/stretch';
import { MAXIMUM_SPEED, type Player } from '../../media/player';
import { fitViewport, type Viewport, zoomAboutTime } from '../../media/timeline/viewport';
import type { ReviewEditing } from '../../review-editing/review-editing';
import type { CommandHandlers } from '../../ui/use-command-keys';
import { elementAtFocus } from './form/form-keys';
import { aroundPress, HOLD_MS, mark } from './marking';

export type WorkspaceTab = 'moments' | 'checklist' | 'rating' | 'feedback' | 'trail';

export type WorkspaceActions = {
  openTab: (tab: WorkspaceTab) => void;
  openGoTo: () => void;
  openHelp: () => void;
  openLink: () => void;
  /** Shows the form of the chosen moment's kind and puts the focus into it. */
  openForm: () => void;
  closeForm: () => void;
  /** Offers the user's own wordings for the field that is being written in. */
  openPhrases: () => void;
  openSubmit: () => void;
  editNote: () => void;
  editQuote: () => void;
  stepPicture: (direction: -1 | 1) => void;
  goToPause: (direction: -1 | 1) => void;
  look: (change: (viewport: Viewport) => Viewport) => void;
  show: (ms: number) => void;
  /** Says aloud, for screen readers, and in the bar what just happened. */
  announce: (text: string) => void;
  /** The interval that is being held, for the timeline to draw. */
  setHeld: (held: { kind: MomentKind; startMs: number } | undefined) => void;
};

const POLARITIES: readonly Polarity[] = ['shown', 'missed', 'against'];
const POLARITY_OF_COMMAND = { kind: 'shown', missed: 'missed', against: 'against' } as const;

/** What each command of the workspace does. Buttons and keys run the same functions. */
export function useWorkspaceCommands(
  editing: ReviewEditing,
  player: Player,
  actions: WorkspaceActions,
): CommandHandlers {
  const { store, framework, session, selectedMomentId, selectMoment, playMoment } = editing;
  const lastKind = useRef<MomentKind | undefined>(undefined);
  const intervalStartMs = useRef<number | undefined>(undefined);
  const { durationMs } = session.recording;
  const kinds = kindsOf(framework);

  function addMark(kind: MomentKind, polarity: Polarity, times: { startMs: number; endMs?: number }): void {
    if (store.review.status === 'submitted') {
      actions.announce('This review is submitted and cannot be changed.');
      return;
    }
    lastKind.current = kind;
    selectMoment(mark(store, { kind, polarity, ...times }, () => v7(), new Date()));
    actions.announce(`Marked: ${kind.label}${polarity === 'shown' ? '' : ` (${polarity})`}`);
  }

  function pressMark(kindIndex: number, polarity: Polarity): (heldMs: number) => void {
    const kind = kinds[kindIndex];
    const pressedMs = player.positionMs;
    if (!kind) return () => {};
    actions.setHeld({ kind, startMs: pressedMs });
    return (heldMs) => {
      actions.setHeld(undefined);
      const isHeld = heldMs >= HOLD_MS && player.positionMs > pressedMs;
      addMark(
        kind,
        polarity,
        isHeld ? { startMs: pressedMs, endMs: player.positionMs } : aroundPress(kind, pressedMs, durationMs),
      );
    };
  }

  function selectNeighbour(step: 1 | -1): void {
    const moments = store.getView().momentsInOrder;
    const current = moments.findIndex((moment) => moment.id === selectedMomentId);
    const position = player.positionMs;
    const next =
      current >= 0
        ? moments[current + step]
        : step > 0
          ? moments.find((moment) => moment.startMs >= position)
          : moments.findLast((moment) => moment.startMs <= position);
    if (!next) return;
    selectMoment(next.id);
    actions.show(next.startMs);
    if (!player.getView().isPlaying) player.seek(next.startMs);
  }

  function withSelected(change: (moment: Moment) => void): void {
    const moment = selectedMomentId && store.getView().content.moments.get(selectedMomentId);
    if (moment) change(moment);
    else actions.announce('Choose a moment first.');
  }

  function takeTime(): void {
    const element = elementAtFocus();
    if (element === undefined) {
      actions.announce('Go into an element of a session agreement’s form first.');
      return;
    }
    withSelected((moment) => {
      const atMs = player.positionMs;
      store.transact('take the time of an element', (content) =>
        changeMoment(content, moment.id, (before) =>
          changeForm(before, (details) => hearElement(details, element, { atMs })),
        ),
      );
      actions.announce(`Heard at ${formatTimeCode(atMs)}`);
    });
  }

  const marks = kinds
    .slice(0, 9)
    .flatMap((_kind, index) =>
      (['kind', 'missed', 'against'] as const).map(
        (way) => [`mark.${way}-${index + 1}`, () => pressMark(index, POLARITY_OF_COMMAND[way])] as const,
      ),
    );

  function endInterval(): void {
    const startMs = intervalStartMs.current;
    const endMs = player.positionMs;
    const kind = lastKind.current ?? kinds[0];
    if (startMs === undefined || endMs <= startMs || !kind) {
      actions.announce('Press I at the start of the interval first, then O at its end.');
      return;
    }
    intervalStartMs.current = undefined;
    actions.setHeld(undefined);
    addMark(kind, 'shown', { startMs, endMs });
  }

  return {
    'play.toggle': () => player.toggle(),
    'play.backward': () => player.shuttleBackward(),
    'play.forward': () => player.shuttleForward(),
    'play.back-1': () => player.step(-1_000),
    'play.forth-1': () => player.step(1_000),
    'play.back-5': () => player.step(-5_000),
    'play.forth-5': () => player.step(5_000),
    'play.back-tenth': () => player.step(-100),
    'play.forth-tenth': () => player.step(100),
    'play.previous-picture': () => actions.stepPicture(-1),
    'play.next-picture': () => actions.stepPicture(1),
    'play.previous-pause': () => actions.goToPause(-1),
    'play.next-pause': () => actions.goToPause(1),
    'play.start': () => player.seek(0),
    'play.end': () => player.seek(durationMs),
    'play.replay': () => {
      player.step(-5_000);
      player.play();
    },
    'play.go-to': actions.openGoTo,
    'play.slower': () => player.setSpeed(player.getView().speed - 0.1),
    'play.faster': () => player.setSpeed(Math.min(MAXIMUM_SPEED, player.getView().speed + 0.1)),
    'play.normal-speed': () => player.setSpeed(1),
    'play.louder': () => player.setVolume(player.getView().volume + 0.1),
    'play.quieter': () => player.setVolume(player.getView().volume - 0.1),
    'play.mute': () => player.toggleMute(),
    ...Object.fromEntries(marks),
    'mark.again': () => {
      const kind = lastKind.current ?? kinds[0];
      if (kind) addMark(kind, 'shown', { startMs: player.positionMs });
    },
    'mark.in': () => {
      const startMs = player.positionMs;
      intervalStartMs.current = startMs;
      const kind = lastKind.current ?? kinds[0];
      if (kind) actions.setHeld({ kind, startMs });
      actions.announce('Interval started. Press O at its end.');
    },
    'mark.out': endInterval,
    'moment.previous': () => selectNeighbour(-1),
    'moment.next': () => selectNeighbour(1),
    'moment.edit-note': () => withSelected(() => actions.editNote()),
    'moment.edit-quote': () => withSelected(() => actions.editQuote()),
    'moment.form': () =>
      withSelected((moment) => {
        if (formOf(moment.kind)) actions.openForm();
        else actions.announce('This kind of moment has no form.');
      }),
    'form.take-time': takeTime,
    'form.phrases': () => withSelected(() => actions.openPhrases()),
    'moment.play': () => withSelected((moment) => playMoment(moment.id)),
    'moment.loop': () =>
      withSelected((moment) => {
        if (isLooping(player)) player.leaveStretch();
        else player.playStretch(stretchOf(moment, durationMs), { loops: true });
      }),
    'moment.polarity': () =>
      withSelected((moment) => {
        const next = POLARITIES[(POLARITIES.indexOf(moment.polarity) + 1) % POLARITIES.length] ?? 'shown';
        store.transact(`call it ${next}`, (content) =>
          changeMoment(content, moment.id, (before) => ({ ...before, polarity: next })),
        );
        actions.announce(next);
      }),
    'moment.link': () => withSelected(() => actions.openLink()),
    'moment.delete': () =>
      withSelected((moment) => {
        const moments = store.getView().momentsInOrder;
        const index = moments.findIndex((candidate) => candidate.id === moment.id);
        store.transact('delete a moment', (content) => removeMoment(content, moment.id));
        selectMoment((moments[index + 1] ?? moments[index - 1])?.id);
        actions.announce('Moment deleted. Ctrl+Z brings it back.');
      }),
    'moment.deselect': () => {
      intervalStartMs.current = undefined;
      actions.setHeld(undefined);
      player.leaveStretch();
      selectMoment(undefined);
      actions.closeForm();
    },
    'view.zoom-in': () => actions.look((view) => zoomAboutTime(view, 1.5, player.positionMs, durationMs)),
    'view.zoom-out': () =>
      actions.look((view) => zoomAboutTime(view, 1 / 1.5, player.positionMs, durationMs)),
    'view.fit': () => actions.look((view) => fitViewport(durationMs, view.widthPx)),
    'view.moments': () => actions.openTab('moments'),
    'view.checklist': () => actions.openTab('checklist'),
    'view.rating': () => actions.openTab('rating'),
    'view.feedback': () => actions.openTab('feedback'),
    'view.trail': () => actions.openTab('trail'),
    'review.undo': () => {
      const label = store.undo();
      actions.announce(label ? `Undone: ${label}` : 'There is nothing to undo.');
    },
    'review.redo': () => {
      const label = store.redo();
      actions.announce(label ? `Done again: ${label}` : 'There is nothing to do again.');
    },
    'review.submit': actions.openSubmit,
    'help.keys': actions.openHelp,
  };
}

function isLooping(player: Player): boolean {
  const { stretch } = player.getView();
  return stretch?.loops === true && !stretch.hasEnded;
}

import { ActionIcon, Slider, Tooltip } from '@mantine/core';
import {
  IconArrowBack,
  IconMinus,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconPlus,
  IconRepeat,
  IconVolume,
  IconVolumeOff,
  IconZoomIn,
  IconZoomOut,
  IconZoomScan,
} from '@tabler/icons-react';
import { memo, type ReactNode, useSyncExternalStore } from 'react';
import { describeStroke } from '#shared/commands/key-bindings';
import { formatTimeCode } from '#shared/formats/time-code';
import { describeAbsence } from '../../media/absence-words';
import { describeGone, outputDevices } from '../../media/output-devices';
import type { Player } from '../../media/player';
import type { PlayerView } from '../../media/player-view';
import { type CommandHandlers, commandLabel } from '../../ui/use-command-keys';
import { SoundMenu } from './sound-menu';
import { PositionReadout } from './timeline-area';
import classes from './transport-bar.module.css';

type TransportBarProps = {
  player: Player;
  commands: CommandHandlers;
  bindings: ReadonlyMap<string, readonly string[]>;
  pausesFromMs: number;
  pauseCount: number | undefined;
  onPausesFrom: (ms: number) => void;
};

/** Everything that plays, as buttons; each names its key. */
export const TransportBar = memo(function TransportBar({
  player,
  commands,
  bindings,
  ...pauses
}: TransportBarProps) {
  const view = useSyncExternalStore(player.subscribe, player.getView);
  const output = useSyncExternalStore(outputDevices().subscribe, outputDevices().getView);

  function button(command: string, icon: ReactNode, label = commandLabel(command), isPressed?: boolean) {
    const stroke = bindings.get(command)?.[0];
    return (
      <Tooltip label={stroke ? `${label} (${describeStroke(stroke)})` : label}>
        <ActionIcon
          variant={isPressed ? 'light' : 'subtle'}
          {...(!isPressed && { color: 'gray' })}
          size="lg"
          aria-label={label}
          {...(isPressed !== undefined && { 'aria-pressed': isPressed })}
          // The keyboard stays with the timeline after a click with the mouse.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => commands[command]?.()}
        >
          {icon}
        </ActionIcon>
      </Tooltip>
    );
  }

  return (
    <section className={classes.bar} aria-label="Playing">
      <div className={classes.group}>
        {button('play.back-5', <IconPlayerSkipBack size={18} aria-hidden />)}
        <Tooltip label={view.isPlaying ? 'Pause (Space)' : 'Play (Space)'}>
          <ActionIcon
            size={40}
            radius="xl"
            aria-label={view.isPlaying ? 'Pause' : 'Play'}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => player.toggle()}
          >
            {view.isPlaying ? (
              <IconPlayerPause size={20} aria-hidden />
            ) : (
              <IconPlayerPlay size={20} aria-hidden />
            )}
          </ActionIcon>
        </Tooltip>
        {button('play.forth-5', <IconPlayerSkipForward size={18} aria-hidden />)}
        {button('play.replay', <IconArrowBack size={18} aria-hidden />)}
        {button(
          'moment.loop',
          <IconRepeat size={18} aria-hidden />,
          'Loop the moment',
          view.stretch?.loops === true,
        )}
      </div>
      <button
        type="button"
        className={classes.time}
        onClick={() => commands['play.go-to']?.()}
        title="Go to a time (G)"
      >
        <PositionReadout player={player} />
        <span className={classes.total}> / {formatTimeCode(player.durationMs)}</span>
      </button>
      <div className={classes.group}>
        {button('play.slower', <IconMinus size={16} aria-hidden />)}
        <button
          type="button"
          className={classes.speed}
          aria-label={`Speed ${view.speed.toFixed(1)}; back to normal`}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => player.setSpeed(1)}
        >
          {view.speed.toFixed(1)}×
        </button>
        {button('play.faster', <IconPlus size={16} aria-hidden />)}
      </div>
      <div className={classes.group}>
        {button(
          'play.mute',
          view.isMuted ? <IconVolumeOff size={18} aria-hidden /> : <IconVolume size={18} aria-hidden />,
          'Mute',
          view.isMuted,
        )}
        <Slider
          className={classes.volume}
          size="sm"
          label={null}
          min={0}
          max={100}
          step={5}
          thumbLabel="Volume"
          value={Math.round(view.volume * 100)}
          onChange={(value) => player.setVolume(value / 100)}
        />
        <SoundMenu player={player} sound={view.sound} {...pauses} />
      </div>
      <p role="status" className={classes.state} data-problem={view.problem !== undefined || undefined}>
        {describeState(view) || describeGone(output)}
      </p>
      <div className={classes.group}>
        {button('view.zoom-out', <IconZoomOut size={18} aria-hidden />)}
        {button('view.fit', <IconZoomScan size={18} aria-hidden />)}
        {button('view.zoom-in', <IconZoomIn size={18} aria-hidden />)}
      </div>
    </section>
  );
});

function describeState(view: PlayerView): string {
  const { problem, shuttle, stretch } = view;
  if (problem) return problem;
  const absence = describeAbsence(view);
  if (absence) return absence;
  if (shuttle !== 0) return shuttle > 0 ? `${shuttle}× forward` : `${-shuttle}× backward`;
  if (stretch && !stretch.hasEnded) {
    const span = `${formatTimeCode(stretch.startMs)}–${formatTimeCode(stretch.endMs)}`;
    return stretch.loops ? `Looping ${span}` : `Playing ${span}`;
  }
  return '';
}

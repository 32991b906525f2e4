import { ActionIcon, Indicator, Input, Popover, Select, Slider, Stack, Switch, Tooltip } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useState, useSyncExternalStore } from 'react';
import { MAXIMUM_BOOST_DB } from '#shared/model/listening';
import { describeGone, outputDevices } from '../../media/output-devices';
import type { Player } from '../../media/player';
import type { PlayerView } from '../../media/player-view';

const PAUSES = [
  { value: '0', label: 'Not shown' },
  { value: '2000', label: '2 seconds and longer' },
  { value: '3000', label: '3 seconds and longer' },
  { value: '5000', label: '5 seconds and longer' },
  { value: '10000', label: '10 seconds and longer' },
];

type SoundMenuProps = {
  player: Player;
  sound: PlayerView['sound'];
  pausesFromMs: number;
  /** How many there are of that length, once the waveform is drawn. */
  pauseCount: number | undefined;
  onPausesFrom: (ms: number) => void;
};

/** What helps to hear a quiet client, and to see the silences; remembered with the session. */
export function SoundMenu({ player, sound, pausesFromMs, pauseCount, onPausesFrom }: SoundMenuProps) {
  const isChanged = sound.boostDb > 0 || sound.isEven;
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      width={300}
      position="top"
      opened={opened}
      onChange={setOpened}
      trapFocus
      returnFocus
      shadow="md"
      withinPortal={false}
    >
      <Popover.Target>
        <Tooltip label="Listening" disabled={opened}>
          <Indicator inline disabled={!isChanged} size={8} offset={8}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={isChanged ? 'Listening, sound changed' : 'Listening'}
              onClick={() => setOpened((before) => !before)}
            >
              <IconAdjustmentsHorizontal size={18} aria-hidden />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Listening">
        <Stack gap="md">
          <Input.Wrapper
            label={`Louder: ${sound.boostDb === 0 ? 'as recorded' : `+${sound.boostDb} dB`}`}
            labelElement="div"
          >
            <Slider
              label={null}
              min={0}
              max={MAXIMUM_BOOST_DB}
              step={3}
              thumbLabel="Louder, in decibels"
              value={sound.boostDb}
              onChange={(boostDb) => player.shapeSound({ boostDb })}
            />
          </Input.Wrapper>
          <Switch
            label="Even out voices"
            description="Brings a quiet client nearer to a loud coach. The recording itself stays as it is."
            checked={sound.isEven}
            onChange={(event) => player.shapeSound({ isEven: event.currentTarget.checked })}
          />
          <OutputChoice />
          <Select
            label="Pauses in the waveform"
            description={describePauses(pausesFromMs, pauseCount)}
            data={PAUSES}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            value={String(pausesFromMs)}
            onChange={(value) => onPausesFrom(Number(value ?? 0))}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Where the sound goes, for all sessions on this machine. */
function OutputChoice() {
  const store = outputDevices();
  const output = useSyncExternalStore(store.subscribe, store.getView);
  const { devices, chosen, isGone } = output;
  const hasNone = devices.length === 0 && !chosen;
  const absent = isGone && chosen ? [{ value: chosen.id, label: `${chosen.name} (not connected)` }] : [];
  return (
    <Select
      label="Sound goes to"
      description={
        describeGone(output) ??
        (hasNone ? 'This browser names no outputs. Choose one in the system’s sound settings.' : undefined)
      }
      data={[
        { value: '', label: 'The system’s output' },
        ...devices.map(({ id, name }) => ({ value: id, label: name })),
        ...absent,
      ]}
      disabled={hasNone}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      value={chosen?.id ?? ''}
      onChange={(id) => store.choose(devices.find((device) => device.id === id))}
    />
  );
}

function describePauses(fromMs: number, count: number | undefined): string {
  if (fromMs === 0) return 'Silence is evidence too: who lets it stand?';
  if (count === undefined) return 'Found when the waveform is drawn.';
  return count === 1 ? '1 pause of that length' : `${count} pauses of that length`;
}

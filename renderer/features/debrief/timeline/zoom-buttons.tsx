import { ActionIcon } from '@mantine/core';
import { IconZoomIn, IconZoomOut, IconZoomScan } from '@tabler/icons-react';
import { useMemo } from 'react';
import { describeStroke, resolveBindings } from '#shared/commands/key-bindings';
import { useProfile } from '../../../app/queries/library-queries';
import { fitViewport, type Viewport, zoomAboutTime } from '../../../media/timeline/viewport';
import { useCommandKeys } from '../../../ui/use-command-keys';
import { useComparisonContext } from '../comparison-context';
import classes from './timeline.module.css';

const BUTTONS = [
  ['view.zoom-out', 'Zoom out', IconZoomOut],
  ['view.fit', 'Show the whole session', IconZoomScan],
  ['view.zoom-in', 'Zoom in', IconZoomIn],
] as const;

type ZoomButtonsProps = { look: (change: (viewport: Viewport) => Viewport) => void };

/** Closer and farther about the playhead, by the keys that do it in the workspace. */
export function ZoomButtons({ look }: ZoomButtonsProps) {
  const { player, session } = useComparisonContext();
  const { preferences } = useProfile();
  const { durationMs } = session.recording;
  const bindings = useMemo(() => resolveBindings(preferences.keyBindings), [preferences.keyBindings]);
  const zoomBy = (factor: number) =>
    look((view) => zoomAboutTime(view, factor, player.positionMs, durationMs));
  const commands = {
    'view.zoom-out': () => zoomBy(1 / 1.5),
    'view.fit': () => look((view) => fitViewport(durationMs, view.widthPx)),
    'view.zoom-in': () => zoomBy(1.5),
  };
  useCommandKeys('workspace', bindings, commands);

  return (
    <div className={classes.zoom}>
      {BUTTONS.map(([command, label, Icon]) => {
        const stroke = bindings.get(command)?.[0];
        return (
          <ActionIcon
            key={command}
            variant="subtle"
            color="gray"
            aria-label={label}
            title={stroke === undefined ? label : `${label} (${describeStroke(stroke)})`}
            onClick={commands[command]}
          >
            <Icon size={18} aria-hidden />
          </ActionIcon>
        );
      })}
    </div>
  );
}

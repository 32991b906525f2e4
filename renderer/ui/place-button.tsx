import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import classes from './place-button.module.css';

type PlaceButtonProps = {
  /** The time as it is read. */
  text: string;
  /** What it does, for who does not see what stands beside it. */
  label: string;
  isPlaying?: boolean;
  title?: string | undefined;
  onClick: () => void;
};

/** A time among words; at a click what is there is heard. */
export function PlaceButton({ text, label, isPlaying = false, title, onClick }: PlaceButtonProps) {
  const Icon = isPlaying ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  return (
    <button type="button" className={classes.place} title={title} aria-label={label} onClick={onClick}>
      <Icon size={11} aria-hidden className={classes.icon} />
      {text}
    </button>
  );
}

import classes from './fingerprint.module.css';

type FingerprintProps = { value: string; label: string };

/** The digits that two people read to each other, in groups that a voice can carry. */
export function Fingerprint({ value, label }: FingerprintProps) {
  return (
    <figure className={classes.fingerprint} aria-label={label}>
      {value.split(' ').map((group, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat and never move
        <span key={place} className={classes.group}>
          {group}
        </span>
      ))}
    </figure>
  );
}

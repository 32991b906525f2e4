import { IconAlertTriangle, IconRosetteDiscountCheck } from '@tabler/icons-react';
import type { SealVerdict } from '#shared/model/review';
import classes from './seal-state.module.css';

const WORDS: Readonly<Record<SealVerdict, string>> = {
  signed: 'Signed and unchanged',
  unsigned: 'Not signed',
  redacted: 'Signed; quotes were deleted since',
  broken: 'Changed after it was submitted: do not rely on it',
};

/** What checking the seal of a submitted review found. Only a broken one is loud. */
export function SealState({ verdict }: { verdict: SealVerdict }) {
  const Icon = verdict === 'broken' ? IconAlertTriangle : IconRosetteDiscountCheck;
  return (
    <span className={classes.seal} data-verdict={verdict}>
      {verdict !== 'unsigned' && <Icon size={15} stroke={1.75} aria-hidden />}
      {WORDS[verdict]}
    </span>
  );
}

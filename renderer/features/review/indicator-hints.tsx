import {
  IconAlertTriangle,
  IconHelpCircle,
  IconLock,
  type IconNote,
  IconTelescope,
  IconVideo,
} from '@tabler/icons-react';
import type { Indicator } from '#shared/model/framework';
import classes from './indicator-hints.module.css';

/** What has to be known of an indicator before it is marked, a short line each. */
export function IndicatorHints({ indicator }: { indicator: Indicator }) {
  const { beyondOneSession, assessableFrom, gate, sense, uncertain } = indicator;
  const needsPicture = assessableFrom.length > 0 && !assessableFrom.includes('audio');
  return (
    <>
      {gate && <Hint icon={IconLock}>A gate: no rating makes up for it</Hint>}
      {sense === 'unwanted' && (
        <Hint icon={IconAlertTriangle}>A warning sign: “Observed” speaks against</Hint>
      )}
      {beyondOneSession && <Hint icon={IconTelescope}>Not visible in one session</Hint>}
      {needsPicture && <Hint icon={IconVideo}>Cannot be judged from sound alone</Hint>}
      {uncertain && <Hint icon={IconHelpCircle}>Uncertain source: see the details</Hint>}
    </>
  );
}

function Hint({ icon: HintIcon, children }: { icon: typeof IconNote; children: string }) {
  return (
    <p className={classes.hint}>
      <HintIcon size={14} stroke={1.75} aria-hidden />
      {children}
    </p>
  );
}

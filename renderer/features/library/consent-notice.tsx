import { CloseButton } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { consentOutlook } from '#shared/model/consent';
import type { SessionSummary } from '#shared/model/session';
import { paths } from '../../app/routes';
import classes from './consent-notice.module.css';

/** How many sessions are named; the library can be filtered for the rest. */
const NAMED = 3;

/** Once put away it stays so until the program starts again. */
let wasPutAway = false;

/** `sessions` are those of `withEndingConsent`. */
type ConsentNoticeProps = { sessions: readonly SessionSummary[]; today: string };

/** Says which recordings may not be kept any more, and which not much longer. */
export function ConsentNotice({ sessions, today }: ConsentNoticeProps) {
  const [isPutAway, setPutAway] = useState(wasPutAway);
  if (isPutAway || sessions.length === 0) return null;
  const hasEnded = ({ consent }: SessionSummary) => consentOutlook(consent, today).state === 'ended';
  const ended = sessions.filter(hasEnded);
  const endingSoon = sessions.filter((session) => !hasEnded(session));

  function putAway(): void {
    wasPutAway = true;
    setPutAway(true);
  }

  return (
    <section aria-label="Consent that ends" className={classes.notice}>
      <IconClock size={18} stroke={1.75} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        {ended.length > 0 && (
          <p>
            The client’s consent has ended, and the recording is still here: <Titles sessions={ended} />
          </p>
        )}
        {endingSoon.length > 0 && (
          <p>
            The client’s consent ends within 30 days: <Titles sessions={endingSoon} />
          </p>
        )}
      </div>
      <CloseButton size="sm" aria-label="Put this notice away" onClick={putAway} />
    </section>
  );
}

function Titles({ sessions }: { sessions: readonly SessionSummary[] }) {
  const more = sessions.length - NAMED;
  return (
    <>
      {sessions.slice(0, NAMED).map(({ id, title }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Link href={paths.session(id)}>{title}</Link>
        </span>
      ))}
      {more > 0 && ` and ${more} more`}.
    </>
  );
}

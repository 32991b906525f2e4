import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Consent, consentOutlook } from '#shared/model/consent';
import { type Deletion, removesWords, type SessionDocument } from '#shared/model/session';
import { describeDeletion } from '../../../ui/deletion-words';
import { formatCalendarDate, todayHere } from '../../../ui/local-date';
import { ConsentForm } from './consent-form';
import { ConsentRecord } from './consent-record';
import classes from './consent-section.module.css';
import { DeletionDialog } from './deletion-dialog';

type ConsentSectionProps = {
  session: SessionDocument;
  onChange: (consent: Consent) => void;
  onDone: () => void;
};

/** The client's consent, what is ahead of it, and what follows when it ends or is withdrawn. */
export function ConsentSection({ session, onChange, onDone }: ConsentSectionProps) {
  const { consent, deletions, origin } = session;
  const [deleting, setDeleting] = useState<Deletion['reason']>();
  const recordedBy = origin.type === 'received' ? origin.from.name : undefined;
  const outlook = consentOutlook(consent, todayHere());
  const last = deletions.findLast(removesWords);
  const isWithdrawn = consent.status === 'withdrawn';

  return (
    <>
      {last && <p className={classes.calm}>{describeDeletion(last)}</p>}
      {outlook.state === 'ends-soon' && !last && (
        <p className={classes.soon}>
          It ends on {formatCalendarDate(outlook.until)}
          {outlook.daysLeft === 0 ? ', which is today' : ''}. Ask the client whether it may go on, or delete
          the recording when it ends.
        </p>
      )}
      {outlook.state === 'ended' && !last && (
        <div className={classes.ended}>
          <p>
            It ended on {formatCalendarDate(outlook.until)}. You can still read the reviews; the recording may
            not be kept or used any more.
          </p>
          <Button size="sm" onClick={() => setDeleting('consent-expired')}>
            Delete the recording…
          </Button>
        </div>
      )}
      {isWithdrawn && !last && (
        <div className={classes.ended}>
          <p>The client withdrew consent, and the recording or her words are still here.</p>
          <Button size="sm" onClick={() => setDeleting('consent-withdrawn')}>
            Delete them…
          </Button>
        </div>
      )}
      {recordedBy !== undefined || isWithdrawn ? (
        <ConsentRecord consent={consent} recordedBy={recordedBy} />
      ) : (
        <ConsentForm consent={consent} onChange={onChange} onDone={onDone} />
      )}
      {!isWithdrawn && (
        <Button
          variant="default"
          size="xs"
          mt="md"
          onClick={() => {
            onDone();
            setDeleting('consent-withdrawn');
          }}
        >
          The client withdrew…
        </Button>
      )}
      {deleting && (
        <DeletionDialog session={session} reason={deleting} onClose={() => setDeleting(undefined)} />
      )}
    </>
  );
}

import { CONSENT_USE_LABELS, type Consent } from '#shared/model/consent';
import { formatCalendarDate } from '../../../ui/local-date';
import classes from './consent-form.module.css';
import { CONSENT_HOW_LABELS, CONSENT_STATUS_LABELS } from './consent-words';

type ConsentRecordProps = {
  consent: Consent;
  /** Who recorded it, where that is someone else. */
  recordedBy: string | undefined;
};

/** The consent to read, where it is not for this user to change. */
export function ConsentRecord({ consent, recordedBy }: ConsentRecordProps) {
  const { status, how, obtainedOn, uses, validUntil, note } = consent;
  return (
    <dl className={classes.record}>
      <dt>{recordedBy === undefined ? 'State' : `As ${recordedBy} recorded it`}</dt>
      <dd>
        {CONSENT_STATUS_LABELS[status]}
        {how && `, ${status === 'withdrawn' ? 'given ' : ''}${CONSENT_HOW_LABELS[how].toLowerCase()}`}
        {obtainedOn && `, on ${formatCalendarDate(obtainedOn)}`}
      </dd>
      <dt>{status === 'withdrawn' ? 'It was for' : 'For'}</dt>
      <dd>{uses.map((use) => CONSENT_USE_LABELS[use]).join(', ') || 'no use'}</dd>
      {status !== 'withdrawn' && (
        <>
          <dt>Holds until</dt>
          <dd>{validUntil ? formatCalendarDate(validUntil) : 'no end was agreed'}</dd>
        </>
      )}
      {note && (
        <>
          <dt>Note</dt>
          <dd>{note}</dd>
        </>
      )}
    </dl>
  );
}

import { formatTimeCode } from '#shared/formats/time-code';
import { tellForm } from '#shared/forms/tell-form';
import type { Moment } from '#shared/model/moment';
import classes from './form-lines.module.css';

type FormLinesProps = {
  moment: Pick<Moment, 'details'>;
  /** Said where nothing is written in the form; without it nothing is shown then. */
  emptyText?: string;
};

/** What is written in the form of a moment's kind, to be read. */
export function FormLines({ moment, emptyText }: FormLinesProps) {
  const lines = tellForm(moment);
  if (lines.length === 0) return emptyText ? <p className={classes.empty}>{emptyText}</p> : null;
  return (
    <dl className={classes.lines}>
      {lines.map(({ label, text, isQuote, atMs }) => (
        <div key={label} className={classes.line}>
          <dt>{label}</dt>
          <dd>
            {isQuote ? `“${text}”` : text}
            {atMs !== undefined && <span className={classes.time}> {formatTimeCode(atMs)}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

import type { Indicator } from '#shared/model/framework';
import { CommittedTextarea } from '../../ui/committed-textarea';
import { describeEditionChange } from '../../ui/edition-change';
import classes from './indicator-details.module.css';

type IndicatorDetailsProps = {
  id: string;
  indicator: Indicator;
  /** The note of the tick; `undefined` where the line is unmarked. */
  note: string | undefined;
  /** Absent where nothing can be edited. */
  onNote: ((text: string) => void) | undefined;
};

/** What speaks for an indicator and what against it, and the reviewer's note. */
export function IndicatorDetails({ id, indicator, note, onNote }: IndicatorDetailsProps) {
  const { code, countsFor, countsAgainst, note: remark, since, uncertain } = indicator;
  const sources = describeSources(indicator);
  return (
    <div id={id} className={classes.details}>
      {countsFor.length > 0 && <Phrases title="Counts for" phrases={countsFor} sign="for" />}
      {countsAgainst.length > 0 && <Phrases title="Counts against" phrases={countsAgainst} sign="against" />}
      {remark && <p className={classes.sources}>{remark}</p>}
      {since && <p className={classes.sources}>{describeEditionChange(since)}</p>}
      {uncertain && <p className={classes.sources}>Not certain: {uncertain}</p>}
      {sources && <p className={classes.sources}>{sources}</p>}
      {onNote &&
        (note === undefined ? (
          <p className={classes.sources}>Mark the line to add a note to it.</p>
        ) : (
          <CommittedTextarea
            label={`Note on ${code}`}
            value={note}
            onCommit={onNote}
            size="xs"
            minRows={2}
            maxRows={8}
          />
        ))}
    </div>
  );
}

function Phrases({ title, phrases, sign }: { title: string; phrases: readonly string[]; sign: string }) {
  return (
    <section className={classes.phrases} data-sign={sign}>
      <h4>{title}</h4>
      <ul>
        {phrases.map((phrase) => (
          <li key={phrase}>{phrase}</li>
        ))}
      </ul>
    </section>
  );
}

/** Says from what the indicator can be judged where that is less than usual. */
function describeSources({ assessableFrom }: Indicator): string | undefined {
  if (assessableFrom.length === 0) return undefined;
  if (!assessableFrom.includes('audio')) {
    return assessableFrom.includes('video')
      ? 'Needs the picture: sound alone does not show it.'
      : 'Judged from a transcript; the recording alone does not show it.';
  }
  if (!assessableFrom.includes('transcript')) return 'Has to be heard: a transcript does not show it.';
  return undefined;
}

import { Badge } from '@mantine/core';
import {
  type Competency,
  type Domain,
  type EditionChange,
  type Framework,
  type Indicator,
  scaleOf,
} from '#shared/model/framework';
import { kindsOf } from '#shared/model/moment';
import { describeEditionChange } from '../../../ui/edition-change';
import { Uncertain } from '../uncertain';
import classes from './book-entries.module.css';

export function DomainEntry({ domain: { title, description, uncertain } }: { domain: Domain }) {
  return (
    <div className={classes.domain}>
      <h2>{title}</h2>
      {description && <p>{description}</p>}
      <Uncertain reason={uncertain} />
    </div>
  );
}

type CompetencyEntryProps = {
  competency: Competency;
  framework: Framework;
  onGoTo: (code: string) => void;
};

export function CompetencyEntry({ competency, framework, onGoTo }: CompetencyEntryProps) {
  const { code, title, definition, borrowed, since, uncertain } = competency;
  return (
    <div className={classes.competency}>
      <h3>
        <span className={classes.code}>{code}</span> {title} <Change since={since} />
      </h3>
      {definition && <p>{definition}</p>}
      <p className={classes.quiet}>{describeUse(competency, framework)}</p>
      {borrowed.length > 0 && (
        <p className={classes.quiet}>
          Also read through{' '}
          {borrowed.map((indicatorCode) => (
            <button
              key={indicatorCode}
              type="button"
              className={classes.jump}
              onClick={() => onGoTo(indicatorCode)}
            >
              {indicatorCode}
            </button>
          ))}
          , which belong to other competencies.
        </p>
      )}
      {since && <p className={classes.quiet}>{describeEditionChange(since)}</p>}
      <Uncertain reason={uncertain} />
    </div>
  );
}

export function IndicatorEntry({ indicator }: { indicator: Indicator }) {
  const { code, text, countsFor, countsAgainst, gate, sense, note, since, uncertain } = indicator;
  return (
    <div className={classes.indicator}>
      <span className={classes.code}>{code}</span>
      <div>
        <p className={classes.text}>
          {text} <Change since={since} />
          {gate && (
            <Badge size="sm" variant="outline" color="gray" className={classes.badge}>
              Gate
            </Badge>
          )}
          {sense === 'unwanted' && (
            <Badge size="sm" variant="outline" color="gray" className={classes.badge}>
              Warning sign
            </Badge>
          )}
        </p>
        {gate && <p className={classes.quiet}>Observed or not; no rating makes up for it.</p>}
        {countsFor.length > 0 && <Phrases title="Counts for" phrases={countsFor} sign="for" />}
        {countsAgainst.length > 0 && (
          <Phrases title="Counts against" phrases={countsAgainst} sign="against" />
        )}
        <p className={classes.quiet}>{describeAssessable(indicator)}</p>
        {note && <p className={classes.quiet}>{note}</p>}
        {since && <p className={classes.quiet}>{describeEditionChange(since)}</p>}
        <Uncertain reason={uncertain} />
      </div>
    </div>
  );
}

function Change({ since }: { since: EditionChange | undefined }) {
  if (!since) return null;
  return (
    <Badge size="sm" variant={since.change === 'new' ? 'filled' : 'outline'} className={classes.badge}>
      {since.change === 'new' ? 'New' : 'Reworded'}
      {since.uncertain !== undefined && ', not certain'}
    </Badge>
  );
}

function Phrases({ title, phrases, sign }: { title: string; phrases: readonly string[]; sign: string }) {
  return (
    <div className={classes.phrases} data-sign={sign}>
      <span>{title}:</span> {phrases.join('; ')}
    </div>
  );
}

function describeUse({ scaleId, marking, kinds, indicators }: Competency, framework: Framework): string {
  const scale = scaleOf(framework, { scaleId });
  const labels = kindsOf(framework)
    .filter(({ id }) => kinds.includes(id))
    .map(({ label }) => label.toLowerCase());
  return [
    scale ? `Rated on “${scale.title}”.` : 'Marked, not rated.',
    indicators.length > 0 &&
      marking === 'observed-or-not' &&
      'Its indicators are observed or not, never in part.',
    labels.length > 0 && `Often shown by moments of ${labels.join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

const MEDIA = { audio: 'sound', video: 'picture', transcript: 'transcript' } as const;

function describeAssessable({ assessableFrom, beyondOneSession }: Indicator): string {
  const from =
    assessableFrom.length === 0
      ? 'Not assessable from a recording.'
      : `Assessable from ${assessableFrom.map((medium) => MEDIA[medium]).join(', ')}.`;
  return beyondOneSession ? `${from} One session alone cannot show it.` : from;
}

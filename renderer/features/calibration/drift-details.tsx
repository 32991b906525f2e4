import type { OpenCalibration } from '#shared/calibration/calibration-session';
import type { Drift, RatingDrift } from '#shared/calibration/drift';
import { sayCounts, sayStep, writeSteps } from '#shared/calibration/drift-words';
import { formatSpan } from '#shared/formats/moment-words';
import type { Moment } from '#shared/model/moment';
import { PlaceButton } from '../../ui/place-button';
import classes from './calibration-screen.module.css';

type DriftDetailsProps = { session: OpenCalibration; drift: Drift; onPlay: (moment: Moment) => void };

/** One calibration session: each competency against the reference, and each kind of moment. */
export function DriftDetails({ session, drift, onPlay }: DriftDetailsProps) {
  return (
    <>
      <h3>Competencies</h3>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={`Competencies of ${session.title}`}>
          <thead>
            <tr>
              <th scope="col">Competency</th>
              <th scope="col">Yours</th>
              <th scope="col">Reference</th>
              <th scope="col">Rating</th>
              <th scope="col">Checklist</th>
            </tr>
          </thead>
          <tbody>
            {drift.ratings.map((rating) => (
              <tr key={rating.code}>
                <th scope="row">
                  {rating.code} {rating.title}
                </th>
                <td>{rating.own ?? 'not rated'}</td>
                <td>{rating.reference ?? 'not rated'}</td>
                <td>{sayStep(rating.steps)}</td>
                <td>{sayMarks(rating.marks)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>Moments, kind by kind</h3>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={`Moments of ${session.title}`}>
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">In both</th>
              <th scope="col">Missed</th>
              <th scope="col">Yours alone</th>
            </tr>
          </thead>
          <tbody>
            {drift.kinds.map(({ kind, label, matched, lenient, severe, missed, added }) => (
              <tr key={kind}>
                <th scope="row">{label}</th>
                <td>
                  {matched}
                  {lenient > 0 && `, ${lenient} counted more kindly`}
                  {severe > 0 && `, ${severe} counted more strictly`}
                </td>
                <td>
                  <Moments session={session} moments={missed} whose="the reference" onPlay={onPlay} />
                </td>
                <td>
                  <Moments session={session} moments={added} whose="you" onPlay={onPlay} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function sayMarks({ mean, ...counts }: RatingDrift['marks']): string {
  if (mean === undefined) return 'nothing to compare';
  if (counts.lenient + counts.severe === 0) return `the same on all ${counts.compared}`;
  return `${writeSteps(mean)} on ${counts.compared}: ${sayCounts(counts)}`;
}

type MomentsProps = {
  session: OpenCalibration;
  moments: readonly Moment[];
  /** Who marked them. */
  whose: string;
  onPlay: (moment: Moment) => void;
};

function Moments({ session, moments, whose, onPlay }: MomentsProps) {
  if (moments.length === 0) return <span className={classes.facts}>none</span>;
  return (
    <span className={classes.moments}>
      {moments.map((moment) =>
        session.canPlay ? (
          <PlaceButton
            key={moment.id}
            text={formatSpan(moment)}
            label={`Play ${formatSpan(moment)} of ${session.title}, marked by ${whose}`}
            title={moment.quote || moment.note || undefined}
            onClick={() => onPlay(moment)}
          />
        ) : (
          <span key={moment.id}>{formatSpan(moment)}</span>
        ),
      )}
    </span>
  );
}

import { type AgreementReport, ENOUGH_UNITS } from '#shared/agreement/agreement-report';
import { writeFigure, writeInterval } from '#shared/agreement/agreement-words';
import classes from './agreement-section.module.css';
import type { Reviewer } from './reviewers';
import { SegmentFigures } from './segment-figures';

type MomentFiguresProps = { agreement: AgreementReport; reviewers: readonly Reviewer[] };

/** How far the marked moments fit: in words, kind by kind, pair by pair, by stretches; the sums of a session apart. */
export function MomentFigures({ agreement, reviewers }: MomentFiguresProps) {
  const { moments, momentKappa, pairs } = agreement;
  if (moments.length === 0) {
    return <p className={classes.words}>None of you marked a moment, so there is nothing to compare.</p>;
  }
  return (
    <>
      <h3 id="agreement-moments" className={classes.subheading}>
        Moments
      </h3>
      <p className={classes.words}>
        {describeMoments(moments, reviewers.length)} Two moments of a kind are the same where they overlap, or
        lie less than five seconds apart.
      </p>
      <details className={classes.figures}>
        <summary>Kind by kind</summary>
        <table className={classes.table} aria-labelledby="agreement-moments">
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">In common</th>
              {reviewers.map(({ id, name }) => (
                <th key={id} scope="col">
                  {name} alone
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {moments.map(({ kind, label, matched, alone }) => (
              <tr key={kind}>
                <th scope="row">{label}</th>
                <td>{matched}</td>
                {reviewers.map(({ id }, place) => (
                  <td key={id}>{alone[place]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p className={classes.note}>
          Over all kinds, event-based kappa: {writeFigure(momentKappa)}. These are single moments; the sums of
          the session stand below.
        </p>
      </details>
      {reviewers.length > 2 && (
        <details className={classes.figures}>
          <summary>Pair by pair</summary>
          <table className={classes.table} aria-label="Moments, pair by pair">
            <thead>
              <tr>
                <th scope="col">Pair</th>
                <th scope="col">In common</th>
                <th scope="col">First alone</th>
                <th scope="col">Second alone</th>
                <th scope="col">F</th>
                <th scope="col">Event-based kappa</th>
              </tr>
            </thead>
            <tbody>
              {pairs.map(({ first, second, matched, onlyFirst, onlySecond, f, kappa }) => (
                <tr key={`${first}-${second}`}>
                  <th scope="row">
                    {reviewers[first]?.name} and {reviewers[second]?.name}
                  </th>
                  <td>{matched}</td>
                  <td>{onlyFirst}</td>
                  <td>{onlySecond}</td>
                  <td>{writeFigure(f)}</td>
                  <td>{writeFigure(kappa)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      <SegmentFigures kinds={moments} reviewers={reviewers} />
      <Totals agreement={agreement} reviewers={reviewers} />
    </>
  );
}

function Totals({ agreement: { totals }, reviewers }: MomentFiguresProps) {
  const { interval, ...figure } = totals.icc;
  return (
    <details className={classes.figures}>
      <summary>Sums of the session</summary>
      <table className={classes.table} aria-label="Sums of the session">
        <thead>
          <tr>
            <th scope="col">Kind</th>
            {reviewers.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.rows.map(({ kind, label, counts }) => (
            <tr key={kind}>
              <th scope="row">{label}</th>
              {reviewers.map(({ id }, place) => (
                <td key={id}>{counts[place]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>
        How many each of you marked. ICC(2,1) of these sums over {totals.rows.length}{' '}
        {totals.rows.length === 1 ? 'kind' : 'kinds'}: {writeFigure(figure)}
        {interval && ` (${writeInterval({ interval })})`}. Sums agree more easily than single moments: the
        same number may stand for other places.
        {totals.rows.length < ENOUGH_UNITS &&
          ` With fewer than ${ENOUGH_UNITS} kinds it can swing by chance.`}
      </p>
    </details>
  );
}

function describeMoments(moments: AgreementReport['moments'], reviewers: number): string {
  const matched = moments.reduce((total, each) => total + each.matched, 0);
  const alone = moments.reduce((total, each) => total + each.alone.reduce((a, b) => a + b, 0), 0);
  const counted = `${matched} ${matched === 1 ? 'moment was' : 'moments were'} marked in common, ${alone} by one alone`;
  const few =
    matched + alone < ENOUGH_UNITS
      ? ` Fewer than ${ENOUGH_UNITS} in all: talk about the moments, the figures can swing by chance.`
      : '';
  return `${reviewers === 2 ? `${counted}.` : `${counted}, counted over every pair of you.`}${few}`;
}

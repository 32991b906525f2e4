import { Button } from '@mantine/core';
import type { JudgementAgreement } from '#shared/agreement/agreement-report';
import { sayAgreement, writeFigure, writeInterval } from '#shared/agreement/agreement-words';
import { longTable } from '#shared/agreement/review-tables';
import { saveText } from '../../app/save-text';
import classes from './agreement-section.module.css';
import { useComparisonContext } from './comparison-context';
import sectionClasses from './competencies-section.module.css';

/** How far the reviewers agree: in words first, then in figures with what stands behind them. */
export function AgreementSection() {
  const { session, framework, reviewers, agreement } = useComparisonContext();
  const { judgements, moments, momentKappa } = agreement;

  function saveTable(): void {
    const table = longTable(
      framework,
      reviewers.map(({ review }) => review),
    );
    saveText(`${session.title}, all judgements.csv`, table, 'text/csv');
  }

  return (
    <section aria-labelledby="agreement-heading" className={sectionClasses.section}>
      <div className={sectionClasses.head}>
        <h2 id="agreement-heading" className={sectionClasses.heading}>
          How far you agree
        </h2>
        <Button variant="default" size="xs" onClick={saveTable}>
          Save all judgements as CSV
        </Button>
      </div>
      {moments.length > 0 && (
        <>
          <h3 id="agreement-moments" className={classes.subheading}>
            Moments
          </h3>
          <p className={classes.words}>
            {describeMoments(moments, reviewers.length)} Two moments of a kind are the same where they
            overlap, or lie less than five seconds apart.
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
              Over all kinds, event-based kappa: {writeFigure(momentKappa)}. Totals of a session agree more
              easily than its single moments; these are single moments.
            </p>
          </details>
        </>
      )}
      {judgements.map((judgement) => (
        <Judgement key={judgement.id} judgement={judgement} />
      ))}
    </section>
  );
}

function describeMoments(
  moments: ReturnType<typeof useComparisonContext>['agreement']['moments'],
  reviewers: number,
): string {
  const matched = moments.reduce((total, each) => total + each.matched, 0);
  const alone = moments.reduce((total, each) => total + each.alone.reduce((a, b) => a + b, 0), 0);
  const counted = `${matched} ${matched === 1 ? 'moment was' : 'moments were'} marked in common, ${alone} by one alone`;
  return reviewers === 2 ? `${counted}.` : `${counted}, counted over every pair of you.`;
}

function Judgement({ judgement }: { judgement: JudgementAgreement }) {
  const { id, title, figures, commonUnits, noun, prevalence, offScale } = judgement;
  const besides = [
    offScale.noOpportunity > 0 && `“no opportunity” ${timesOf(offScale.noOpportunity)}`,
    offScale.notAssessable > 0 && `“not assessable” ${timesOf(offScale.notAssessable)}`,
  ].filter(Boolean);
  return (
    <>
      <h3 className={classes.subheading}>{title}</h3>
      <p className={classes.words}>{sayAgreement(judgement)}</p>
      <details className={classes.figures}>
        <summary>Figures, for {title.toLowerCase()}</summary>
        <table className={classes.table} aria-label={`Figures of agreement, ${title}`}>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col">Value</th>
              <th scope="col">95 % interval</th>
              <th scope="col">In common</th>
            </tr>
          </thead>
          <tbody>
            {figures.map((each) => (
              <tr key={`${id}-${each.id}`}>
                <th scope="row">{each.label}</th>
                <td>{writeFigure(each.figure)}</td>
                <td>{writeInterval(each)}</td>
                <td>
                  {commonUnits} {noun}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={classes.note}>
          Values given:{' '}
          {prevalence.map(({ label, part }) => `${label} ${Math.round(part * 100)} %`).join(', ')}.
          {besides.length > 0 && ` Beside the scale and in no figure: ${besides.join(', ')}.`} Intervals are
          drawn from 1,000 samples of the {noun}.
        </p>
      </details>
    </>
  );
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

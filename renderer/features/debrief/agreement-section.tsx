import { Button, Checkbox } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { JudgementAgreement } from '#shared/agreement/agreement-report';
import { sayAgreement } from '#shared/agreement/agreement-words';
import { longTable } from '#shared/agreement/review-tables';
import { whoCounts } from '#shared/agreement/who-counts';
import { saveText } from '../../app/save-text';
import classes from './agreement-section.module.css';
import { useComparisonContext } from './comparison-context';
import sectionClasses from './competencies-section.module.css';
import { ComputingNote } from './computing-note';
import { FiguresTable } from './figures-table';
import { MomentFigures } from './moment-figures';
import { requestReport } from './request-report';
import type { Reviewer } from './reviewers';
import { useAgreement } from './use-agreement';

/** How far the reviewers agree: in words first, then in figures with what stands behind them. */
export function AgreementSection() {
  const { session, framework, reviewers, agreement: ofAll } = useComparisonContext();
  const [takesDependent, setTakesDependent] = useState(false);
  const counted = useMemo(() => {
    const { counted: reviews } = whoCounts(
      reviewers.map(({ review }) => review),
      { takesDependent },
    );
    const ids = new Set(reviews.map(({ id }) => id));
    return reviewers.filter(({ id }) => ids.has(id));
  }, [reviewers, takesDependent]);
  const request = useMemo(
    () =>
      counted.length === reviewers.length || counted.length < 2
        ? undefined
        : requestReport(framework, counted),
    [framework, counted, reviewers],
  );
  const ofCounted = useAgreement(request);
  const agreement = request ? ofCounted : ofAll;

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
      <WhoCounts
        reviewers={reviewers}
        counted={counted}
        takesDependent={takesDependent}
        onChange={setTakesDependent}
      />
      {counted.length > 1 && <ComputingNote phase={agreement.phase} />}
      {counted.length > 1 && agreement.phase === 'done' && (
        <>
          <MomentFigures agreement={agreement.value} reviewers={counted} />
          {agreement.value.judgements.length === 0 && (
            <p className={classes.words}>Nothing was rated or marked by two of you.</p>
          )}
          {agreement.value.judgements.map((judgement) => (
            <Judgement key={judgement.id} judgement={judgement} />
          ))}
        </>
      )}
    </section>
  );
}

type WhoCountsProps = {
  reviewers: readonly Reviewer[];
  counted: readonly Reviewer[];
  takesDependent: boolean;
  onChange: (takesDependent: boolean) => void;
};

/** Says whose review takes no part in the figures, and why; those that were not independent can be asked for. */
function WhoCounts({ reviewers, counted, takesDependent, onChange }: WhoCountsProps) {
  const dependent = reviewers.filter(({ isIndependent }) => !isIndependent);
  const repeated = reviewers.filter(
    (reviewer) => !counted.includes(reviewer) && (reviewer.isIndependent || takesDependent),
  );
  if (dependent.length === 0 && repeated.length === 0) return null;
  return (
    <div role="note" className={classes.whoCounts}>
      {repeated.length > 0 && (
        <p className={classes.words}>
          {namesOf(repeated)} reviewed it more than once: only the latest counts in the figures.
        </p>
      )}
      {dependent.length > 0 && (
        <>
          <p className={classes.words}>
            {dependent.length === 1
              ? `The review of ${namesOf(dependent)} was not independent`
              : `The reviews of ${namesOf(dependent)} were not independent`}
            {takesDependent
              ? ' and is counted because you chose to: agreement with what was seen before says little.'
              : `, so the figures leave ${dependent.length === 1 ? 'it' : 'them'} out.${counted.length < 2 ? ' Fewer than two are left to compare.' : ''}`}
          </p>
          <Checkbox
            size="xs"
            label={dependent.length === 1 ? 'Count it too' : 'Count them too'}
            checked={takesDependent}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
        </>
      )}
    </div>
  );
}

function namesOf(reviewers: readonly Reviewer[]): string {
  return [...new Set(reviewers.map(({ name }) => name))].join(', ');
}

function Judgement({ judgement }: { judgement: JudgementAgreement }) {
  const { title, figures, commonUnits, noun, prevalence, offScale } = judgement;
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
        <FiguresTable
          name={`Figures of agreement, ${title}`}
          figures={figures}
          noun={noun}
          units={commonUnits}
        />
        <p className={classes.note}>
          Values given:{' '}
          {prevalence.map(({ label, part }) => `${label} ${Math.round(part * 100)} %`).join(', ')}.
          {besides.length > 0 && ` Beside the scale and in no figure: ${besides.join(', ')}.`} Intervals are
          drawn from 1,000 samples of the {noun}
          {figures.some(({ id }) => id === 'icc') &&
            '; that of the intraclass correlation, which takes the steps of the scale as numbers and only what all of you rated, is computed'}
          .
        </p>
      </details>
    </>
  );
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

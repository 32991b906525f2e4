import { Text } from '@mantine/core';
import type { FrameworkReference } from '#shared/model/framework';
import { errorMessage } from '../../../app/api-error';
import { useFramework } from '../../../app/queries/framework-queries';
import { useMovePlan } from '../../../app/queries/review-queries';
import classes from './move-report.module.css';
import { describeCarried, describeUncarried } from './move-words';

type MoveReportProps = { reviewId: string; from: FrameworkReference; to: FrameworkReference };

/** What of a draft another framework takes, what has no place there, and what to look at again. */
export function MoveReport({ reviewId, from, to }: MoveReportProps) {
  const plan = useMovePlan(reviewId, to);
  const source = useFramework(from);
  if (plan.isError) {
    return (
      <Text role="alert" size="sm" c="var(--danger)">
        {errorMessage(plan.error)}
      </Text>
    );
  }
  if (!plan.data || !source.data) return null;
  const framework = source.data;
  const { uncarried, toCheck } = plan.data.report;
  return (
    <div className={classes.report}>
      <p>
        <strong>Comes along:</strong> {describeCarried(plan.data)}.
      </p>
      {uncarried.length === 0 ? (
        <p>Nothing is left behind.</p>
      ) : (
        <section aria-label="Not carried over">
          <h3>Not carried over ({uncarried.length})</h3>
          <ul>
            {uncarried.map((item) => {
              const { what, why } = describeUncarried(item, framework);
              return (
                <li key={`${item.type} ${what}${item.type === 'moment' ? item.moment.id : ''}`}>
                  {what}: {why}.
                </li>
              );
            })}
          </ul>
          <p>All of it stays in the draft that you have now.</p>
        </section>
      )}
      {toCheck.length > 0 && (
        <section aria-label="To look at again">
          <h3>To look at again ({toCheck.length})</h3>
          <ul>
            {toCheck.map(({ from: code, to: targets, relation, note, uncertain }) => (
              <li key={code}>
                {code} is {targets.join(', ')} there{relation === 'reworded' && ', in other words'}
                {note && `: ${note}`}
                {uncertain !== undefined && <em> Not certain: {uncertain}</em>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

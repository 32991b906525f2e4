import type { CSSProperties, ReactNode } from 'react';
import { useComparisonContext } from './comparison-context';
import { ReviewerMark } from './reviewer-mark';
import classes from './reviewer-table.module.css';

type ReviewerTableProps = { labelledBy: string; children: ReactNode };

/** A table with a column a reviewer; with more of them than fit it scrolls sideways under its row headers. */
export function ReviewerTable({ labelledBy, children }: ReviewerTableProps) {
  const { reviewers } = useComparisonContext();
  // What scrolls has to be reached by keyboard; with two it does not, and would be a stop for nothing.
  const scrollable = { role: 'group', 'aria-labelledby': labelledBy, tabIndex: 0 };
  return (
    <div className={classes.scroll} {...(reviewers.length > 2 && scrollable)}>
      <table
        className={classes.table}
        aria-labelledby={labelledBy}
        style={{ '--reviewers': reviewers.length } as CSSProperties}
      >
        <thead>
          <tr>
            <td className={classes.corner} />
            {reviewers.map((reviewer) => (
              <th key={reviewer.id} scope="col">
                <span className={classes.reviewer}>
                  <ReviewerMark reviewer={reviewer} />
                  {reviewer.name}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

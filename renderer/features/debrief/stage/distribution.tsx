import type { KeyboardEvent, RefObject } from 'react';
import type { DebriefStep } from '#shared/debrief/debrief-steps';
import { type DistributionRow, distributionOf } from '#shared/debrief/step-words';
import type { Outcome } from '#shared/model/debrief';
import { ReviewerMark } from '../reviewer-mark';
import classes from './distribution.module.css';
import type { Reviewer } from './name-reviewers';
import { changeOutcome, withHands } from './outcome-edits';
import { useStage } from './stage-context';

type DistributionProps = {
  step: DebriefStep;
  outcome: Outcome;
  /** Of the counts, so that a key can go there. */
  countsRef: RefObject<HTMLTableSectionElement | null>;
  onCounted: () => void;
};

/** Hands beside what was scored alone, a line a value; what was scored alone stays hidden until the group wants it. */
export function Distribution({ step, outcome, countsRef, onCounted }: DistributionProps) {
  const { framework, reviewers, edit, isReading } = useStage();
  const counting = reviewers.filter(({ counts }) => counts).map(({ reviewId }) => reviewId);
  const { isRevealed, hands } = outcome;
  const rows = distributionOf(framework, step, hands, counting).filter(
    // What is not on the scale is only known from what was scored alone.
    ({ label }) => isRevealed || !label.endsWith('(not on the scale)'),
  );
  const most = Math.max(1, ...rows.map((row) => Math.max(row.hands, isRevealed ? row.alone.length : 0)));

  const raised = rows.reduce((sum, row) => sum + row.hands, 0);

  function count(row: DistributionRow, text: string, input: HTMLInputElement): void {
    const digits = text.replace(/\D/g, '').slice(-3);
    edit(
      changeOutcome(step, (before) => withHands(before, row.id, digits === '' ? undefined : Number(digits))),
      `hands ${step.id}`,
    );
    if (digits !== '' && isWhole(Number(digits), reviewers.length)) goOn(input, onCounted);
  }

  function handleKey(event: KeyboardEvent<HTMLInputElement>): void {
    const input = event.currentTarget;
    // The same digit over itself changes nothing, so that nothing would go on.
    const isSame = event.key === input.value && input.selectionStart === 0 && input.selectionEnd === 1;
    const isCounted = isSame && isWhole(Number(event.key), reviewers.length);
    const way = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0;
    if (way === 0 && !isCounted) return;
    event.preventDefault();
    goOn(input, onCounted, way || 1);
  }

  return (
    <table className={classes.table} aria-label="Hands, and what was scored alone">
      <thead>
        <tr>
          <th scope="col">
            <span className={classes.hidden}>Value</span>
          </th>
          <th scope="col">Scored alone</th>
          <th scope="col">Hands</th>
        </tr>
      </thead>
      <tbody ref={countsRef}>
        {rows.map((row, index) => (
          <tr key={row.id}>
            <th scope="row">{row.label}</th>
            <td className={classes.alone}>
              {isRevealed ? (
                <Alone row={row} reviewers={reviewers} most={most} />
              ) : (
                index === 0 && <span className={classes.quiet}>hidden until you show it</span>
              )}
            </td>
            <td className={classes.hands}>
              {isRevealed ? (
                raised > 0 ? (
                  <Bar count={row.hands} most={most} kind="hands" />
                ) : (
                  index === 0 && <span className={classes.quiet}>not counted</span>
                )
              ) : (
                <input
                  data-counts
                  className={classes.count}
                  inputMode="numeric"
                  autoComplete="off"
                  aria-label={`Hands for ${row.label}`}
                  readOnly={isReading}
                  value={hands[row.id] ?? ''}
                  placeholder="–"
                  onFocus={(event) => event.currentTarget.select()}
                  onChange={(event) => count(row, event.currentTarget.value, event.currentTarget)}
                  onKeyDown={handleKey}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whether no more digits can come: in a group of eight, a 4 is four hands. */
function isWhole(count: number, reviewers: number): boolean {
  return count === 0 || count * 10 > Math.max(9, reviewers + 3);
}

function goOn(from: HTMLInputElement, onEnd: () => void, step = 1): void {
  const all = [...(from.closest('tbody')?.querySelectorAll<HTMLInputElement>('input') ?? [])];
  const next = all[all.indexOf(from) + step];
  if (next) next.focus();
  else if (step > 0) onEnd();
}

type AloneProps = { row: DistributionRow; reviewers: readonly Reviewer[]; most: number };

function Alone({ row, reviewers, most }: AloneProps) {
  const marks = (ids: readonly string[], isBeside: boolean) =>
    reviewers
      .filter(({ reviewId }) => ids.includes(reviewId))
      .map((reviewer) => (
        <ReviewerMark key={reviewer.reviewId} reviewer={reviewer} isNamed isBeside={isBeside} />
      ));
  return (
    <span className={classes.line}>
      <Bar count={row.alone.length} most={most} kind="alone" />
      <span className={classes.marks}>
        {marks(row.alone, false)}
        {marks(row.beside, true)}
      </span>
    </span>
  );
}

function Bar({ count, most, kind }: { count: number; most: number; kind: 'alone' | 'hands' }) {
  return (
    <span className={classes.barLine}>
      <span className={classes.figure} data-zero={count === 0}>
        {count}
      </span>
      <span className={classes.room} aria-hidden>
        <span className={classes.bar} data-kind={kind} style={{ width: `${(count / most) * 100}%` }} />
      </span>
    </span>
  );
}

import classes from './reviewer-mark.module.css';
import type { Reviewer } from './reviewers';

const FORMS = ['filled', 'outlined', 'tinted', 'dashed'] as const;

/** The letters that stand for a reviewer, in a form of her own. Always beside her name or explained by a label. */
export function ReviewerMark({ reviewer }: { reviewer: Reviewer }) {
  return (
    <span className={classes.mark} data-form={FORMS[reviewer.index % FORMS.length]} aria-hidden>
      {reviewer.mark}
    </span>
  );
}

import classes from './reviewer-mark.module.css';

const FORMS = ['filled', 'outlined', 'tinted', 'dashed'] as const;

type ReviewerMarkProps = {
  reviewer: { mark: string; index: number; name: string };
  /** Where no name stands beside it, it says the name itself. */
  isNamed?: boolean;
  /** Shown, and not in the figures. */
  isBeside?: boolean;
};

/** The letters that stand for a reviewer, in a form of her own. As large as `--reviewer-mark-size` says. */
export function ReviewerMark({ reviewer, isNamed = false, isBeside = false }: ReviewerMarkProps) {
  const name = isBeside ? `${reviewer.name}, not in the figures` : reviewer.name;
  return (
    <span
      className={classes.mark}
      data-form={FORMS[reviewer.index % FORMS.length]}
      data-beside={isBeside || undefined}
      {...(isNamed ? { role: 'img', 'aria-label': name, title: reviewer.name } : { 'aria-hidden': true })}
    >
      {reviewer.mark}
    </span>
  );
}

import { Link } from 'wouter';
import { useFrameworkDrafts } from '../../app/queries/framework-queries';
import { paths } from '../../app/routes';
import { useFrameworkNames } from '../../app/use-framework-names';
import { formatDayOf } from '../../ui/local-date';
import classes from './frameworks-screen.module.css';

/** The frameworks that are being written; nothing where there is none. */
export function DraftShelf() {
  const { data: drafts = [] } = useFrameworkDrafts();
  const nameOf = useFrameworkNames();
  if (drafts.length === 0) return null;
  return (
    <section aria-label="Being written" className={classes.shelf}>
      <h2 className={classes.title}>Being written</h2>
      <ul className={classes.books}>
        {drafts.map(({ id, title, edition, basedOn, changedAt }) => (
          <li key={id} className={classes.book}>
            <h3 className={classes.name}>
              <Link href={paths.frameworkDraft(id)}>{title || 'A framework without a title'}</Link>
            </h3>
            <p className={classes.facts}>
              {[
                `edition ${edition}`,
                basedOn && `began as a copy of ${nameOf(basedOn)}`,
                `changed ${formatDayOf(changedAt)}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

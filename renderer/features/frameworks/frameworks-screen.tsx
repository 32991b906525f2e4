import { Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { FrameworkSummary } from '#shared/api-contract/framework-contract';
import { errorMessage } from '../../app/api-error';
import { useFrameworks } from '../../app/queries/framework-queries';
import { Changes } from '../../app/reading';
import { formatFrameworkReference, paths } from '../../app/routes';
import { editionLabel } from '../../ui/framework-label';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import { Disclaimer } from './disclaimer';
import { DraftShelf } from './draft-shelf';
import { countOf, languageName } from './framework-words';
import classes from './frameworks-screen.module.css';
import { ImportFramework } from './import-framework';
import { NewFramework } from './new-framework';
import { Uncertain } from './uncertain';

/** All books of what is looked for in a session: those that ship with the program and the user's own. */
export function FrameworksScreen() {
  usePageTitle('Frameworks');
  const frameworks = useFrameworks();
  const own = frameworks.data?.filter(({ builtIn }) => !builtIn) ?? [];
  const shipped = frameworks.data?.filter(({ builtIn }) => builtIn) ?? [];

  return (
    <div className={pageClasses.narrow}>
      <div className={classes.head}>
        <Title order={1}>Frameworks</Title>
        <Changes>
          <div className={classes.actions}>
            <NewFramework />
            <ImportFramework />
          </div>
        </Changes>
      </div>
      <Text size="sm" c="dimmed">
        What a review looks for, and the scales it rates on. A review keeps the edition it was made with.
      </Text>
      <Disclaimer />
      {frameworks.isError && (
        <Text role="alert" c="var(--danger)">
          {errorMessage(frameworks.error)}
        </Text>
      )}
      <DraftShelf />
      {own.length > 0 && <Shelf title="Yours" frameworks={own} />}
      {shipped.length > 0 && <Shelf title="Part of Concordance" frameworks={shipped} />}
    </div>
  );
}

function Shelf({ title, frameworks }: { title: string; frameworks: readonly FrameworkSummary[] }) {
  return (
    <section aria-label={title} className={classes.shelf}>
      <h2 className={classes.title}>{title}</h2>
      <ul className={classes.books}>
        {frameworks.map((framework) => (
          <li key={formatFrameworkReference(framework)} className={classes.book}>
            <h3 className={classes.name}>
              <Link href={paths.framework(framework)}>
                {framework.title} <span className={classes.edition}>{editionLabel(framework)}</span>
              </Link>
            </h3>
            <p className={classes.facts}>
              {[languageName(framework.language), countOf(framework.indicators, 'indicator')].join(' · ')}
            </p>
            {framework.description && <p className={classes.description}>{framework.description}</p>}
            <Uncertain reason={framework.uncertain} />
            {framework.sourceNote && (
              <details className={classes.source}>
                <summary>Where it comes from</summary>
                <p>{framework.sourceNote}</p>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

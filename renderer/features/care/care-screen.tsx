import { Title } from '@mantine/core';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import { BackupsSection } from './backups-section';
import classes from './care-screen.module.css';
import { CheckSection } from './check-section';

/** Backups, bringing sessions back from one, and the check of everything. */
export function CareScreen() {
  usePageTitle('Care of the library');
  return (
    <div className={pageClasses.narrow}>
      <Title order={1} className={classes.title}>
        Care of the library
      </Title>
      <BackupsSection />
      <CheckSection />
    </div>
  );
}

import { Button, Text } from '@mantine/core';
import { Link } from 'wouter';
import { errorMessage } from '../../../app/api-error';
import { useOpenedDebrief } from '../../../app/queries/debrief-queries';
import { type DebriefName, paths } from '../../../app/routes';
import pageClasses from '../../../ui/page.module.css';
import { usePageTitle } from '../../../ui/use-page-title';
import { Stage } from './stage';

/** A debrief that has begun, on the big screen. */
export function StageScreen({ name }: { name: DebriefName }) {
  usePageTitle('Debrief');
  const opened = useOpenedDebrief(name);
  if (opened.data) return <Stage name={name} opened={opened.data} />;
  if (!opened.isError) {
    return (
      <div className={pageClasses.narrow}>
        <Text role="status">Opening the debrief…</Text>
      </div>
    );
  }
  return (
    <main className={pageClasses.narrow}>
      <h1>Debrief</h1>
      <Text role="alert">{errorMessage(opened.error)}</Text>
      <Button component={Link} href={paths.debriefGathering(name)} mt="md" mr="sm">
        Who has submitted
      </Button>
      <Button component={Link} href={paths.session(name.sessionId)} variant="default" mt="md">
        Back to the session
      </Button>
    </main>
  );
}

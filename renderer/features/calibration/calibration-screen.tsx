import { Checkbox, NativeSelect, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { type CalibrationSession, courseOfCalibration } from '#shared/calibration/calibration-session';
import type { FrameworkReference } from '#shared/model/framework';
import { errorMessage } from '../../app/api-error';
import { useFramework } from '../../app/queries/framework-queries';
import { useCalibrations } from '../../app/queries/review-queries';
import { formatFrameworkReference, paths } from '../../app/routes';
import { useFrameworkNames } from '../../app/use-framework-names';
import { formatCalendarDate } from '../../ui/local-date';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import classes from './calibration-screen.module.css';
import { CalibrationView } from './calibration-view';

/** How far the user's reviews are from a school's reference reviews, one framework at a time. */
export function CalibrationScreen() {
  usePageTitle('Calibration');
  const calibrations = useCalibrations();
  const nameOf = useFrameworkNames();
  const [chosen, setChosen] = useState<string>();
  const all = calibrations.data ?? [];
  const waiting = all.filter(({ result }) => result.state === 'closed');
  const done = courseOfCalibration(all);
  const frameworks = new Map(done.map(({ framework }) => [formatFrameworkReference(framework), framework]));
  const framework = frameworks.get(chosen ?? '') ?? [...frameworks.values()].at(-1);

  return (
    <div className={pageClasses.page}>
      <Title order={1}>Calibration</Title>
      <Text size="sm" c="dimmed" mt="xs">
        A school can send its own scoring of a session along as a reference. It stays closed until you have
        submitted yours; then you see where you are more lenient or more severe, and which moments you miss.
        It trains the ear and is no assessment.
      </Text>
      {calibrations.isError && (
        <Text role="alert" c="var(--danger)">
          {errorMessage(calibrations.error)}
        </Text>
      )}
      {calibrations.data && all.length === 0 && (
        <Text mt="lg">
          No session with a reference is here. To make one for others, review a session, submit, and share it
          with your review “as the reference of a calibration”.
        </Text>
      )}
      {waiting.length > 0 && <Waiting sessions={waiting} />}
      {framework && (
        <>
          {frameworks.size > 1 && (
            <NativeSelect
              mt="lg"
              maw="32rem"
              label="Framework"
              value={formatFrameworkReference(framework)}
              data={[...frameworks].map(([value, reference]) => ({ value, label: nameOf(reference) }))}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
          )}
          <Loaded
            key={formatFrameworkReference(framework)}
            reference={framework}
            sessions={done.filter(
              (each) => formatFrameworkReference(each.framework) === formatFrameworkReference(framework),
            )}
          />
        </>
      )}
    </div>
  );
}

type LoadedProps = { reference: FrameworkReference; sessions: ReturnType<typeof courseOfCalibration> };

function Loaded({ reference, sessions }: LoadedProps) {
  const framework = useFramework(reference);
  const [takesAll, setTakesAll] = useState(false);
  const dependent = sessions.filter(({ result }) => !result.independent).length;
  if (!framework.data) return null;
  return (
    <>
      {dependent > 0 && (
        <Checkbox
          mt="md"
          label={
            dependent === 1
              ? 'Also count the one that was not independent'
              : `Also count the ${dependent} that were not independent`
          }
          checked={takesAll}
          onChange={(event) => setTakesAll(event.currentTarget.checked)}
        />
      )}
      <CalibrationView framework={framework.data} sessions={sessions} takesAll={takesAll} />
    </>
  );
}

function Waiting({ sessions }: { sessions: readonly CalibrationSession[] }) {
  const nameOf = useFrameworkNames();
  return (
    <section aria-labelledby="waiting-heading" className={classes.section}>
      <h2 id="waiting-heading">Closed until yours is in</h2>
      <ul className={classes.list} aria-label="Sessions whose reference is closed">
        {sessions.map(({ sessionId, title, date, framework, referenceBy, result }) => (
          <li key={`${sessionId}-${formatFrameworkReference(framework)}`} className={classes.line}>
            <Link href={paths.session(sessionId)} className={classes.name}>
              {title}
            </Link>
            <span className={classes.facts}>
              {formatCalendarDate(date)} · {nameOf(framework)} · reference by {referenceBy.name}
              {result.state === 'closed' && result.hasDraft && ' · your review is a draft'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

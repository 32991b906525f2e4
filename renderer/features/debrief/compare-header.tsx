import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from 'wouter';
import { formatDuration } from '#shared/formats/time-code';
import type { FrameworkReference } from '#shared/model/framework';
import { useFrameworks } from '../../app/queries/framework-queries';
import { paths } from '../../app/routes';
import { StartDebrief } from '../../app/start-debrief';
import { formatCalendarDate } from '../../ui/local-date';
import { SealState } from '../../ui/seal-state';
import { BackLink } from '../../ui/way-link';
import classes from './compare-header.module.css';
import { useComparisonContext } from './comparison-context';
import { ReviewerMark } from './reviewer-mark';

type CompareHeaderProps = { otherFrameworks: readonly FrameworkReference[] };

/** What is compared: the session, the framework and whose reviews. */
export function CompareHeader({ otherFrameworks }: CompareHeaderProps) {
  const { session, framework, reviewers } = useComparisonContext();
  const { data: frameworks = [] } = useFrameworks();
  const facts = [
    formatCalendarDate(session.date),
    formatDuration(session.recording.durationMs),
    session.coach && `coach ${session.coach}`,
    session.clientAlias && `client “${session.clientAlias}”`,
  ];
  return (
    <header className={classes.header}>
      <BackLink href={paths.session(session.id)}>Session</BackLink>
      <div className={classes.columns} data-many={reviewers.length > 2}>
        <div>
          <h1 className={classes.title}>{session.title}</h1>
          <p className={classes.facts}>{facts.filter(Boolean).join(' · ')}</p>
          <p className={classes.framework}>
            {framework.title} <span className={classes.edition}>edition {framework.edition}</span>
          </p>
          <p className={classes.framework}>
            <StartDebrief sessionId={session.id} framework={framework} />
          </p>
          {otherFrameworks.map((other) => (
            <p key={`${other.id}@${other.edition}`} className={classes.framework}>
              <Link href={paths.compare(session.id, other)} className={classes.other}>
                Also compared under{' '}
                {frameworks.find(({ id, edition }) => id === other.id && edition === other.edition)?.title ??
                  other.id}
              </Link>
            </p>
          ))}
          <p className={classes.notice}>
            Developmental: not affiliated with or endorsed by any credentialing body.
          </p>
        </div>
        <ul className={classes.reviewers} aria-label="Reviewers">
          {reviewers.map((reviewer) => (
            <li key={reviewer.id} className={classes.reviewer}>
              <ReviewerMark reviewer={reviewer} />
              <div>
                <p className={classes.name}>
                  {reviewer.name}
                  {reviewer.isYou && <span className={classes.you}> (you)</span>}
                </p>
                <p className={classes.about}>
                  {reviewer.description} · {reviewer.submitted}
                </p>
                {reviewer.seal && <SealState verdict={reviewer.seal} />}
                {!reviewer.isIndependent && (
                  <p className={classes.caution}>
                    <IconAlertTriangle size={15} stroke={1.75} aria-hidden />
                    Not independent: saw another review before submitting
                  </p>
                )}
              </div>
            </li>
          ))}
        </ul>
      </div>
    </header>
  );
}

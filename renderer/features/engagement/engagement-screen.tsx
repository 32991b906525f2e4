import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { engagementAsHtml } from '#shared/engagement/engagement-as-html';
import { dueDates } from '#shared/engagement/what-is-due';
import type { EngagementContent, EngagementDocument } from '#shared/model/engagement';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { MessageScreen } from '../../app/message-screen';
import { notifyError } from '../../app/notify';
import { useCacheUpdates } from '../../app/queries/library-queries';
import { useEngagement } from '../../app/queries/relationship-queries';
import { Changes } from '../../app/reading';
import { paths } from '../../app/routes';
import { saveText } from '../../app/save-text';
import { formatCalendarDate, todayHere } from '../../ui/local-date';
import pageClasses from '../../ui/page.module.css';
import { SaveStatus } from '../../ui/save-status';
import { StepButtons } from '../../ui/step-buttons';
import { usePageTitle } from '../../ui/use-page-title';
import { AboutTab } from './about-tab';
import { AgreementTab } from './agreement-tab';
import { BetweenTab } from './between-tab';
import classes from './engagement.module.css';
import { FeedbackTab } from './feedback-tab';
import { GoalsTab } from './goals-tab';
import { PartnershipTab } from './partnership-tab';
import { PlanTab } from './plan-tab';
import { useEngagementEditor } from './use-engagement-editor';

const TABS = [
  { value: 'agreement', label: 'Coaching agreement', Tab: AgreementTab },
  { value: 'between', label: 'Between sessions', Tab: BetweenTab },
  { value: 'partnership', label: 'Partnership', Tab: PartnershipTab },
  { value: 'plan', label: 'Plan', Tab: PlanTab },
  { value: 'goals', label: 'Goals', Tab: GoalsTab },
  { value: 'feedback', label: 'Client feedback', Tab: FeedbackTab },
  { value: 'about', label: 'About and sessions', Tab: AboutTab },
] as const;

/** One coaching relationship: its documents, what happens between sessions, and its goals. */
export function EngagementScreen({ engagementId }: { engagementId: string }) {
  const engagement = useEngagement(engagementId);
  if (engagement.error) {
    return <MessageScreen title="This engagement cannot be opened" text={errorMessage(engagement.error)} />;
  }
  return engagement.data ? <Loaded engagement={engagement.data} /> : null;
}

function Loaded({ engagement }: { engagement: EngagementDocument }) {
  const { content, edit, undo, redo, saveState, flush } = useEngagementEditor(engagement);
  const [tab, setTab] = useState<string | null>('agreement');
  usePageTitle(`Coaching with ${content.client}`);

  function save(): void {
    const today = todayHere();
    saveText(`Coaching with ${content.client}.html`, engagementAsHtml(content, today), 'text/html');
  }

  return (
    <div className={pageClasses.page}>
      <header className={classes.head}>
        <div>
          <Link href={paths.engagements()} className={classes.facts}>
            All engagements
          </Link>
          <h1>{content.client}</h1>
        </div>
        <div className={classes.actions}>
          <SaveStatus state={saveState} onRetry={flush} />
          <Changes>
            <div className={classes.steps}>
              <StepButtons undo={undo} redo={redo} />
            </div>
          </Changes>
          <Button onClick={save}>Save a page to sign…</Button>
        </div>
      </header>
      <Due content={content} />
      <Changes>
        <Tabs value={tab} onChange={setTab} keepMounted={false}>
          <Tabs.List>
            {TABS.map(({ value, label }) => (
              <Tabs.Tab key={value} value={value}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {TABS.map(({ value, Tab }) => (
            <Tabs.Panel key={value} value={value} className={classes.panel}>
              <Tab content={content} edit={edit} />
              {value === 'about' && <Remove engagement={engagement} client={content.client} />}
            </Tabs.Panel>
          ))}
        </Tabs>
      </Changes>
    </div>
  );
}

const SHOWN_DATES = 4;

/** What waits for the two of them, the earliest first; nothing where no day is named. */
function Due({ content }: { content: EngagementContent }) {
  const dates = dueDates(content);
  if (dates.length === 0) return null;
  const today = todayHere();
  return (
    <section aria-label="Next" className={classes.due}>
      <h2>Next</h2>
      <ul>
        {dates.slice(0, SHOWN_DATES).map(({ on, what }) => (
          <li key={`${on} ${what}`} data-late={on < today}>
            <strong>{formatCalendarDate(on)}</strong> {what}
            {on < today && ', overdue'}
          </li>
        ))}
        {dates.length > SHOWN_DATES && <li>and {dates.length - SHOWN_DATES} more</li>}
      </ul>
    </section>
  );
}

function Remove({ engagement, client }: { engagement: EngagementDocument; client: string }) {
  const { engagementsChanged } = useCacheUpdates();
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);

  async function remove(): Promise<void> {
    try {
      await api.engagements.remove({ engagementId: engagement.id });
      navigate(paths.engagements());
      await engagementsChanged();
    } catch (error) {
      notifyError('The engagement could not be deleted', error);
    }
  }

  if (!isAsking) {
    return (
      <Button variant="default" mt="lg" onClick={() => setAsking(true)}>
        Delete this engagement…
      </Button>
    );
  }
  return (
    <div role="alert" className={classes.notice}>
      <p>
        All that was agreed with {client} is deleted: the documents, their versions, the contact log, the
        goals. The sessions stay. Backups of earlier days hold it until they are cleared.
      </p>
      <div className={classes.actions}>
        <Button variant="default" onClick={() => setAsking(false)}>
          Keep it
        </Button>
        <Button color="red" onClick={remove}>
          Delete it
        </Button>
      </div>
    </div>
  );
}

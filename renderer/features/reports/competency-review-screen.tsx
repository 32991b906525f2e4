import { Text } from '@mantine/core';
import { useState } from 'react';
import type { CompetencyReviewDocument } from '#shared/model/competency-review';
import type { ReportCell } from '#shared/reports/report-blocks';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { MessageScreen } from '../../app/message-screen';
import { MomentPlayer } from '../../app/moment-player';
import { useFramework } from '../../app/queries/framework-queries';
import { useCompetencyReport, useCompetencyReview } from '../../app/queries/report-queries';
import { useIsReading } from '../../app/reading';
import { paths } from '../../app/routes';
import { SaveStatus } from '../../ui/save-status';
import { usePageTitle } from '../../ui/use-page-title';
import { BackLink } from '../../ui/way-link';
import { FormGaps } from './form-gaps';
import classes from './form-screen.module.css';
import { JudgementFields, SummaryField } from './judgement-fields';
import { LayoutChoice, useLayoutChoice } from './layout-choice';
import { NamesOnPaper } from './names-on-paper';
import { ReportActions } from './report-actions';
import { ReportView } from './report-view';
import { SessionPlace } from './session-place';
import { SessionsChoice } from './sessions-choice';
import { useCompetencyReviewEditor } from './use-competency-review-editor';

/** What several observed sessions of one coach show together: chosen, heard, decided, printed or saved. */
export function CompetencyReviewScreen({ competencyReviewId }: { competencyReviewId: string }) {
  const review = useCompetencyReview(competencyReviewId);
  if (review.error) {
    return (
      <MessageScreen title="This competency review cannot be opened" text={errorMessage(review.error)} />
    );
  }
  return review.data ? <Loaded document={review.data} /> : null;
}

function Loaded({ document }: { document: CompetencyReviewDocument }) {
  const { content, edit, saveState, flush } = useCompetencyReviewEditor(document);
  usePageTitle(`Competency review, ${content.coach}`);
  const isReading = useIsReading();
  const framework = useFramework(content.framework);
  const layout = useLayoutChoice('competency-review');
  const [replaceNames, setReplaceNames] = useState(false);
  const [playing, setPlaying] = useState<{ place: NonNullable<ReportCell['place']>; count: number }>();
  const request = layout.reference && {
    competencyReviewId: document.id,
    template: layout.reference,
    replaceNames,
  };
  const report = useCompetencyReport(request);
  const codes = new Set(
    framework.data?.domains.flatMap(({ competencies }) => competencies.map(({ code }) => code)),
  );

  async function saveAsWord(): Promise<{ exportId: string }> {
    if (!request) throw new Error('There is no layout');
    // What was typed last belongs into the file.
    await flush();
    return api.reports.saveCompetencyReview(request);
  }

  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <div className={classes.ways}>
          <BackLink href={paths.competencyReviews(document.of)}>Competency reviews</BackLink>
          <SaveStatus state={saveState} onRetry={flush} />
        </div>
        <SessionsChoice of={document.of} content={content} edit={edit} left={report.data?.left ?? []} />
        <div className={classes.bar}>
          <div className={classes.choices}>
            <NamesOnPaper replaceNames={replaceNames} onChange={setReplaceNames} />
            <LayoutChoice layout={layout} />
          </div>
          <ReportActions
            isReady={report.data?.left.length === 0 && saveState.phase !== 'failed'}
            onSave={saveAsWord}
          />
        </div>
        {report.data && report.data.gaps.length > 0 && (
          <FormGaps
            gaps={report.data.gaps}
            advice="Decide below, or choose other sessions. Submitted reviews stay as they are: correct a review to fill in what it lacks."
          />
        )}
        {report.isError && (
          <Text role="alert" c="var(--danger)">
            {errorMessage(report.error)}
          </Text>
        )}
      </div>
      {report.data && (
        <ReportView
          blocks={report.data.blocks}
          language={report.data.language}
          renderPlace={({ text }, place) => (
            <SessionPlace
              text={text}
              place={place}
              onPlay={() => setPlaying((before) => ({ place, count: (before?.count ?? 0) + 1 }))}
            />
          )}
          renderUnder={(about) => {
            if (isReading) return null;
            if (about === 'summary') return <SummaryField content={content} edit={edit} />;
            if (!codes.has(about)) return null;
            return <JudgementFields code={about} content={content} edit={edit} />;
          }}
        />
      )}
      {playing?.place.sessionId !== undefined && (
        <MomentPlayer
          key={playing.count}
          sessionId={playing.place.sessionId}
          moment={playing.place}
          onClose={() => setPlaying(undefined)}
        />
      )}
    </div>
  );
}

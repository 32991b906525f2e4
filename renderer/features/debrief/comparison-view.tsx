import { useMemo } from 'react';
import type { Framework, FrameworkReference } from '#shared/model/framework';
import { isPlayable } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import { PlaybackNotice } from '../../app/playback-notice';
import { useRecordingSource } from '../../app/use-recording-source';
import { Player } from '../../media/player';
import { AgreementSection } from './agreement-section';
import { CompareHeader } from './compare-header';
import { type ComparisonContext, ComparisonProvider, makePlay } from './comparison-context';
import classes from './comparison-view.module.css';
import { CompetenciesSection } from './competencies-section';
import { FeedbackSection } from './feedback-section';
import { PlayerBar } from './player-bar';
import { requestReport } from './request-report';
import type { Reviewer } from './reviewers';
import { Timeline } from './timeline/timeline';
import { TrailsSection } from './trails-section';
import { useAgreement } from './use-agreement';
import { usePlayerKeys } from './use-player-keys';

type ComparisonViewProps = {
  session: SessionDocument;
  framework: Framework;
  reviewers: readonly Reviewer[];
  otherFrameworks: readonly FrameworkReference[];
};

export function ComparisonView({ session, framework, reviewers, otherFrameworks }: ComparisonViewProps) {
  const source = useRecordingSource(session);
  const player = useMemo(() => new Player(source), [source]);
  const canPlay = isPlayable(session.recording);
  const request = useMemo(() => requestReport(framework, reviewers), [framework, reviewers]);
  const agreement = useAgreement(request);
  const play = useMemo(
    () => makePlay({ session, framework, player, canPlay }),
    [session, framework, player, canPlay],
  );
  const value = useMemo<ComparisonContext>(
    () => ({ session, framework, reviewers, agreement, source, player, play, canPlay }),
    [session, framework, reviewers, agreement, source, player, play, canPlay],
  );
  usePlayerKeys(player, canPlay);

  return (
    <ComparisonProvider value={value}>
      <div className={classes.page}>
        <CompareHeader otherFrameworks={otherFrameworks} />
        <PlayerBar />
        {canPlay && <PlaybackNotice sessionId={session.id} />}
        <Timeline />
        <TrailsSection />
        <AgreementSection />
        <CompetenciesSection />
        <FeedbackSection />
      </div>
    </ComparisonProvider>
  );
}

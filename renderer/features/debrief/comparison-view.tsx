import { useMemo } from 'react';
import type { Framework, FrameworkReference } from '#shared/model/framework';
import { isPlayable } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import { Player } from '../../media/player';
import { sourceOf } from '../../media/recording-source';
import { CompareHeader } from './compare-header';
import { type ComparisonContext, ComparisonProvider } from './comparison-context';
import classes from './comparison-view.module.css';
import { CompetenciesSection } from './competencies-section';
import { FeedbackSection } from './feedback-section';
import { PlayerBar } from './player-bar';
import type { Reviewer } from './reviewers';
import { Timeline } from './timeline';
import { TrailsSection } from './trails-section';
import { usePlayerKeys } from './use-player-keys';

type ComparisonViewProps = {
  session: SessionDocument;
  framework: Framework;
  reviewers: readonly Reviewer[];
  otherFrameworks: readonly FrameworkReference[];
};

export function ComparisonView({ session, framework, reviewers, otherFrameworks }: ComparisonViewProps) {
  const player = useMemo(() => new Player(sourceOf(session)), [session]);
  const canPlay = isPlayable(session.recording);
  const value = useMemo<ComparisonContext>(
    () => ({ session, framework, reviewers, player, canPlay }),
    [session, framework, reviewers, player, canPlay],
  );
  usePlayerKeys(player, canPlay);

  return (
    <ComparisonProvider value={value}>
      <div className={classes.page}>
        <CompareHeader otherFrameworks={otherFrameworks} />
        <PlayerBar />
        <Timeline />
        <TrailsSection />
        <CompetenciesSection />
        <FeedbackSection />
      </div>
    </ComparisonProvider>
  );
}

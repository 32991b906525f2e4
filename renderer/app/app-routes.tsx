import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import type { LibraryStatus } from '#shared/api-contract/library-contract';
import { LibraryScreen } from '../features/library/library-screen';
import { TrashScreen } from '../features/library/trash-screen';
import { SettingsScreen } from '../features/settings/settings-screen';
import { WelcomeScreen } from '../features/settings/welcome-screen';
import { AppShell } from './app-shell';
import { ErrorBoundary } from './error-boundary';
import { ImportArea } from './import-area';
import { ROUTES } from './routes';
import { SessionRoute } from './session-route';

const ReviewRoute = lazy(async () => ({ default: (await import('./review-route')).ReviewRoute }));
const CompareScreen = lazy(async () => ({
  default: (await import('../features/debrief/compare-screen')).CompareScreen,
}));
const GatheringScreen = lazy(async () => ({
  default: (await import('../features/debrief/gathering/gathering-screen')).GatheringScreen,
}));
const StageScreen = lazy(async () => ({
  default: (await import('../features/debrief/stage/stage-screen')).StageScreen,
}));
const MinutesScreen = lazy(async () => ({
  default: (await import('../features/reports/minutes-screen')).MinutesScreen,
}));
const CareScreen = lazy(async () => ({
  default: (await import('../features/care/care-screen')).CareScreen,
}));
const EngagementsScreen = lazy(async () => ({
  default: (await import('../features/engagement/engagements-screen')).EngagementsScreen,
}));
const EngagementScreen = lazy(async () => ({
  default: (await import('../features/engagement/engagement-screen')).EngagementScreen,
}));
const PeopleScreen = lazy(async () => ({
  default: (await import('../features/people/people-screen')).PeopleScreen,
}));
const PersonScreen = lazy(async () => ({
  default: (await import('../features/people/person-screen')).PersonScreen,
}));
const CompetencyReviewsScreen = lazy(async () => ({
  default: (await import('../features/reports/competency-reviews-screen')).CompetencyReviewsScreen,
}));
const CompetencyReviewScreen = lazy(async () => ({
  default: (await import('../features/reports/competency-review-screen')).CompetencyReviewScreen,
}));
const LogScreen = lazy(async () => ({
  default: (await import('../features/reports/log-screen')).LogScreen,
}));
const MentoringScreen = lazy(async () => ({
  default: (await import('../features/mentoring/mentoring-screen')).MentoringScreen,
}));
const FormScreen = lazy(async () => ({
  default: (await import('../features/reports/form-screen')).FormScreen,
}));
const ProgressScreen = lazy(async () => ({
  default: (await import('../features/progress/progress-screen')).ProgressScreen,
}));
const CalibrationScreen = lazy(async () => ({
  default: (await import('../features/calibration/calibration-screen')).CalibrationScreen,
}));
const FrameworksScreen = lazy(async () => ({
  default: (await import('../features/frameworks/frameworks-screen')).FrameworksScreen,
}));
const EditorScreen = lazy(async () => ({
  default: (await import('../features/frameworks/editor/editor-screen')).EditorScreen,
}));
const BookScreen = lazy(async () => ({
  default: (await import('../features/frameworks/book/book-screen')).BookScreen,
}));

/** Which screen stands at which address, and what surrounds it. */
export function AppRoutes({ status }: { status: LibraryStatus }) {
  if (!status.profile) return <WelcomeScreen />;
  return (
    <ImportArea>
      <ErrorBoundary>
        <Suspense fallback={null}>
          <Switch>
            <Route path={ROUTES.review}>
              {({ sessionId, reviewId }) => (
                <ReviewRoute key={reviewId} sessionId={sessionId} reviewId={reviewId} />
              )}
            </Route>
            <Route path={ROUTES.debrief}>{(name) => <StageScreen key={name.debriefId} name={name} />}</Route>
            <Route>
              <AppShell notices={status.notices}>
                <Switch>
                  <Route path={ROUTES.library} component={LibraryScreen} />
                  <Route path={ROUTES.people} component={PeopleScreen} />
                  <Route path={ROUTES.person}>
                    {({ profileId }) => <PersonScreen key={profileId} profileId={profileId} />}
                  </Route>
                  <Route path={ROUTES.competencyReviews} component={CompetencyReviewsScreen} />
                  <Route path={ROUTES.competencyReview}>
                    {({ competencyReviewId }) => (
                      <CompetencyReviewScreen
                        key={competencyReviewId}
                        competencyReviewId={competencyReviewId}
                      />
                    )}
                  </Route>
                  <Route path={ROUTES.mentoringLog} component={LogScreen} />
                  <Route path={ROUTES.mentoring} component={MentoringScreen} />
                  <Route path={ROUTES.progress} component={ProgressScreen} />
                  <Route path={ROUTES.calibration} component={CalibrationScreen} />
                  <Route path={ROUTES.frameworks} component={FrameworksScreen} />
                  <Route path={ROUTES.frameworkDraft}>
                    {({ draftId }) => <EditorScreen key={draftId} draftId={draftId} />}
                  </Route>
                  <Route path={ROUTES.framework}>
                    {({ framework }) => <BookScreen key={framework} framework={framework} />}
                  </Route>
                  <Route path={ROUTES.engagements} component={EngagementsScreen} />
                  <Route path={ROUTES.engagement}>
                    {({ engagementId }) => (
                      <EngagementScreen key={engagementId} engagementId={engagementId} />
                    )}
                  </Route>
                  <Route path={ROUTES.trash} component={TrashScreen} />
                  <Route path={ROUTES.settings} component={SettingsScreen} />
                  <Route path={ROUTES.care} component={CareScreen} />
                  <Route path={ROUTES.compare}>
                    {({ sessionId }) => <CompareScreen key={sessionId} sessionId={sessionId} />}
                  </Route>
                  <Route path={ROUTES.debriefGathering}>
                    {(name) => <GatheringScreen key={name.debriefId} name={name} />}
                  </Route>
                  <Route path={ROUTES.debriefMinutes}>
                    {(name) => <MinutesScreen key={name.debriefId} name={name} />}
                  </Route>
                  <Route path={ROUTES.form}>
                    {({ sessionId, reviewId }) => (
                      <FormScreen key={reviewId} sessionId={sessionId} reviewId={reviewId} />
                    )}
                  </Route>
                  <Route path={ROUTES.session}>
                    {({ sessionId }) => <SessionRoute key={sessionId} sessionId={sessionId} />}
                  </Route>
                  {/* No redirect: while a screen's code is on its way, this part still sees the new address. */}
                  <Route component={LibraryScreen} />
                </Switch>
              </AppShell>
            </Route>
          </Switch>
        </Suspense>
      </ErrorBoundary>
    </ImportArea>
  );
}

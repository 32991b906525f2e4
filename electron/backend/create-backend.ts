import { join } from 'node:path';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Notice } from '#shared/api-contract/library-contract';
import { createAppRouter } from './api/app-router';
import { EventHub } from './api/event-hub';
import type { Backend, BackendDependencies } from './backend';
import { scheduleBackups } from './care/backup-schedule';
import { CheckJobs } from './care/check-jobs';
import { createExports } from './exchange/exports';
import { createPackageIntake } from './exchange/package-intake';
import { createShare } from './exchange/share';
import { CompetencyReviewStore } from './library/competency-review-store';
import { Debriefs } from './library/debriefs';
import { nodeFileSystem } from './library/file-system';
import { Library } from './library/library';
import {
  packageLibraryOf,
  playbackLibraryOf,
  recordingStoreOf,
  shareLibraryOf,
} from './library/library-doors';
import { MentoringStore } from './library/mentoring-store';
import { openSampleSession } from './library/sample-session';
import { createBackendPeaks } from './media/drawing/backend-peaks';
import { createFfmpeg } from './media/ffmpeg/ffmpeg';
import { createImports } from './media/imports/imports';
import { mountMediaRoutes } from './media/serving/media-routes';
import { createPeaksStore } from './media/serving/peaks-store';
import { plainText } from './media/serving/plain-response';
import { createPlaybackStore } from './media/serving/playback-store';
import { createStaticFiles } from './media/serving/static-files';
import { createDebriefMinutes } from './reports/debrief-minutes';
import { FormTemplates } from './reports/form-templates';
import { createReports } from './reports/reports';
import { withSecurityHeaders } from './security-headers';

/** Far more than the longest batch of edits or the largest framework; files travel by `/uploads`, piece by piece. */
const MAXIMUM_API_BODY_BYTES = 32 * 1024 * 1024;

/**
 * Opens the library and builds the handler over it: tRPC under `/api`, bytes under `/media`, `/peaks`, `/uploads` and
 * `/exports`, the page everywhere else.
 *
 * @throws UserError when the library is open elsewhere or its folder cannot be used
 */
export async function createBackend(dependencies: BackendDependencies): Promise<Backend> {
  const {
    libraryFolder,
    access = 'full',
    rendererFolder,
    resourcesFolder,
    keyVault,
    version,
    addsByPath,
    now,
    newId,
    log,
  } = dependencies;
  const events = new EventHub();
  const notices = new Map<string, Notice>();
  const tell = (notice: Notice) => {
    notices.set(notice.id, notice);
    events.emit({ type: 'notice', notice });
  };
  const library = await Library.open({
    fileSystem: nodeFileSystem,
    folder: libraryFolder,
    access,
    builtInFrameworksFolder: join(resourcesFolder, 'frameworks'),
    keyVault,
    now,
    newId,
    log,
    onSessionsChanged: () => events.emit({ type: 'sessions-changed' }),
    onNotice: tell,
  });
  const { fileSystem } = library;
  const exports = await createExports({
    fileSystem,
    folder: library.layout.outgoing,
    newId,
    now,
    log,
    emit: (event) => events.emit(event),
  });
  library.deletions.alsoIn((sessionId) => exports.removeOf(sessionId));
  const ffmpeg = createFfmpeg({
    isAllowed: () => library.profile.current?.preferences.usesFfmpeg ?? false,
    ...(dependencies.chosenFfmpeg && { chosenPath: dependencies.chosenFfmpeg }),
  });
  const imports = createImports({
    fileSystem,
    stagingFolder: library.layout.incoming,
    addsByPath,
    newId,
    now,
    log,
    emit: (event) => events.emit(event),
    sessions: recordingStoreOf(library),
    packages: createPackageIntake({ library: packageLibraryOf(library), now, fileSystem }),
    ffmpeg,
  });
  const playback = createPlaybackStore({ library: playbackLibraryOf(library), fileSystem, imports, ffmpeg });
  library.deletions.alsoIn(async (sessionId) => playback.stop(sessionId));
  const backendPeaks = createBackendPeaks({
    ffmpeg,
    getRecording: async (sessionId) => (await library.sessions.get(sessionId)).recording,
    locatePlayed: (sessionId) => playback.locatePlayed(sessionId),
    log,
  });
  library.deletions.alsoIn((sessionId) => backendPeaks.stop(sessionId));
  const mentoring = await MentoringStore.open({
    fileSystem,
    layout: library.layout,
    rulesPath: join(resourcesFolder, 'rules/mentoring-hours.json'),
    now,
    onRecovery: (message) => tell({ id: newId(), at: now().toISOString(), message }),
  });
  const competencyReviews = new CompetencyReviewStore({
    fileSystem,
    layout: library.layout,
    newId,
    now,
    log,
    onRecovery: (message) => tell({ id: newId(), at: now().toISOString(), message }),
  });
  const check = new CheckJobs({
    fileSystem,
    layout: library.layout,
    now,
    log,
    emit: (job) => events.emit({ type: 'check', job }),
  });
  const backupSchedule = fileSystem.isReadOnly
    ? undefined
    : scheduleBackups({
        library,
        now,
        log,
        tell: (message) => tell({ id: newId(), at: now().toISOString(), message }),
      });
  const debriefs = new Debriefs(library);
  const router = createAppRouter({
    library,
    check,
    imports,
    playback,
    ffmpeg,
    exports,
    mentoring,
    competencyReviews,
    reports: createReports({
      library,
      competencyReviews,
      mentoring,
      exports,
      templates: new FormTemplates({
        fileSystem,
        builtInFolder: join(resourcesFolder, 'forms'),
        folder: library.layout.forms,
        log,
      }),
    }),
    debriefs,
    minutes: createDebriefMinutes({ library, debriefs, exports }),
    share: createShare({
      library: shareLibraryOf(library),
      exports,
      newId,
      now,
      locatePlayed: (sessionId) => playback.locatePlayed(sessionId),
    }),
    events,
    notices,
    version,
    addsByPath,
    now,
    openSample: oneAtATime(() => openSampleSession(library, join(resourcesFolder, 'sample'), newId)),
  });

  const app = new Hono();
  app.get('/api/ping', (context) => context.json({ version }));
  app.use(
    '/api/*',
    bodyLimit({
      maxSize: MAXIMUM_API_BODY_BYTES,
      onError: () => plainText(413, 'This request is larger than any that the program sends.'),
    }),
  );
  app.all('/api/*', (context) =>
    fetchRequestHandler({
      endpoint: '/api',
      req: context.req.raw,
      router,
      onError: ({ error, path }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR')
          log.error(`${path} failed`, { error: String(error.cause ?? error) });
      },
    }),
  );
  mountMediaRoutes(app, {
    locateRecording: (sessionId) => library.locateRecording(sessionId),
    locatePlayed: (sessionId) => playback.locatePlayed(sessionId),
    locateExcerpt: (sessionId, number) => library.locateExcerpt(sessionId, number),
    outside: library.outside,
    peaks: createPeaksStore(
      async (sessionId, line) => {
        const session = library.index.find(sessionId);
        // A page that still computes them must not bring them back.
        if (!session || session.recordingStorage === 'deleted') return undefined;
        const { recording } = await library.sessions.get(sessionId);
        return library.layout.session(sessionId).peaks(recording, line);
      },
      newId,
      fileSystem,
    ),
    backendPeaks,
    uploads: imports,
    exports,
  });
  const serveStaticFile = createStaticFiles(rendererFolder);
  app.on(['GET', 'HEAD'], '*', (context) => serveStaticFile(context.req.raw));
  app.notFound(() => plainText(404, 'There is nothing here.'));
  app.onError((error) => {
    log.error('A request failed', { error: error.stack ?? String(error) });
    return plainText(500, 'Something went wrong inside Concordance. Nothing was changed.');
  });

  let closing: Promise<void> | undefined;
  return {
    async fetch(request) {
      if (closing) return plainText(503, 'Concordance is closing.');
      return withSecurityHeaders(await app.fetch(request));
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };

  async function closeAll(): Promise<void> {
    events.close();
    await backendPeaks.stop();
    await imports.close();
    await exports.close();
    await check.cancel();
    await backupSchedule?.close();
    await library.close();
  }
}

/** Joins calls that come while one is under way, so that a double click makes one session. */
function oneAtATime<Result>(task: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  return () => {
    running ??= task().finally(() => {
      running = undefined;
    });
    return running;
  };
}

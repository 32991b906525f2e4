import type { Context, Hono } from 'hono';
import { idSchema } from '#shared/model/identifiers';
import type { Excerpt, Recording } from '#shared/model/recording';
import type { OutsideFiles } from '../../library/outside-files';
import type { BackendPeaks } from '../drawing/backend-peaks';
import { respondWithFile } from './file-response';
import type { PeaksStore } from './peaks-store';
import { plainText, refusalResponse } from './plain-response';
import type { PlayedFile } from './playback-store';

export type MediaRouteOptions = {
  /**
   * Where a session's recording lies; `undefined` where it was not shared. A session or file that is gone is a
   * `UserError` `not-found`, whose message is passed on.
   */
  locateRecording(sessionId: string): Promise<{ path: string; recording: Recording } | undefined>;
  /** The file on whose time line a session lives: its recording, or a copy of that; `undefined` as above. */
  locatePlayed(sessionId: string): Promise<PlayedFile | undefined>;
  /** Where an excerpt lies, counted from 1, of a recording of which excerpts are here; else `undefined`. */
  locateExcerpt(
    sessionId: string,
    number: number,
  ): Promise<{ path: string; excerpt: Excerpt; recording: Recording } | undefined>;
  /** The drives on which linked recordings lie. */
  outside: OutsideFiles;
  peaks: PeaksStore;
  backendPeaks: Pick<BackendPeaks, 'respond'>;
  uploads: { receive(importId: string, request: Request): Promise<Response> };
  exports: { respond(exportId: string, request: Request): Promise<Response> };
};

const TO_A_PLAYER = {
  // A browser would keep what it plays in files of its own, and there a deleted recording would live on.
  cacheControl: 'private, no-store',
  isPlayed: true,
};

const NOT_SHARED = 'The recording of this session was not shared.';

/** Adds the routes that carry bytes: recordings, peaks, uploads and exports, each named by an id and never by a path. */
export function mountMediaRoutes(
  app: Hono,
  {
    locateRecording,
    locatePlayed,
    locateExcerpt,
    outside,
    peaks,
    backendPeaks,
    uploads,
    exports,
  }: MediaRouteOptions,
): void {
  const driveOf = ({ path, recording }: { path: string; recording: Recording }) =>
    recording.storage === 'linked' && { askDrive: outside.at(path, recording.originalName) };
  app.on(['GET', 'HEAD'], '/media/:sessionId', (context) =>
    answer(context, 'sessionId', async (sessionId, request) => {
      const [located, played] = await Promise.all([locateRecording(sessionId), locatePlayed(sessionId)]);
      if (!located || !played) return plainText(404, NOT_SHARED);
      const response = await respondWithFile(request, {
        ...played,
        ...TO_A_PLAYER,
        ...driveOf(located),
      });
      return response ?? plainText(404, changedMessage(located.recording));
    }),
  );
  // For a player that can have no better: times are only near in some.
  app.on(['GET', 'HEAD'], '/media/:sessionId/original', (context) =>
    answer(context, 'sessionId', async (sessionId, request) => {
      const located = await locateRecording(sessionId);
      if (!located) return plainText(404, NOT_SHARED);
      const { path, recording } = located;
      const response = await respondWithFile(request, {
        path,
        contentType: recording.mimeType,
        version: recording.sha256,
        ...TO_A_PLAYER,
        // The ETag promises these very bytes, and a linked original is out of our hands.
        expectedSizeBytes: recording.sizeBytes,
        ...driveOf(located),
      });
      return response ?? plainText(404, changedMessage(recording));
    }),
  );
  // One to three digits and no leading zero: an excerpt has one address.
  app.on(['GET', 'HEAD'], '/media/:sessionId/:number{[1-9][0-9]{0,2}}', (context) =>
    answer(context, 'sessionId', async (sessionId, request) => {
      const located = await locateExcerpt(sessionId, Number(context.req.param('number')));
      if (!located) return plainText(404, 'This part of the recording was not shared.');
      const { path, excerpt, recording } = located;
      const response = await respondWithFile(request, {
        path,
        contentType: excerpt.mimeType,
        ...TO_A_PLAYER,
        version: excerpt.sha256,
        expectedSizeBytes: excerpt.sizeBytes,
      });
      return response ?? plainText(404, changedMessage(recording));
    }),
  );
  // Beside each recording, those of its time line.
  for (const [path, line] of [
    ['/peaks/:sessionId', 'played'],
    ['/peaks/:sessionId/original', 'original'],
  ] as const) {
    app.on(['GET', 'HEAD'], path, (context) =>
      answer(context, 'sessionId', (sessionId, request) => peaks.respond(sessionId, line, request)),
    );
    app.put(path, (context) =>
      answer(context, 'sessionId', (sessionId, request) => peaks.store(sessionId, line, request)),
    );
  }
  // A program of the system draws those of what is played, where the user allows one.
  app.get('/peaks/:sessionId/drawing', (context) =>
    answer(context, 'sessionId', (sessionId, request) => backendPeaks.respond(sessionId, request)),
  );
  app.put('/uploads/:importId', (context) =>
    answer(context, 'importId', (importId, request) => uploads.receive(importId, request)),
  );
  app.on(['GET', 'HEAD'], '/exports/:exportId', (context) =>
    answer(context, 'exportId', (exportId, request) => exports.respond(exportId, request)),
  );
  for (const path of ['/media/*', '/peaks/*', '/uploads/*', '/exports/*']) {
    app.all(path, () => plainText(404, 'There is nothing here.'));
  }
}

/** Runs a handler with the id from the path, and turns what it refuses into a plain answer. */
async function answer(
  context: Context,
  parameter: string,
  handler: (id: string, request: Request) => Promise<Response>,
): Promise<Response> {
  const id = idSchema.safeParse(context.req.param(parameter));
  if (!id.success) return plainText(404, 'There is nothing here.');
  try {
    return await handler(id.data, context.req.raw);
  } catch (error) {
    return refusalResponse(error);
  }
}

function changedMessage({ originalName, storage }: Recording): string {
  return storage === 'linked'
    ? `“${originalName}” is not what it was when it was added: it has changed or was replaced. Put the original back at its place.`
    : `The recording “${originalName}” is missing from the library or was changed there. Put back the file that was added; your reviews are safe.`;
}

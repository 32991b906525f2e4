import { z } from 'zod';
import { idSchema } from '#shared/model/identifiers';
import {
  type ReviewSummary,
  reviewSummarySchema,
  type SessionSummary,
  sessionSummarySchema,
} from '#shared/model/session';
import { indexTableSchema, packRows, unpackRows } from './index-table';

/** A summary, and the change times of the folders it was read from; while these hold, the summary does. */
export type IndexEntry = { summary: SessionSummary; folderChangedMs: number; reviewsChangedMs: number };

/** `library.json` */
export const libraryDocumentSchema = z.object({
  schemaVersion: z.literal(2),
  id: idSchema,
  sessions: indexTableSchema,
  reviews: indexTableSchema,
});
export type LibraryDocument = z.infer<typeof libraryDocumentSchema>;
type Tables = Pick<LibraryDocument, 'sessions' | 'reviews'>;

const SESSION_FIELDS = sessionSummarySchema.omit({ reviews: true }).shape;
const REVIEW_FIELDS = reviewSummarySchema.omit({ sessionId: true }).shape;
const TIMES = { folderChangedMs: z.number(), reviewsChangedMs: z.number() };
/** The place of a review's session among the rows of sessions. */
const PLACES = { of: z.number().int().nonnegative() };

export function packIndex(entries: readonly IndexEntry[]): Tables {
  const sessions = entries.map(({ summary, ...times }) => ({ ...summary, ...times }));
  const reviews = entries.flatMap(({ summary }, of) => summary.reviews.map((review) => ({ ...review, of })));
  return {
    sessions: packRows({ ...SESSION_FIELDS, ...TIMES }, sessions),
    reviews: packRows({ ...REVIEW_FIELDS, ...PLACES }, reviews),
  };
}

/** @throws RangeError or ZodError where the document holds no such entries */
export function unpackIndex({ sessions, reviews }: Tables): IndexEntry[] {
  const summaries = unpackRows(SESSION_FIELDS, sessions).map((session) =>
    Object.assign(session, { reviews: [] as ReviewSummary[] }),
  );
  const places = unpackRows(PLACES, reviews);
  for (const [index, review] of unpackRows(REVIEW_FIELDS, reviews).entries()) {
    const session = summaries[places[index]?.of ?? -1];
    if (!session) throw new RangeError('A review names a session that is not there');
    session.reviews.push(Object.assign(review, { sessionId: session.id }));
  }
  return unpackRows(TIMES, sessions).map((times, index) => {
    const summary = summaries[index];
    if (!summary) throw new RangeError('A session has no summary');
    return Object.assign(times, { summary });
  });
}

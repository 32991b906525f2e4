import { z } from 'zod';

/** A UUIDv7 (RFC 9562): sorts by the moment of its making. Always made by the id maker that the caller passes in. */
export const idSchema = z.uuidv7();
export type Id = z.infer<typeof idSchema>;

/** ISO 8601 date and time with offset, as in `2026-11-22T18:30:00.000Z`. */
export const timestampSchema = z.iso.datetime({ offset: true });

/** ISO 8601 calendar date, as in `2026-11-22`. */
export const calendarDateSchema = z.iso.date();

/** SHA-256 in lower-case hexadecimal. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 value');

/** Whole milliseconds from the start of the recording. */
export const millisecondsSchema = z.number().int().nonnegative();

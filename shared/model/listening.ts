import { z } from 'zod';
import { millisecondsSchema } from './identifiers';

/** The most that a quiet recording is made louder. */
export const MAXIMUM_BOOST_DB = 18;

/**
 * `cache/listening.json`: how a session was listened to last, so that one finds it as one left it. It is no part of the
 * session: it may be lost and never leaves the library.
 */
export const listeningSchema = z.object({
  /** Where the playhead rested. */
  positionMs: millisecondsSchema,
  /** 0.5 to 2. */
  speed: z.number().min(0.5).max(2),
  /** How much louder than recorded, in decibels. */
  boostDb: z.number().min(0).max(MAXIMUM_BOOST_DB),
  /** Whether quiet voices are brought nearer to loud ones. */
  isEven: z.boolean(),
  /** Pauses from this length on are shown; 0 shows none. */
  pausesFromMs: millisecondsSchema.max(60_000),
});
export type Listening = z.infer<typeof listeningSchema>;

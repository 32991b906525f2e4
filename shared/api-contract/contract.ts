import { debriefs } from './debrief-contract';
import { engagements } from './engagement-contract';
import { exports, imports, packages } from './exchange-contract';
import { frameworkDrafts, frameworks } from './framework-contract';
import { backups, check, events, library, profile } from './library-contract';
import { mentoring } from './mentoring-contract';
import { contacts, identity } from './people-contract';
import type { Contract } from './procedure';
import { competencyReviews, reports } from './report-contract';
import { calibration, phrases, progress, reviews } from './review-contract';
import { ffmpeg, recordings, sessions } from './session-contract';

/** Every remote call, by resource. The backend implements it, the page's client is derived from it. */
export const contract = {
  library,
  profile,
  identity,
  contacts,
  sessions,
  recordings,
  ffmpeg,
  imports,
  frameworks,
  frameworkDrafts,
  reviews,
  debriefs,
  progress,
  calibration,
  exports,
  engagements,
  phrases,
  packages,
  reports,
  competencyReviews,
  mentoring,
  backups,
  check,
  events,
} as const satisfies Contract;

export type ConcordanceContract = typeof contract;

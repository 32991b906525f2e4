import { join } from 'node:path';
import { type FrameworkReference, frameworkFileName } from '#shared/model/framework';
import type { Recording } from '#shared/model/recording';
import { type CopiedFrom, TIMING_RULES } from '#shared/model/recording-timing';
import { type PeaksLine, peaksFileName } from './peaks-name';

/** Where everything of a library lies. Ids are parsed UUIDs before they come here, so no part can climb out. */
export class LibraryLayout {
  constructor(readonly root: string) {}

  get index(): string {
    return join(this.root, 'library.json');
  }

  get profile(): string {
    return join(this.root, 'profile.json');
  }

  get contacts(): string {
    return join(this.root, 'contacts.json');
  }

  get lock(): string {
    return join(this.root, 'library.lock');
  }

  get sessions(): string {
    return join(this.root, 'sessions');
  }

  get trash(): string {
    return join(this.root, 'trash');
  }

  get mentoring(): string {
    return join(this.root, 'mentoring.json');
  }

  /** Layouts of forms that were added. */
  get forms(): string {
    return join(this.root, 'forms');
  }

  get frameworks(): string {
    return join(this.root, 'frameworks');
  }

  get engagements(): string {
    return join(this.root, 'engagements');
  }

  get competencyReviews(): string {
    return join(this.root, 'competency-reviews');
  }

  /** Frameworks that are being written. */
  get frameworkDrafts(): string {
    return join(this.root, 'framework-drafts');
  }

  /** Files that are being taken in; emptied at every start. */
  get incoming(): string {
    return join(this.root, 'incoming');
  }

  /** Finished exports that wait to be saved; emptied at every start. */
  get outgoing(): string {
    return join(this.root, 'outgoing');
  }

  /** Which sessions were deleted for good; JSON lines. */
  get deletions(): string {
    return join(this.root, 'deletions.jsonl');
  }

  /** What a restore puts in place, until it is done. */
  get restoring(): string {
    return join(this.root, 'restoring');
  }

  /** Copies of the documents, one folder a backup. */
  get backups(): string {
    return join(this.root, 'backups');
  }

  session(sessionId: string): SessionLayout {
    return new SessionLayout(join(this.sessions, sessionId));
  }

  trashedSession(sessionId: string): SessionLayout {
    return new SessionLayout(join(this.trash, sessionId));
  }

  framework(reference: FrameworkReference): string {
    return join(this.frameworks, frameworkFileName(reference));
  }
}

/** Of the rules by which it was made too: a copy that was made by others is made again. */
const WORKING_COPY_NAME = `playback-${TIMING_RULES}`;

export class SessionLayout {
  constructor(readonly root: string) {}

  get document(): string {
    return join(this.root, 'session.json');
  }

  /** What was done with the session; JSON lines. */
  get audit(): string {
    return join(this.root, 'audit.jsonl');
  }

  get recording(): string {
    return join(this.root, 'recording');
  }

  get recordingLink(): string {
    return join(this.root, 'recording', 'recording.link.json');
  }

  get reviews(): string {
    return join(this.root, 'reviews');
  }

  /** What groups wrote when they talked about the reviews. */
  get debriefs(): string {
    return join(this.root, 'debriefs');
  }

  get cache(): string {
    return join(this.root, 'cache');
  }

  peaks(recording: Pick<Recording, 'sha256' | 'storage' | 'excerpts' | 'timing'>, line: PeaksLine): string {
    return join(this.root, 'cache', peaksFileName(recording, line));
  }

  /** How the session was listened to last. */
  get listening(): string {
    return join(this.root, 'cache', 'listening.json');
  }

  /** What is played in place of the recording, where its times are not found exactly in that, or it is not decoded. */
  workingCopy({ type, extension, soundTrack }: CopiedFrom): string {
    const encoded = type === 'encoded' ? '-encoded' : '';
    const sound = soundTrack === undefined ? '' : `-sound-${soundTrack + 1}`;
    return join(this.root, 'cache', `${WORKING_COPY_NAME}${encoded}${sound}.${extension}`);
  }

  review(reviewId: string): string {
    return join(this.reviews, `${reviewId}.json`);
  }

  reviewJournal(reviewId: string): string {
    return join(this.reviews, `${reviewId}.journal`);
  }
}

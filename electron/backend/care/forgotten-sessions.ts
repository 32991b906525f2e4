import { z } from 'zod';
import { idSchema, timestampSchema } from '#shared/model/identifiers';
import type { FileSystem } from '../library/file-system';
import {
  type JsonDocument,
  openJsonDocument,
  type RecoveryReport,
  saveDocument,
} from '../library/json-document';

const forgottenSchema = z.object({
  schemaVersion: z.literal(1),
  sessions: z.array(
    z.object({
      sessionId: idSchema,
      at: timestampSchema,
      /** Absent while the forgetting is under way: after a crash it is taken up again. */
      finishedAt: timestampSchema.optional(),
    }),
  ),
});
type Forgotten = z.infer<typeof forgottenSchema>;

/**
 * `backups/forgotten.json`: the sessions that were taken out of every backup, since their client withdrew consent or
 * they were deleted for good. It is written before anything is taken out, so that what was begun is always finished,
 * and it stays, so that a backup that comes back from elsewhere cannot bring them back.
 */
export class ForgottenSessions {
  private constructor(
    private readonly document: JsonDocument<Forgotten>,
    private readonly now: () => Date,
  ) {}

  static async open(options: {
    fileSystem: FileSystem;
    path: string;
    now: () => Date;
    onRecovery: RecoveryReport;
  }): Promise<ForgottenSessions> {
    const document = await openJsonDocument({
      ...options,
      schema: forgottenSchema,
      migrations: [],
      description: 'the list of sessions taken out of the backups',
    });
    return new ForgottenSessions(document, options.now);
  }

  /** The sessions that are still to be taken out. */
  get unfinished(): string[] {
    return this.#sessions
      .filter(({ finishedAt }) => finishedAt === undefined)
      .map(({ sessionId }) => sessionId);
  }

  /** Whether a session stays away although a backup of that time holds it. */
  isForgotten(sessionId: string, backupMadeAt: string): boolean {
    return this.#sessions.some(
      (entry) => entry.sessionId === sessionId && Date.parse(backupMadeAt) <= Date.parse(entry.at),
    );
  }

  async begin(sessionId: string): Promise<void> {
    await this.#save([
      ...this.#sessions.filter((entry) => entry.sessionId !== sessionId),
      { sessionId, at: this.now().toISOString() },
    ]);
  }

  async finish(sessionId: string): Promise<void> {
    const finishedAt = this.now().toISOString();
    await this.#save(
      this.#sessions.map((entry) => (entry.sessionId === sessionId ? { ...entry, finishedAt } : entry)),
    );
  }

  get #sessions(): Forgotten['sessions'] {
    return this.document.data?.sessions ?? [];
  }

  async #save(sessions: Forgotten['sessions']): Promise<void> {
    await saveDocument(this.document, { schemaVersion: 1, sessions });
  }
}

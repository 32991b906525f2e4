import type { DebriefSummary, Gathered, OpenedDebrief } from '#shared/api-contract/debrief-contract';
import { aliasReplacer } from '#shared/debrief/aliases';
import { type DebriefReview, type DebriefStep, headOf, makeSteps } from '#shared/debrief/debrief-steps';
import { gatherReviews, joinParticipants, whyNotBegin } from '#shared/debrief/gathering';
import {
  type DebriefContent,
  type DebriefDocument,
  EMPTY_DEBRIEF,
  type Naming,
  type Participant,
} from '#shared/model/debrief';
import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import { type ReviewSummary, removesWords } from '#shared/model/session';
import { removeQuotesFromDebrief } from '#shared/privacy/remove-debrief-quotes';
import { UserError } from '../user-error';
import type { Library } from './library';

type DebriefName = { sessionId: string; debriefId: string };

/** The talks of groups about a session: whom they gather, when they begin, and what they write. */
export class Debriefs {
  /** Of the debrief that was looked at last: its steps are asked for one by one. */
  #lastSteps: { key: string; steps: readonly DebriefStep[] } | undefined;

  constructor(private readonly library: Library) {}

  async list(sessionId: string): Promise<DebriefSummary[]> {
    return (await this.library.debriefs.list(sessionId)).map(summarise);
  }

  start(sessionId: string, framework: FrameworkReference): Promise<DebriefName> {
    return this.library.inTurn(async () => {
      this.library.frameworks.get(framework);
      this.library.sessionSummary(sessionId);
      const begun = (await this.library.debriefs.list(sessionId)).find(
        (known) => known.begunAt === undefined && isSameReference(known.framework, framework),
      );
      if (begun) return { sessionId, debriefId: begun.id };
      const id = this.library.newId();
      await this.library.debriefs.write({
        schemaVersion: 1,
        id,
        sessionId,
        framework,
        facilitator: this.library.profile.person,
        startedAt: this.library.now().toISOString(),
        revision: 0,
        naming: 'names',
        participants: [],
        content: EMPTY_DEBRIEF,
      });
      // The folder of the session has another time now.
      await this.library.index.refresh(sessionId);
      return { sessionId, debriefId: id };
    });
  }

  /** Who has submitted by now, and nothing of what they say. */
  gather(
    { sessionId, debriefId }: DebriefName,
    choices: { naming?: Naming | undefined; counting?: Record<string, boolean> | undefined },
  ): Promise<Gathered> {
    return this.library.inTurn(async () => {
      const debrief = await this.library.debriefs.get(sessionId, debriefId);
      const { title, reviews } = this.library.sessionSummary(sessionId);
      const gathering = gatherReviews(reviews, debrief.framework);
      const gathered =
        debrief.begunAt === undefined ? await this.#join(debrief, gathering, choices) : debrief;
      const obstacle = whyNotBegin(gathered.participants);
      return {
        debrief: gathered,
        frameworkTitle: this.library.frameworks.get(debrief.framework).title,
        sessionTitle: title,
        reviews: reviewsOf(gathered.participants, reviews),
        leftOut: [...gathering.leftOut],
        isSealed: gathering.reviews.some((review) => !this.library.desk.mayRead(review)),
        ...(obstacle !== undefined && { obstacle }),
      };
    });
  }

  async #join(
    debrief: DebriefDocument,
    gathering: ReturnType<typeof gatherReviews>,
    { naming = debrief.naming, counting }: Parameters<Debriefs['gather']>[1],
  ): Promise<DebriefDocument> {
    const participants = joinParticipants(gathering, debrief.participants, debrief.id, counting);
    const joined = { ...debrief, naming, participants };
    const isSame = JSON.stringify(joined) === JSON.stringify(debrief);
    if (isSame || this.library.fileSystem.isReadOnly) return joined;
    const saved = { ...joined, revision: debrief.revision + 1 };
    await this.library.debriefs.write(saved);
    return saved;
  }

  /** @throws UserError where too few take part, or the owner would see others' reviews before hers is in */
  begin({ sessionId, debriefId }: DebriefName): Promise<void> {
    return this.library.inTurn(async () => {
      const debrief = await this.library.debriefs.get(sessionId, debriefId);
      if (debrief.begunAt !== undefined) return;
      const gathering = gatherReviews(this.library.sessionSummary(sessionId).reviews, debrief.framework);
      const participants = joinParticipants(gathering, debrief.participants, debrief.id);
      const obstacle = whyNotBegin(participants);
      if (obstacle !== undefined) throw new UserError('conflict', obstacle);
      if (gathering.reviews.some((review) => !this.library.desk.mayRead(review))) {
        throw new UserError(
          'forbidden',
          'In a debrief you see what everyone scored. Submit your own review first, or choose to go without one.',
        );
      }
      const begunAt = this.library.now().toISOString();
      await this.library.debriefs.write({
        ...debrief,
        participants,
        begunAt,
        revision: debrief.revision + 1,
      });
      await this.library.audit.record(sessionId, {
        type: 'debrief-begun',
        debriefId,
        framework: debrief.framework,
        reviewIds: participants.map(({ reviewId }) => reviewId),
      });
    });
  }

  /** Opens a debrief for its facilitator; that its reviews were opened is listed. */
  async open(name: DebriefName): Promise<OpenedDebrief> {
    const { debrief, steps, framework, session } = await this.read(name, { isListed: true });
    const { reviews } = this.library.sessionSummary(name.sessionId);
    const standing = new Set(gatherReviews(reviews, debrief.framework).reviews.map(({ id }) => id));
    const known = reviewsOf(debrief.participants, reviews);
    return {
      debrief,
      session,
      framework,
      reviews: known,
      correctedSince: known.filter(({ id }) => !standing.has(id)).map(({ id }) => id),
      steps: steps.map(headOf),
    };
  }

  /** @throws UserError `not-found` */
  async step(name: DebriefName, stepId: string): Promise<DebriefStep> {
    const { steps } = await this.read(name, { isListed: false });
    const step = steps.find(({ id }) => id === stepId);
    if (!step) throw new UserError('not-found', 'This step is not in the debrief any more. Open it again.');
    return step;
  }

  /**
   * A debrief that has begun with its steps, its aliases in place where these were chosen.
   *
   * @throws UserError `conflict` before it has begun, `forbidden` where a review of it may not be read
   */
  async read({ sessionId, debriefId }: DebriefName, { isListed }: { isListed: boolean }) {
    const debrief = await this.library.debriefs.get(sessionId, debriefId);
    if (debrief.begunAt === undefined) {
      throw new UserError('conflict', 'This debrief has not begun yet.');
    }
    const framework = this.library.frameworks.get(debrief.framework);
    const session = await this.library.sessions.get(sessionId);
    const summaries = this.library.sessionSummary(sessionId).reviews;
    // One that was lost, or is in no library since a restore, is missed and keeps the others from nothing.
    const participants = debrief.participants.filter(({ reviewId }) =>
      summaries.some(({ id }) => id === reviewId),
    );
    const people = participants.map(({ reviewId, alias }) => {
      const { reviewer: person } = this.library.desk.summary(reviewId);
      return { reviewId, person, alias };
    });
    const replaceNames = aliasReplacer(people, session.coach);
    // A submitted review says something else only after a deletion.
    const key = JSON.stringify([
      debriefId,
      debrief.naming,
      participants,
      people,
      session.coach,
      session.deletions,
    ]);
    if (isListed || this.#lastSteps?.key !== key) {
      const reviews = await this.#readReviews(participants, isListed);
      const steps = makeSteps(framework, reviews);
      const usesAliases = debrief.naming === 'aliases';
      this.#lastSteps = {
        key,
        steps: usesAliases ? steps.map((step) => withTexts(step, replaceNames)) : steps,
      };
    }
    return { debrief, session, framework, people, steps: this.#lastSteps.steps, replaceNames };
  }

  async #readReviews(participants: readonly Participant[], isListed: boolean): Promise<DebriefReview[]> {
    const { desk } = this.library;
    const reviews: DebriefReview[] = [];
    for (const { reviewId, counts } of participants) {
      const { review } = await (isListed ? desk.open(reviewId) : desk.read(reviewId));
      reviews.push({ reviewId, counts, content: review.content });
    }
    return reviews;
  }

  /** @throws UserError `conflict` where it was changed elsewhere since that revision */
  save({ sessionId, debriefId }: DebriefName, revision: number, content: DebriefContent) {
    return this.library.inTurn(async () => {
      const debrief = await this.library.debriefs.get(sessionId, debriefId);
      if (debrief.revision !== revision) {
        throw new UserError(
          'conflict',
          'This debrief was changed elsewhere in the meantime. Copy what you wrote last, and open the debrief again.',
        );
      }
      const { deletions } = await this.library.sessions.get(sessionId);
      const saved = {
        ...debrief,
        revision: revision + 1,
        content: deletions.some(removesWords) ? removeQuotesFromDebrief(content, []) : content,
      };
      await this.library.debriefs.write(saved);
      return { revision: saved.revision };
    });
  }

  remove({ sessionId, debriefId }: DebriefName): Promise<void> {
    return this.library.inTurn(async () => {
      await this.library.debriefs.remove(sessionId, debriefId);
      await this.library.audit.record(sessionId, { type: 'debrief-removed', debriefId });
      await this.library.index.refresh(sessionId);
    });
  }
}

function reviewsOf(participants: readonly Participant[], reviews: readonly ReviewSummary[]): ReviewSummary[] {
  return participants.flatMap(({ reviewId }) => reviews.find(({ id }) => id === reviewId) ?? []);
}

/** A step with what people wrote passed through a function. */
function withTexts(step: DebriefStep, change: (text: string) => string): DebriefStep {
  if (step.type === 'moment') {
    const moment = (each: (typeof step.moments)[number]) => ({
      ...each,
      note: change(each.note),
      quote: change(each.quote),
    });
    return { ...step, moments: step.moments.map(moment), beside: step.beside.map(moment) };
  }
  const rating = (each: (typeof step.ratings)[number]) => ({ ...each, rationale: change(each.rationale) });
  return { ...step, ratings: step.ratings.map(rating), beside: step.beside.map(rating) };
}

function summarise({
  id,
  framework,
  startedAt,
  begunAt,
  participants,
  content,
}: DebriefDocument): DebriefSummary {
  return {
    id,
    framework,
    startedAt,
    ...(begunAt !== undefined && { begunAt }),
    reviewers: participants.length,
    results: Object.values(content.outcomes).filter(({ result }) => result !== undefined).length,
  };
}

import type { Crosswalk, CrosswalkLine } from '../model/crosswalk';
import {
  type Competency,
  competenciesOf,
  type Framework,
  type Indicator,
  type Scale,
  scaleOf,
  statesOf,
} from '../model/framework';
import { kindsOf, type Moment } from '../model/moment';
import type { MoveReport, Uncarried, UncarriedReason } from '../model/move-report';
import type { IndicatorMark, Rating, ReviewContent } from '../model/review';
import { crosswalkBetween, oneToOneLines } from './crosswalk';
import { isOffScale } from './review-gaps';

export type MovedContent = { content: ReviewContent; report: MoveReport };

/**
 * Carries what a reviewer said under one framework over to another, along the crosswalk between them.
 *
 * Nothing is invented: a mark or a rating goes only where it has one counterpart of the same sort that is nobody
 * else's; evidence goes with an item also where that was joined with others, since it is evidence for the whole. What
 * cannot be carried is reported in full. Moments and written feedback stay as they are.
 *
 * @returns `undefined` where no crosswalk joins the two frameworks
 */
export function moveContent(
  content: ReviewContent,
  from: Framework,
  to: Framework,
): MovedContent | undefined {
  const crosswalk = crosswalkBetween(from, to);
  return crosswalk && new ContentMove(crosswalk, from, to).carry(content);
}

type Item =
  | { type: 'competency'; competency: Competency }
  | { type: 'indicator'; indicator: Indicator; competency: Competency };

class ContentMove {
  readonly #lines: ReadonlyMap<string, CrosswalkLine>;
  readonly #oneToOne: ReturnType<typeof oneToOneLines>;
  readonly #sources: ReadonlyMap<string, Item>;
  readonly #targets: ReadonlyMap<string, Item>;
  readonly #uncarried: Uncarried[] = [];
  readonly #used = new Set<CrosswalkLine>();

  constructor(
    crosswalk: Crosswalk,
    private readonly from: Framework,
    private readonly to: Framework,
  ) {
    this.#lines = new Map(crosswalk.lines.map((line) => [line.from, line]));
    this.#oneToOne = oneToOneLines(crosswalk);
    this.#sources = itemsOf(from);
    this.#targets = itemsOf(to);
  }

  carry(content: ReviewContent): MovedContent {
    const marks: Record<string, IndicatorMark> = {};
    for (const [code, mark] of Object.entries(content.marks)) {
      const target = this.#placeOfMark(code, mark);
      if ('reason' in target) this.#uncarried.push({ type: 'mark', code, mark, ...target });
      else marks[target.code] = mark;
    }
    const ratings: Record<string, Rating> = {};
    for (const [code, rating] of Object.entries(content.ratings)) this.#carryRating(code, rating, ratings);
    const moments = this.#carryMoments(Object.values(content.moments));
    return {
      content: { moments, marks, ratings, feedback: content.feedback },
      report: {
        uncarried: this.#uncarried,
        toCheck: [...this.#used].filter(
          ({ relation, uncertain }) => relation === 'reworded' || uncertain !== undefined,
        ),
      },
    };
  }

  #placeOfMark(code: string, mark: IndicatorMark): { code: string } | { reason: UncarriedReason } {
    const line = this.#oneToOne.get(code);
    if (!line) return { reason: this.#reasonFor(code) };
    const source = this.#sources.get(code);
    const target = this.#targets.get(line.to[0]);
    if (source?.type !== 'indicator' || target?.type !== 'indicator') return { reason: 'other-item' };
    if (source.indicator.sense !== target.indicator.sense) return { reason: 'other-sense' };
    if (!statesOf(target.competency, target.indicator).includes(mark.state)) return { reason: 'not-in-part' };
    this.#use(code);
    return { code: line.to[0] };
  }

  #carryRating(code: string, rating: Rating, carried: Record<string, Rating>): void {
    const keep = (left: Partial<Rating>, reason: UncarriedReason) =>
      this.#uncarried.push({ type: 'rating', code, rating: left, reason });
    const line = this.#oneToOne.get(code);
    if (!line) {
      keep(rating, this.#reasonFor(code));
      return;
    }
    const source = this.#sources.get(code);
    const target = this.#targets.get(line.to[0]);
    if (source?.type !== 'competency' || target?.type !== 'competency') {
      keep(rating, 'other-item');
      return;
    }
    const { value, rationale } = rating;
    const before = scaleOf(this.from, source.competency);
    const after = scaleOf(this.to, target.competency);
    const valueFits =
      value !== undefined && after !== undefined && (isOffScale(value) || isSameScale(before, after));
    if (value !== undefined && !valueFits) keep({ value }, 'other-scale');
    if (valueFits || rationale !== '') {
      carried[line.to[0]] = { rationale, ...(valueFits && { value }) };
      this.#use(code);
    }
  }

  #carryMoments(moments: readonly Moment[]): Record<string, Moment> {
    const kinds = new Set(kindsOf(this.to).map(({ id }) => id));
    const carried: Record<string, Moment> = {};
    const left = new Map<string, { momentIds: string[]; reason: UncarriedReason }>();
    for (const moment of moments) {
      if (!kinds.has(moment.kind)) {
        this.#uncarried.push({ type: 'moment', moment, reason: 'kind-missing' });
        continue;
      }
      const links = new Set<string>();
      for (const code of [...moment.indicators, ...moment.competencies]) {
        const [target, ...more] = this.#lines.get(code)?.to ?? [];
        if (target !== undefined && more.length === 0) {
          links.add(target);
          this.#use(code);
        } else {
          const entry = left.get(code) ?? { momentIds: [], reason: this.#reasonFor(code) };
          left.set(code, { ...entry, momentIds: [...entry.momentIds, moment.id] });
        }
      }
      const linkedTo = (type: Item['type']) =>
        [...links].filter((code) => this.#targets.get(code)?.type === type);
      carried[moment.id] = {
        ...moment,
        indicators: linkedTo('indicator'),
        competencies: linkedTo('competency'),
      };
    }
    for (const [code, { momentIds, reason }] of left) {
      this.#uncarried.push({ type: 'links', code, momentIds, reason });
    }
    return carried;
  }

  #use(code: string): void {
    const line = this.#lines.get(code);
    if (line) this.#used.add(line);
  }

  /** Why a code has no counterpart of its own. */
  #reasonFor(code: string): UncarriedReason {
    const line = this.#lines.get(code);
    if (!line) return 'unmapped';
    if (line.to.length === 0) return 'dropped';
    return line.to.length > 1 ? 'split' : 'merged';
  }
}

function itemsOf(framework: Framework): ReadonlyMap<string, Item> {
  return new Map<string, Item>(
    competenciesOf(framework).flatMap((competency) => [
      [competency.code, { type: 'competency', competency }] as const,
      ...competency.indicators.map(
        (indicator) => [indicator.code, { type: 'indicator', indicator, competency }] as const,
      ),
    ]),
  );
}

/** Whether two scales have the same values in the same order, so that a value means the same on both. */
function isSameScale(a: Scale | undefined, b: Scale | undefined): boolean {
  const ids = (scale: Scale | undefined) => scale?.values.map(({ id, label }) => `${id} ${label}`).join('\n');
  return a !== undefined && ids(a) === ids(b);
}

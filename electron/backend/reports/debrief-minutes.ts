import type { Minutes, MinutesRequest } from '#shared/api-contract/debrief-contract';
import { layOutMinutes } from '#shared/debrief/minutes';
import { nameReplacer } from '#shared/privacy/replace-names';
import { namesToReplace } from '#shared/privacy/shared-names';
import { mapTexts } from '#shared/reports/report-blocks';
import { exportFileName } from '../exchange/export-name';
import type { Exports } from '../exchange/exports';
import type { Debriefs } from '../library/debriefs';
import { writeDurably } from '../library/durable-write';
import type { Library } from '../library/library';
import { dayWriter } from './day-writer';
import { writeDocx } from './report-docx';

/** The program's own words are English; days are written as it writes them. */
const LANGUAGE = 'en';

export type DebriefMinutes = {
  /** The minutes of a debrief as they will print. */
  layOut(request: MinutesRequest): Promise<Minutes>;
  /** Writes the same minutes as a word processor’s file. */
  save(request: MinutesRequest): Promise<{ exportId: string }>;
};

export type DebriefMinutesOptions = {
  library: Library;
  debriefs: Debriefs;
  exports: Pick<Exports, 'begin'>;
};

export function createDebriefMinutes({ library, debriefs, exports }: DebriefMinutesOptions): DebriefMinutes {
  async function layOut(request: MinutesRequest): Promise<Minutes> {
    const { debrief, session, framework, steps, people, replaceNames } = await debriefs.read(request, {
      isListed: false,
    });
    const usesAliases = debrief.naming === 'aliases' || request.replaceNames;
    const summaries = library.sessionSummary(session.id).reviews;
    const reviewers = debrief.participants.map(({ reviewId, profileId, alias, counts }) => {
      const summary = summaries.find(({ id }) => id === reviewId);
      const name = usesAliases ? alias : (summary?.reviewer.name ?? alias);
      return { reviewId, profileId, counts, name, isIndependent: summary?.independent ?? true };
    });
    const { profileId, name } = debrief.facilitator;
    const blocks = layOutMinutes({
      session,
      framework,
      debrief,
      reviewers: usesAliases ? reviewers.toSorted((a, b) => a.name.localeCompare(b.name)) : reviewers,
      facilitator: facilitatorOf(),
      steps,
      replaceNames: usesAliases ? replaceNames : (text) => text,
      writeDay: dayWriter(LANGUAGE),
    });
    const replace = nameReplacer(
      request.replaceNames
        ? namesToReplace(session, library.profile.current?.preferences.replacedNames ?? [])
        : [],
    );
    return {
      title: replace(`Minutes of a debrief, ${session.title}`),
      language: LANGUAGE,
      blocks: mapTexts(blocks, replace),
    };

    /** Her name beside the aliases would tell which of them is hers. */
    function facilitatorOf() {
      const isReviewer = people.some(({ person }) => person.profileId === profileId);
      if (usesAliases && isReviewer) return undefined;
      return request.replaceNames
        ? { profileId, name: 'The facilitator', isNamed: false }
        : { profileId, name, isNamed: true };
    }
  }

  return {
    layOut,
    async save(request) {
      const { blocks, title, language } = await layOut(request);
      const content = await writeDocx(blocks, { title, language });
      await library.audit.record(request.sessionId, {
        type: 'minutes-saved',
        debriefId: request.debriefId,
        namesReplaced: request.replaceNames,
      });
      return exports.begin(
        exportFileName(title, '.docx'),
        async ({ targetPath, fileSystem }) => {
          await writeDurably(fileSystem, targetPath, content, { keepBackup: false });
          return content.byteLength;
        },
        [request.sessionId],
      );
    },
  };
}

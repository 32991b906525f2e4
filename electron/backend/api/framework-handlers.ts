import type { contract } from '#shared/api-contract/contract';
import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import { writeCodebook } from '../exchange/codebook-file';
import { exportFileName } from '../exchange/export-name';
import type { Exports } from '../exchange/exports';
import { importFramework } from '../exchange/framework-import';
import { writeDurably } from '../library/durable-write';
import type { Library } from '../library/library';
import { UserError } from '../user-error';
import type { HandlersOf } from './implement';

/** The frameworks that reviews are made with. */
export function frameworkHandlers(
  library: Library,
  exports: Pick<Exports, 'begin'>,
): HandlersOf<typeof contract.frameworks> {
  const { frameworks, fileSystem } = library;

  return {
    list: () => frameworks.list(),
    get: (reference) => frameworks.get(reference),
    importFile: ({ fileName, text }) => importFramework(frameworks, text, fileName),
    export: ({ format, ...reference }) => {
      const framework = frameworks.get(reference);
      const [extension, content] =
        format === 'codebook'
          ? ['.qdc', writeCodebook(framework)]
          : ['.json', `${JSON.stringify(framework, null, 2)}\n`];
      const name = exportFileName(`${framework.id}@${framework.edition}`, extension);
      return exports.begin(name, async ({ targetPath }) => {
        await writeDurably(fileSystem, targetPath, content, { keepBackup: false });
        return Buffer.byteLength(content);
      });
    },
    // In turn with the reviews that are started.
    remove: (reference) =>
      library.inTurn(async () => {
        await expectUnused(library, reference);
        await frameworks.remove(reference);
      }),
  };
}

/** @throws UserError `conflict` where a review was made with the framework, in the trash too */
async function expectUnused({ index, frameworks }: Library, reference: FrameworkReference): Promise<void> {
  const { title } = frameworks.get(reference);
  const isUsed = ({ reviews }: { reviews: readonly { framework: FrameworkReference }[] }) =>
    reviews.some(({ framework }) => isSameReference(framework, reference));
  const using = index.list().filter(isUsed);
  const inTrash = (await index.readTrash()).filter(({ session }) => isUsed(session));
  const [first] = [...using, ...inTrash.map(({ session }) => session)];
  if (!first) return;
  const more = using.length + inTrash.length - 1;
  const where = more > 0 ? `“${first.title}” and ${more} more` : `“${first.title}”`;
  throw new UserError(
    'conflict',
    `“${title}” stays: a review was made with it, in ${where}${inTrash.length > 0 ? ' (the trash counts too)' : ''}. Nothing was deleted.`,
  );
}

/** Frameworks that are being written. */
export function frameworkDraftHandlers({
  frameworkDrafts,
}: Library): HandlersOf<typeof contract.frameworkDrafts> {
  return {
    list: () => frameworkDrafts.list(),
    get: ({ draftId }) => frameworkDrafts.get(draftId),
    start: (from) => frameworkDrafts.start(from),
    save: ({ draftId, content }) => frameworkDrafts.save(draftId, content),
    finish: ({ draftId }) => frameworkDrafts.finish(draftId),
    discard: ({ draftId }) => frameworkDrafts.discard(draftId),
  };
}

import type { FrameworkSummary } from '#shared/api-contract/framework-contract';
import { isSameEntry } from '#shared/history/review-change';
import type { Framework } from '#shared/model/framework';
import { type FrameworkStore, parseFramework } from '../library/framework-store';
import { readCodebook } from './codebook-reader';
import { parseXml } from './parse-xml';

/**
 * Adds a framework from a file: a framework as JSON, or a REFI-QDA codebook of any program.
 *
 * @throws UserError `bad-request` that names the file and what is wrong in it, `conflict` where the same id and
 *   edition is here with other content
 */
export async function importFramework(
  frameworks: FrameworkStore,
  text: string,
  fileName: string,
): Promise<FrameworkSummary> {
  const isCodebook = /\.qdc$/i.test(fileName) || /^\ufeff?\s*</.test(text);
  const framework = isCodebook
    ? asFreeEdition(frameworks, (edition) => readCodebook(text, fileName, edition, parseXml))
    : parseFramework(text, fileName);
  return frameworks.addChecked(framework, fileName);
}

/** Reads a codebook that has no edition of its own as the first that is free, or as the one that it already is. */
function asFreeEdition(frameworks: FrameworkStore, read: (edition: string) => Framework): Framework {
  for (let number = 1; ; number += 1) {
    const framework = read(String(number));
    const existing = frameworks.find(framework);
    const saysItself = framework.edition !== String(number) || read('0').edition !== '0';
    if (saysItself || !existing || isSameEntry(existing, framework)) return framework;
  }
}

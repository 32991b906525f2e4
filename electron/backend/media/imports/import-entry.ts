import type { Recording } from '#shared/model/recording';
import type { UnplayableKind } from '../examining/unplayable';
import type { FetchedFile } from './import-source';

/** What a job asks about: kept until it is answered. */
export type Question =
  | { type: 'duplicate'; recording: Recording; file: StagedFile; warning: string | undefined }
  | { type: 'unplayable'; file: FetchedFile; kind: UnplayableKind }
  | { type: 'locked'; file: FetchedFile }
  | { type: 'package'; file: FetchedFile };

/** With the copy that is played, where one was needed. */
export type StagedFile = FetchedFile & { workingCopyPath?: string };

/** A file that is being taken in. */
export type Import = {
  readonly id: string;
  readonly folder: string;
  readonly controller: AbortController;
  /** What runs; never rejects. */
  work: Promise<void> | undefined;
  question: Question | undefined;
};

export function isQuestionOf<Type extends Question['type']>(
  question: Question,
  type: Type,
): question is Question & { type: Type } {
  return question.type === type;
}

/** One code of a REFI-QDA codebook, with the codes under it. */
export type CodebookCode = {
  name: string;
  description: string;
  /** Whether the tool that reads it may apply the code, or only uses it to hold others. */
  isCodable: boolean;
  codes: readonly CodebookCode[];
};

/** How many levels a code and those under it make; 1 for a code without others. */
export function depthOf(code: CodebookCode): number {
  return 1 + Math.max(0, ...code.codes.map(depthOf));
}

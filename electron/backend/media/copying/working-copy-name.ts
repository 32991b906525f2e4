/** Where the picture of a working copy lies that was sketched while it was made, if one was: a peaks file. */
export function sketchBeside(copyPath: string): string {
  return `${copyPath}.sketch`;
}

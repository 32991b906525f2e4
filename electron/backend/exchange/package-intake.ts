import type { PackageInspection } from '#shared/model/package';

/** Takes in packages; nothing is stored before `accept`. */
export type PackageIntake = {
  /**
   * Reads a whole package, checks everything in it, and says what storing it would change.
   *
   * @throws UserError with the reason why it is refused
   */
  inspect(path: string, fileName: string): Promise<PackageInspection>;
  /** Stores what a package brings, all of it or nothing, and returns the id of the session it belongs to. */
  accept(path: string, fileName: string): Promise<string>;
};

/** What kind of refusal an error is; the api turns it into a status. */
export type UserErrorCode = 'bad-request' | 'not-found' | 'conflict' | 'forbidden' | 'storage';

/**
 * An error whose message is written for the user: what happened, to which file, what to do.
 * Every other error that leaves the backend is a defect and is shown as such.
 */
export class UserError extends Error {
  override name = 'UserError';

  constructor(
    readonly code: UserErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

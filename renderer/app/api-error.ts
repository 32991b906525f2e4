import { TRPCClientError } from '@trpc/client';

/** A refused or failed call. `message` is written for the user. */
export class ApiError extends Error {
  override name = 'ApiError';

  constructor(
    message: string,
    /** The backend's kind of refusal, such as `NOT_FOUND`; `UNREACHABLE` when no answer came at all. */
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const UNREACHABLE_MESSAGE = 'Concordance stopped. Start it again; what was shown as saved is safe.';

export function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'UNREACHABLE';
}

/** Turns whatever a call threw into an error that can be shown. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof TRPCClientError) {
    const code: unknown = error.data?.code;
    if (typeof code === 'string') return new ApiError(error.message, code, { cause: error });
    // No envelope: the connection failed, or something else than the backend answered.
    return new ApiError(UNREACHABLE_MESSAGE, 'UNREACHABLE', { cause: error });
  }
  return new ApiError(errorMessage(error), 'UNKNOWN', { cause: error });
}

/** The words to show for anything that was thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof Error && error.message !== '') return error.message;
  return 'Something went wrong that Concordance has no words for.';
}

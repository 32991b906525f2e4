import { UserError, type UserErrorCode } from '../../user-error';

const STATUS_CODES = {
  'bad-request': 400,
  'not-found': 404,
  conflict: 409,
  forbidden: 403,
  storage: 507,
} as const satisfies Record<UserErrorCode, number>;

/** An answer of one sentence, for people and for logs. */
export function plainText(status: number, message: string): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' },
  });
}

/** The answer that passes a refusal on; every other error is thrown again, since it is a defect. */
export function refusalResponse(error: unknown): Response {
  if (!(error instanceof UserError)) throw error;
  return plainText(STATUS_CODES[error.code], error.message);
}

import { type AnyProcedure, initTRPC, TRPCError } from '@trpc/server';
import type { Contract, OutputOf, ParsedInputOf, Procedure } from '#shared/api-contract/procedure';
import { UserError, type UserErrorCode } from '../user-error';

const trpc = initTRPC.create({
  // Without it every error carries its stack, and with that the folders of this machine.
  isDev: false,
  errorFormatter({ shape, error }) {
    if (error.cause instanceof UserError) return { ...shape, message: error.cause.message };
    // Zod's own message is a list for programs; a page that sends a wrong form is a defect, said as such.
    if (error.code === 'BAD_REQUEST')
      return { ...shape, message: 'The program sent a request in a wrong form.' };
    return { ...shape, message: 'Something went wrong inside Concordance. Nothing was changed.' };
  },
});

type Handler<P extends Procedure> = P['type'] extends 'subscription'
  ? (input: ParsedInputOf<P>, signal: AbortSignal | undefined) => AsyncGenerator<OutputOf<P>, void>
  : (input: ParsedInputOf<P>, signal: AbortSignal | undefined) => OutputOf<P> | Promise<OutputOf<P>>;

/** One function for each procedure of a resource. */
export type HandlersOf<Resource extends Contract[string]> = {
  [Name in keyof Resource]: Handler<Resource[Name]>;
};

const TRPC_CODES = {
  'bad-request': 'BAD_REQUEST',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  forbidden: 'FORBIDDEN',
  storage: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<UserErrorCode, TRPCError['code']>;

/** How a handler is run. */
export type Passage = (task: () => unknown) => unknown;

/** Builds the router of one resource from its contract: the schemas parse every input and output. */
export function implement<Resource extends Contract[string]>(
  resource: Resource,
  handlers: HandlersOf<Resource>,
) {
  return implementThrough((task) => task())(resource, handlers);
}

/** As `implement`, with something that every handler but those of streams goes through. */
export function implementThrough(pass: Passage) {
  return <Resource extends Contract[string]>(resource: Resource, handlers: HandlersOf<Resource>) =>
    trpc.router(buildProcedures(resource, handlers, pass));
}

function buildProcedures<Resource extends Contract[string]>(
  resource: Resource,
  handlers: HandlersOf<Resource>,
  pass: Passage,
): Record<string, AnyProcedure> {
  const procedures = Object.entries(resource).map(([name, procedure]) => {
    const handler = handlers[name] as AnyHandler;
    const isStream = procedure.type === 'subscription';
    const run: AnyHandler = (input, signal) => pass(() => handler(input, signal));
    return [name, buildProcedure(procedure, isStream ? handler : run)];
  });
  return Object.fromEntries(procedures);
}

type AnyHandler = (input: unknown, signal: AbortSignal | undefined) => unknown;

function buildProcedure(procedure: Procedure, handler: AnyHandler): AnyProcedure {
  const base = trpc.procedure.input(procedure.input);
  switch (procedure.type) {
    case 'query':
      return base.output(procedure.output).query(({ input, signal }) => answer(() => handler(input, signal)));
    case 'mutation':
      return base
        .output(procedure.output)
        .mutation(({ input, signal }) => answer(() => handler(input, signal)));
    case 'subscription':
      return base.subscription(async function* ({ input, signal }) {
        for await (const event of handler(input, signal) as AsyncGenerator<unknown>) {
          yield procedure.output.parse(event);
        }
      });
  }
}

export const mergeResources = trpc.router;

async function answer(handle: () => unknown): Promise<unknown> {
  try {
    return await handle();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new TRPCError({ code: TRPC_CODES[error.code], message: error.message, cause: error });
  }
}

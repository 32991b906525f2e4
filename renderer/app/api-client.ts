import {
  createTRPCUntypedClient,
  type HTTPBatchLinkOptions,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
} from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { EventSource } from 'eventsource';
import { type ConcordanceContract, contract } from '#shared/api-contract/contract';
import type { Contract, InputOf, OutputOf, Procedure } from '#shared/api-contract/procedure';
import { ApiError, toApiError } from './api-error';

export type CallOptions = { signal?: AbortSignal };

export type StreamObserver<Event> = {
  onEvent: (event: Event) => void;
  /** Told with `true` once events flow, with `false` whenever they stop; the stream retries by itself. */
  onLive: (live: boolean) => void;
  /** The stream ended for good; whoever watches has to start anew. */
  onEnd: () => void;
};

type CallArguments<P extends Procedure> =
  undefined extends InputOf<P>
    ? [input?: undefined, options?: CallOptions]
    : [input: InputOf<P>, options?: CallOptions];

type Call<P extends Procedure> = P['type'] extends 'subscription'
  ? (observer: StreamObserver<OutputOf<P>>) => () => void
  : (...parameters: CallArguments<P>) => Promise<OutputOf<P>>;

/** One function a procedure, by resource: `api.sessions.get({ sessionId })`. */
export type ApiClient<C extends Contract = ConcordanceContract> = {
  readonly [Resource in keyof C]: { readonly [Name in keyof C[Resource]]: Call<C[Resource][Name]> };
};

export type ApiClientOptions = {
  url?: string;
  /** Carries the calls; the page's own `fetch` unless a test passes a backend's. */
  fetch?: NonNullable<HTTPBatchLinkOptions<AnyRouter['_def']['_config']['$types']>['fetch']>;
};

/** Builds the client from the contract. Every reply is parsed, every failure is an {@link ApiError}. */
export function createApiClient({ url = '/api', fetch }: ApiClientOptions = {}): ApiClient {
  const transport = createTRPCUntypedClient<AnyRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        // This EventSource goes over fetch; the browser's own does not know custom schemes.
        true: httpSubscriptionLink({ url, EventSource }),
        false: httpBatchLink({ url, maxURLLength: 4_000, ...(fetch && { fetch }) }),
      }),
    ],
  });

  function buildCall(path: string, procedure: Procedure): unknown {
    if (procedure.type === 'subscription') {
      return (observer: StreamObserver<unknown>) => {
        const stream = transport.subscription(path, undefined, {
          onData: (event) => {
            const parsed = procedure.output.safeParse(event);
            if (parsed.success) observer.onEvent(parsed.data);
          },
          onConnectionStateChange: ({ state }) => observer.onLive(state === 'pending'),
          onError: () => observer.onEnd(),
          onComplete: () => observer.onEnd(),
        });
        return () => stream.unsubscribe();
      };
    }
    const { type } = procedure;
    return async (input: unknown, options: CallOptions = {}) => {
      let reply: unknown;
      try {
        reply = await transport[type](path, input, options);
      } catch (error) {
        throw toApiError(error);
      }
      const parsed = procedure.output.safeParse(reply);
      if (parsed.success) return parsed.data;
      throw new ApiError(`The answer to ${path} was not understood.`, 'BAD_REPLY', { cause: parsed.error });
    };
  }

  const client = Object.entries(contract).map(([resource, procedures]) => [
    resource,
    Object.fromEntries(
      Object.entries(procedures).map(([name, procedure]) => [
        name,
        buildCall(`${resource}.${name}`, procedure),
      ]),
    ),
  ]);
  // The loop above builds exactly what the mapped type says; TypeScript cannot follow Object.fromEntries there.
  return Object.fromEntries(client) as ApiClient;
}

export const api = createApiClient();

import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type AnswerOf,
  type ApiError,
  apiPath,
  type BodyOf,
  guardHeader,
  type PackedFloats,
  type ParamsOf,
  type QueryOf,
  type RouteId,
  type Routes,
  routes,
  unpackFloats,
} from '#api';

/** What a request is made of: just what its route names. */
export type Parts<Id extends RouteId> = (ParamsOf<Id> extends undefined ? unknown : { params: ParamsOf<Id> }) &
  (QueryOf<Id> extends undefined ? unknown : { query?: QueryOf<Id> }) &
  (BodyOf<Id> extends undefined ? unknown : { body: BodyOf<Id> });

/** What comes back: JSON, or packed floats with their head. */
export type Answered<Id extends RouteId> = Routes[Id]['answer'] extends { readonly kind: 'floats' }
  ? PackedFloats<AnswerOf<Id>>
  : AnswerOf<Id>;

/** A refusal: what, and how to fix it. `code` is `NO_ANSWER` where the program itself is gone. */
export type ApiFault = Error & { readonly code: ApiError['code'] | 'NO_ANSWER'; readonly fix: string };

const fault = (code: ApiFault['code'], message: string, fix: string): ApiFault =>
  Object.assign(new Error(message), { code, fix });

/** Whether something that was thrown is a refusal of the API. */
export function isApiFault(thrown: unknown): thrown is ApiFault {
  return thrown instanceof Error && 'code' in thrown && 'fix' in thrown;
}

async function refusalOf(response: Response): Promise<ApiFault> {
  const said = (await response.json().catch(() => ({}))) as Partial<ApiError>;
  return fault(said.code ?? 'INTERNAL', said.message ?? `${response.status} ${response.statusText}`, said.fix ?? '');
}

/**
 * Asks the program on this computer.
 *
 * @throws ApiFault when it refuses or does not answer.
 */
export async function ask<Id extends RouteId>(id: Id, parts?: Parts<Id>, signal?: AbortSignal): Promise<Answered<Id>> {
  const { params, query, body } = (parts ?? {}) as {
    params?: Record<string, string>;
    query?: Record<string, string>;
    body?: unknown;
  };
  const { method, answer } = routes[id];
  let response: Response;
  try {
    response = await fetch(apiPath(id, { ...(params && { params }), ...(query && { query }) }), {
      method,
      ...(signal && { signal }),
      ...(method !== 'GET' && {
        headers: {
          [guardHeader]: '1', // Of a form the browser names the type itself, with the boundary between its parts.
          ...(body !== undefined && !(body instanceof FormData) && { 'Content-Type': 'application/json' }),
        },
      }),
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw fault('NO_ANSWER', '', '');
  }
  if (!response.ok) throw await refusalOf(response);
  if (answer.kind === 'floats') return unpackFloats(await response.arrayBuffer()) as Answered<Id>;
  if (answer.kind === 'json') return (await response.json()) as Answered<Id>;
  return undefined as Answered<Id>;
}

/** Key of an answer in the page's store: the route first, so that all of a route can be thrown away. */
export function keyOf<Id extends RouteId>(id: Id, parts?: Parts<Id>): QueryKey {
  return parts === undefined ? [id] : [id, parts];
}

/** The answer of a route, kept and shared by all who ask the same. */
export function useAnswer<Id extends RouteId>(
  id: Id,
  parts?: Parts<Id>,
  options: { readonly isWanted?: boolean; readonly everyMs?: number } = {},
) {
  const { isWanted = true, everyMs } = options;
  return useQuery<Answered<Id>, ApiFault>({
    queryKey: keyOf(id, parts),
    queryFn: ({ signal }) => ask(id, parts, signal),
    enabled: isWanted,
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  });
}

/** Asks for a change; afterwards the answers of the routes in `changes` are asked for again. */
export function useChange<Id extends RouteId>(id: Id, changes: readonly RouteId[] = []) {
  const client = useQueryClient();
  return useMutation<Answered<Id>, ApiFault, Parts<Id>>({
    mutationFn: (parts) => ask(id, parts),
    onSuccess: () => Promise.all(changes.map((each) => client.invalidateQueries({ queryKey: [each] }))),
  });
}

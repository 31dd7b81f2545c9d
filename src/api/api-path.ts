import { type RouteId, routes } from './routes.ts';

/**
 * Address of a route below the server's own, such as `/api/people/S07/sessions`.
 *
 * @param parts parameters of the path and of the query; what is undefined is left out.
 */
export function apiPath(
  id: RouteId,
  {
    params = {},
    query = {},
  }: {
    readonly params?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  } = {},
): string {
  const path = routes[id].path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return given.length === 0 ? path : `${path}?${given.join('&')}`;
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Route, routes } from '#api';

const path = join(import.meta.dirname, '..', 'docs', 'api.md');
const [begin, end] = ['<!-- routes -->', '<!-- end of routes -->'];

/** The table of routes as docs/api.md has it, room by room. */
function routesText(): string {
  const all = Object.entries<Route>(routes);
  const groups = [...new Set(all.map(([, { group }]) => group))];
  const answerOf = ({ answer }: Route): string =>
    answer.kind === 'file' ? answer.type : answer.kind === 'socket' ? 'WebSocket' : answer.kind;
  return groups
    .map((group) => {
      const own = all.filter(([, route]) => route.group === group);
      const rows = own.map(([id, route]) => {
        const query = Object.keys(route.query?.shape ?? {});
        const asked = `${route.method} ${route.path}${query.length > 0 ? ` ?${query.join(', ')}` : ''}`;
        return `| \`${id}\` | \`${asked}\` | ${answerOf(route)} | ${route.what} |`;
      });
      return [`### ${group}`, '', '| id | route | answer | what it does |', '|---|---|---|---|', ...rows].join('\n');
    })
    .join('\n\n');
}

it('docs/api.md holds the table of routes (UPDATE_DOCS=1 writes it)', () => {
  const text = readFileSync(path, 'utf8');
  const [before, rest = ''] = text.split(begin);
  const [, after = ''] = rest.split(end);
  const wanted = `${before}${begin}\n${routesText()}\n${end}${after}`;
  if (process.env.UPDATE_DOCS) writeFileSync(path, wanted);
  expect(readFileSync(path, 'utf8')).toBe(wanted);
});

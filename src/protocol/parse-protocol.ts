import { FormatError } from '#base';
import type { Protocol } from './protocol.ts';
import { protocolFaults } from './protocol-rules.ts';
import { protocolSchema } from './protocol-schema.ts';

/** Deepest nesting of lists and objects: three repeats in a recording, and room for a clear message about a fourth. */
const deepest = 20;

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

function pathOf(keys: readonly PropertyKey[]): string {
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function valueAt(value: unknown, keys: readonly PropertyKey[]): unknown {
  return keys.reduce(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** A value as it stands in the file, short enough for a message. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/**
 * Reads a protocol from the text of its JSON file and checks it: every field, its bounds, and what fields say together.
 * The first fault is told with its place.
 *
 * @throws FormatError when the text is not JSON, or no protocol: a field that is missing, unknown or out of bounds, a
 * target before a rested maximum was taken, a rule without what it judges, a recording's name that stands twice, or a
 * protocol without a reasonable end.
 */
export function parseProtocol(json: string, { file }: { readonly file: string }): Protocol {
  const refusal = (fault: string, fix: string, cause?: unknown): FormatError =>
    new FormatError(`Cannot read the protocol ${file}: ${fault}.`, fix, { cause });
  const seeDocs = 'docs/protocols.md lists all fields with an example.';
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw refusal('it is not JSON', `Correct the text; ${seeDocs}`, cause);
  }
  if (isDeeperThan(value, deepest)) throw refusal('it is nested too deeply', 'Nest at most 3 repeats.');
  const read = protocolSchema.safeParse(value);
  if (!read.success) {
    const [fault] = read.error.issues;
    const where = fault.path.length === 0 ? 'the file' : pathOf(fault.path);
    throw fault.code === 'unrecognized_keys'
      ? refusal(`${where} has no field '${fault.keys[0]}'`, `Remove it or correct its spelling; ${seeDocs}`)
      : refusal(
          `${where} ${fault.message}, got ${shown(valueAt(value, fault.path))}`,
          `Correct this value; ${seeDocs}`,
        );
  }
  const [fault] = protocolFaults(read.data);
  if (fault) throw refusal(`${fault.path} ${fault.what}`, fault.fix);
  return read.data;
}

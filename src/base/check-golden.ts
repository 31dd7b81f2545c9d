import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What was computed here beside what a reference wrote, with a name for the message. */
export type Pair = readonly [name: string, ours: ArrayLike<number>, reference: ArrayLike<number>];

/** One checker per kind of file; each knows the shape of its cases. */
export type Checkers = Readonly<Record<string, (c: never) => readonly Pair[]>>;

/** A file of golden vectors, as the scripts in `golden/` write it. */
export interface Golden {
  readonly file: string;
  readonly kind: string;
  readonly tolerance: number;
  readonly cases: readonly never[];
}

/** Every golden file of a layer. */
export function goldensOf(layer: string): Golden[] {
  const folder = join(import.meta.dirname, '../../golden', layer);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file): Golden => ({ file, ...JSON.parse(readFileSync(join(folder, file), 'utf8')) }));
}

/** The kinds that have a checker and no file: a reference that was lost. */
export function kindsWithoutFile(goldens: readonly Golden[], checkers: Checkers): string[] {
  const kinds = new Set(goldens.map(({ kind }) => kind));
  return Object.keys(checkers).filter((kind) => !kinds.has(kind));
}

/** max |difference| / max |reference|; the plain difference where the reference is all zeros. Other lengths: infinite. */
export function relativeError(ours: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (ours.length !== reference.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < reference.length; i++) {
    if (!Number.isFinite(ours[i])) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, Math.abs(ours[i] - reference[i]));
    size = Math.max(size, Math.abs(reference[i]));
  }
  return size === 0 ? difference : difference / size;
}

/** Where the cases of a golden file are missed by more than its tolerance; throws when nothing checks them. */
export function goldenFaults(
  { kind, tolerance, cases }: Golden,
  checkers: Checkers,
): { where: string; error: number }[] {
  const check = checkers[kind];
  if (!check) throw new Error(`no checker for kind '${kind}'`);
  if (cases.length === 0) throw new Error(`no case of kind '${kind}'`);
  return cases.flatMap((c, i) =>
    check(c)
      .map(([name, ours, reference]) => ({ where: `case ${i}, ${name}`, error: relativeError(ours, reference) }))
      .filter(({ error }) => !(error <= tolerance)),
  );
}

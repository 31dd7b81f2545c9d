import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyLogistic, fitLogistic } from './index.ts';

type Values = readonly number[];
/** What was computed here beside what scikit-learn wrote, with a name for the message. */
type Pair = readonly [name: string, ours: ArrayLike<number>, reference: ArrayLike<number>];

const rows = (values: readonly Values[]): Float64Array[] => values.map((row) => Float64Array.from(row));

/** One checker per kind of file; each knows the shape of its cases. */
const checkers: Record<string, (c: never) => readonly Pair[]> = {
  'logistic-regression': (
    c: Record<'x' | 'new', readonly Values[]> &
      Record<'means' | 'scales' | 'weights' | 'probabilities' | 'newProbabilities', Values> & {
        name: string;
        c: number;
        fatigued: readonly boolean[];
        bias: number;
      },
  ) => {
    const model = fitLogistic(rows(c.x), c.fatigued, c);
    const apply = (x: readonly Values[]) => rows(x).map((row) => applyLogistic(model, row));
    return [
      [`${c.name}: means`, model.means, c.means],
      [`${c.name}: scales`, model.scales, c.scales],
      [`${c.name}: weights and bias`, [...model.weights, model.bias], [...c.weights, c.bias]],
      [`${c.name}: probabilities`, apply(c.x), c.probabilities],
      [`${c.name}: probabilities of new rows`, apply(c.new), c.newProbabilities],
    ];
  },
};

/** max |difference| / max |reference|. Other lengths: infinite. */
function relativeError([, ours, reference]: Pair): number {
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

interface Golden {
  readonly file: string;
  readonly kind: string;
  readonly tolerance: number;
  readonly cases: readonly never[];
}

describe('golden/model', () => {
  const folder = join(import.meta.dirname, '../../golden/model');
  const goldens = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file): Golden => ({ file, ...JSON.parse(readFileSync(join(folder, file), 'utf8')) }));

  it('has a file for every checker', () => {
    const kinds = new Set(goldens.map(({ kind }) => kind));
    expect(Object.keys(checkers).filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it.each(goldens)('$file', ({ kind, tolerance, cases }) => {
    const check = checkers[kind];
    expect(check, `no checker for kind '${kind}'`).toBeDefined();
    expect(cases.length).toBeGreaterThan(0);
    const faults = cases.flatMap((c) =>
      check(c)
        .map((pair) => ({ where: pair[0], error: relativeError(pair) }))
        .filter(({ error }) => !(error <= tolerance)),
    );
    expect(faults).toEqual([]);
  });
});

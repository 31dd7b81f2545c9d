import type { ParameterSpec, Weights } from '#learn';

/** n numbers in [−1, 1) that depend on the name alone, as `draws` of golden/networks/generate.py computes them. */
export function draws(name: string, n: number): Float32Array {
  let seed = 2166136261;
  for (const byte of new TextEncoder().encode(name)) seed = Math.imul(seed ^ byte, 16777619);
  return Float32Array.from({ length: n }, (_, i) => {
    let v = Math.imul(i, 2654435761) + seed;
    v ^= v >>> 16;
    v = Math.imul(v, 0x85ebca6b);
    v ^= v >>> 13;
    v = Math.imul(v, 0xc2b2ae35);
    v ^= v >>> 16;
    return (v >>> 8) / 2 ** 23 - 1;
  });
}

/** The weights of a network by the rule of golden/networks/generate.py (`weight`). */
export function drawnWeights(specs: readonly ParameterSpec[]): Weights {
  return Object.fromEntries(
    specs.map(({ name, shape, role }) => {
      const fanIn = shape.slice(1).reduce((product, size) => product * size, 1);
      const rule: Record<string, readonly [level: number, spread: number]> = {
        weight: [0, Math.sqrt(6 / fanIn)],
        runningVariance: [1, 0.5],
        scale: [0.75, 0.25],
      };
      const [level, spread] = rule[role] ?? [0, 0.25];
      const data = draws(name, fanIn * (shape[0] ?? 1)).map((u) => level + spread * u);
      return [name, { shape, data }];
    }),
  );
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, type RandomState, restoredRandom, seededRandom } from './index.ts';

const draws = (seed: number, n: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => random.uniform());
};
const meanOf = (x: readonly number[]): number => x.reduce((sum, value) => sum + value, 0) / x.length;
const seeds = fc.integer({ min: 0, max: 0xffffffff });

/** The same generator over big integers, as its author wrote it in C: no int32 arithmetic to get wrong. */
function sfc32(seed: number, n: number): number[] {
  const word = (value: bigint): bigint => BigInt.asUintN(32, value);
  let [a, b, c, counter] = [BigInt(seed), 0x85ebca6bn, 0x9e3779b9n, 1n];
  const out: number[] = [];
  for (let i = 0; i < n + 12; i++) {
    const sum = word(a + b + counter);
    counter = word(counter + 1n);
    a = b ^ (b >> 9n);
    b = word(c + (c << 3n));
    c = word(((c << 21n) | (c >> 11n)) + sum);
    out.push(Number(sum));
  }
  return out.slice(12);
}

describe('seededRandom', () => {
  it('draws these numbers first, now and in all versions', () => {
    const random = seededRandom(7);
    expect(Array.from({ length: 4 }, () => random.uniform() * 2 ** 32)).toMatchInlineSnapshot(`
      [
        2132294950,
        3962256776,
        3222393963,
        961289112,
      ]
    `);
    expect(Array.from({ length: 3 }, () => random.normal())).toMatchInlineSnapshot(`
      [
        -0.526344774831793,
        -0.2190157446716426,
        0.9112110683910539,
      ]
    `);
    expect(Array.from({ length: 8 }, () => random.below(10))).toMatchInlineSnapshot(`
      [
        7,
        3,
        3,
        2,
        2,
        7,
        7,
        1,
      ]
    `);
    expect(random.shuffle(['a', 'b', 'c', 'd', 'e'])).toMatchInlineSnapshot(`
      [
        "a",
        "d",
        "c",
        "b",
        "e",
      ]
    `);
    expect(random.fork('noise').uniform() * 2 ** 32).toMatchInlineSnapshot(`2913787049`);
  });

  it('is sfc32', () => {
    for (const seed of [0, 1, 7, 0x7fffffff, 0x80000000, 0xffffffff]) {
      expect(draws(seed, 50).map((value) => value * 2 ** 32)).toEqual(sfc32(seed, 50));
    }
  });

  it('gives the same stream for the same seed, and others for other seeds', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, other) => {
        expect(draws(seed, 20)).toEqual(draws(seed, 20));
        if (seed !== other) expect(draws(seed, 3)).not.toEqual(draws(other, 3));
      }),
    );
  });

  // Bounds are five standard errors of 100 000 draws.
  it('is uniform: moments, tenths and neighbours', () => {
    for (const seed of [0, 1, 2, 0xffffffff]) {
      const x = draws(seed, 100_000);
      expect(x.every((value) => value >= 0 && value < 1)).toBe(true);
      expect(Math.abs(meanOf(x) - 1 / 2)).toBeLessThan(0.0046);
      expect(Math.abs(meanOf(x.map((value) => value ** 2)) - 1 / 3)).toBeLessThan(0.0048);
      expect(Math.abs(meanOf(x.slice(1).map((value, i) => (value - 0.5) * (x[i] - 0.5))))).toBeLessThan(0.0014);
      const tenths = Array.from({ length: 10 }, (_, k) => x.filter((value) => Math.floor(value * 10) === k).length);
      for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(475);
    }
  });

  it('draws standard normals', () => {
    const random = seededRandom(3);
    const x = Array.from({ length: 100_000 }, () => random.normal());
    const moment = (k: number): number => meanOf(x.map((value) => value ** k));
    expect(Math.abs(moment(1))).toBeLessThan(0.016);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.023);
    expect(Math.abs(moment(3))).toBeLessThan(0.062);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.155);
    // The polar method gives two at a time: they must not belong together.
    const pairs = Array.from({ length: 50_000 }, (_, i) => x[2 * i] * x[2 * i + 1]);
    expect(Math.abs(meanOf(pairs))).toBeLessThan(0.023);
  });

  it('draws below n every number below n', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 20 }), (seed, n) => {
        const random = seededRandom(seed);
        const seen = new Set(Array.from({ length: 40 * n }, () => random.below(n)));
        expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
      { seed: 1 },
    );
  });

  it.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN, Number.POSITIVE_INFINITY])('refuses to draw below %s', (n) => {
    expect(() => seededRandom(1).below(n)).toThrow(ArgumentError);
  });

  it('shuffles into a permutation and leaves its input alone', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer()), (seed, items) => {
        const before = [...items];
        const shuffled = seededRandom(seed).shuffle(items);
        expect(items).toEqual(before);
        expect(shuffled).not.toBe(items);
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });

  it('gives every order of three equally often', () => {
    const random = seededRandom(5);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle(['a', 'b', 'c']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
  });

  it('forks streams that depend on the label alone and do not resemble each other', () => {
    const random = seededRandom(9);
    const before = random.fork('a').uniform();
    random.normal();
    expect(random.fork('a').uniform()).toBe(before);
    expect(seededRandom(10).fork('a').uniform()).not.toBe(before);

    const untouched = seededRandom(9);
    untouched.normal();
    expect(random.uniform()).toBe(untouched.uniform());

    // A bound of five standard errors on the correlation of 20 000 draws.
    const streams = ['noise 1', 'noise 2', 'hold', 'mvc', ''].map((label) => seededRandom(9).fork(label));
    const x = [seededRandom(9), ...streams].map((stream) => Array.from({ length: 20_000 }, () => stream.normal()));
    for (let i = 0; i < x.length; i++) {
      for (let j = 0; j < i; j++) {
        expect(Math.abs(meanOf(x[i].map((value, k) => value * x[j][k])))).toBeLessThan(0.036);
      }
    }
  });

  it('forks ten thousand labels into streams with other first draws', () => {
    const random = seededRandom(1);
    const first = Array.from({ length: 10_000 }, (_, i) => random.fork(`recording ${i}`).uniform());
    // 10 000 draws of 2^32 values repeat one by chance in 1 % of all seeds.
    expect(new Set(first).size).toBeGreaterThanOrEqual(9_999);
  });

  it('goes on from a state that went through JSON as if nothing had happened', () => {
    const kinds = ['uniform', 'normal', 'below', 'shuffle', 'fork'] as const;
    const draw = (random: ReturnType<typeof seededRandom>, kind: (typeof kinds)[number]): unknown => {
      if (kind === 'below') return random.below(7);
      if (kind === 'shuffle') return random.shuffle([1, 2, 3, 4]);
      return kind === 'fork' ? random.fork('a').normal() : random[kind]();
    };
    const list = fc.array(fc.constantFrom(...kinds), { maxLength: 12 });
    fc.assert(
      fc.property(seeds, list, list, (seed, before, after) => {
        const random = seededRandom(seed);
        for (const kind of before) draw(random, kind);
        const state = random.state();
        const restored = restoredRandom(JSON.parse(JSON.stringify(state)) as RandomState);
        expect(random.state()).toEqual(state);
        expect(after.map((kind) => draw(restored, kind))).toEqual(after.map((kind) => draw(random, kind)));
        expect(restored.state()).toEqual(random.state());
      }),
    );
  });

  it.each([
    { seed: 1, words: [1, 2, 3] },
    { seed: -1, words: [1, 2, 3, 4] },
    { seed: 1, words: [1, 2, 3, 0.5] },
    { seed: 1, words: [1, 2, 3, 4], spare: Number.NaN },
  ])('refuses the state %o', (state) => {
    expect(() => restoredRandom(state)).toThrow(ArgumentError);
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN, Number.POSITIVE_INFINITY])('refuses the seed %s', (seed) => {
    expect(() => seededRandom(seed)).toThrow(ArgumentError);
  });
});

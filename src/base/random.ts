import { requireWhole } from './checks.ts';
import { ArgumentError } from './errors.ts';

/** Where a stream stands, as plain data that JSON keeps exactly: {@link restoredRandom} goes on from there. */
export interface RandomState {
  readonly seed: number;
  /** The four 32-bit words of the generator. */
  readonly words: readonly number[];
  /** The second normal of a pair that was drawn but not yet given out. */
  readonly spare?: number;
}

/** A seeded stream of random draws. The same seed gives the same draws on every machine. */
export interface Random {
  /** A number in [0, 1) with 32 random bits. */
  uniform(): number;
  /** A draw of the standard normal distribution. */
  normal(): number;
  /**
   * A whole number in [0, n), for n up to 2^32.
   *
   * @throws ArgumentError when n is not a whole number from 1 to 2^32.
   */
  below(n: number): number;
  /** A new array with the items in random order. */
  shuffle<T>(items: readonly T[]): T[];
  /** A stream of its own named by `label`, the same wherever this one stands; does not advance this one. */
  fork(label: string): Random;
  /** Where this stream stands now. */
  state(): RandomState;
}

/** FNV-1a over the four bytes of the seed, then the label's UTF-16 units: 32 bits of a new seed. */
function hashLabel(seed: number, label: string): number {
  let h = 0x811c9dc5;
  for (let shift = 0; shift < 32; shift += 8) h = Math.imul(h ^ ((seed >>> shift) & 0xff), 0x01000193);
  for (let i = 0; i < label.length; i++) h = Math.imul(h ^ label.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/**
 * A seeded random stream: Chris Doty-Humphrey's sfc32 (128 bits of state, passes PractRand), with normals by the polar
 * method of Marsaglia.
 *
 * @throws ArgumentError when the seed is not a whole number in [0, 2^32).
 * @example
 * const die = seededRandom(7);
 * die.below(6) + 1; // 3
 */
export function seededRandom(seed: number): Random {
  requireWhole('seed', seed, 0, 'seededRandom');
  if (seed > 0xffffffff)
    throw new ArgumentError(`seed must be below 2^32, got ${seed} — in seededRandom.`, 'Pass a smaller seed.');
  const random = streamFrom({ seed, words: [seed, 0x85ebca6b, 0x9e3779b9, 1] });
  // The first draws of near-by seeds resemble each other; the author advises twelve rounds of mixing.
  for (let i = 0; i < 12; i++) random.uniform();
  return random;
}

/**
 * A stream that draws what another would have drawn next when its `state()` was taken.
 *
 * @throws ArgumentError when the state is not one that a stream gives.
 * @example
 * const stream = seededRandom(7);
 * const again = restoredRandom(stream.state());
 * stream.uniform() === again.uniform(); // true
 */
export function restoredRandom(state: RandomState): Random {
  const isWord = (value: unknown): boolean => Number.isInteger(value) && Math.abs(value as number) <= 0xffffffff;
  const { seed, words, spare = 0 } = state;
  if (!(isWord(seed) && seed >= 0 && words?.length === 4 && words.every(isWord) && Number.isFinite(spare))) {
    throw new ArgumentError(
      `state must hold a seed and four 32-bit words, got ${JSON.stringify(state)} — in restoredRandom.`,
      'Pass what the state() of a stream gave.',
    );
  }
  return streamFrom(state);
}

function streamFrom(from: RandomState): Random {
  const { seed } = from;
  let [a, b, c, counter] = from.words;
  let { spare } = from;

  const next = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  const uniform = (): number => next() / 0x100000000;
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const scale = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * scale;
        return u * scale;
      }
    }
  };
  const below = (n: number): number => {
    requireWhole('n', n, 1, 'Random.below');
    if (n > 0x100000000) {
      throw new ArgumentError(
        `n must be at most 2^32, got ${n} — in Random.below.`,
        'A draw has 32 random bits: lower n.',
      );
    }
    return Math.floor(uniform() * n);
  };
  const shuffle = <T>(items: readonly T[]): T[] => {
    const out = [...items];
    for (let i = out.length - 1; i > 0; i--) {
      const j = below(i + 1);
      const swap = out[i] as T;
      out[i] = out[j] as T;
      out[j] = swap;
    }
    return out;
  };
  const fork = (label: string): Random => seededRandom(hashLabel(seed, label));
  const state = (): RandomState => ({ seed, words: [a, b, c, counter], ...(spare !== undefined && { spare }) });
  return { uniform, normal, below, shuffle, fork, state };
}

import { bluestein } from './bluestein.ts';
import { type Complex, complexZeros } from './complex.ts';
import { makeStage, runStage, type Stage } from './fft-stage.ts';

/** A forward transform of one fixed length, from `input` into `output`; the two must be different arrays. */
export type Transform = (input: Complex, output: Complex) => void;

/** Largest prime that is transformed directly; a length with a larger one goes through a convolution. */
const largestDirectPrime = 31;

/** Plans are kept for this many lengths; the one made first goes first. */
const mostPlans = 64;
const plans = new Map<number, Transform>();

/** The forward transform of length `n`, prepared once: twiddles and work space are kept. */
export function transformOf(n: number): Transform {
  const known = plans.get(n);
  if (known) return known;
  const radices = radicesOf(n);
  const made = radices.some((radix) => radix > largestDirectPrime) ? bluestein(n, transformOf) : mixedRadix(n, radices);
  if (plans.size >= mostPlans) plans.delete(plans.keys().next().value as number);
  plans.set(n, made);
  return made;
}

/** The factors of `n`: fours first, then primes in rising order. */
function radicesOf(n: number): number[] {
  const radices: number[] = [];
  let rest = n;
  for (let radix = 4; rest > 1; ) {
    if (rest % radix === 0) {
      radices.push(radix);
      rest /= radix;
    } else if (radix === 4) radix = 2;
    else if (radix === 2) radix = 3;
    else radix = radix * radix > rest ? rest : radix + 2;
  }
  return radices;
}

/** A Stockham transform: each stage reads one array and writes another, the last one the output. */
function mixedRadix(n: number, radices: readonly number[]): Transform {
  const stages: Stage[] = [];
  let stride = 1;
  for (const radix of radices) {
    stages.push(makeStage(radix, n / (stride * radix), stride));
    stride *= radix;
  }
  const work = [complexZeros(n), complexZeros(n)] as const;
  return (input, output) => {
    if (stages.length === 0) {
      output.re[0] = input.re[0];
      output.im[0] = input.im[0];
    }
    let from = input;
    stages.forEach((stage, i) => {
      const to = i === stages.length - 1 ? output : work[(i % 2) as 0 | 1];
      runStage(stage, from, to);
      from = to;
    });
  };
}

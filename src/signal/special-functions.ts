/** ln Γ(x) for x > 0 by Lanczos' sum of nine terms (g = 7), whose relative error is below 1e-14. */
export function logGamma(x: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const base = z + 7.5;
  const sum = terms.reduce((total, term, i) => total + (i === 0 ? term : term / (z + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(base) - base + Math.log(sum);
}

/** Far below any value of a continued fraction; keeps a division from meeting zero. */
const tiny = 1e-300;

/**
 * A continued fraction by Lentz's rule, `1 / (1 + a₁ / (1 + a₂ / (1 + …)))` with `a(i)` the i-th numerator.
 * What it converges to within 1e-16 at each step is as exact as float64 allows.
 */
function continuedFraction(a: (i: number) => number): number {
  let c = Number.POSITIVE_INFINITY;
  let d = 1;
  let value = d;
  for (let i = 1; i < 10_000; i++) {
    d = 1 + a(i) * d;
    c = 1 + a(i) / c;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    if (Math.abs(c) < tiny) c = tiny;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return value;
}

/** Regularised incomplete beta function I_x(a, b) for x in 0 to 1; `logBeta` spares its computation when it is known. */
export function incompleteBeta(x: number, a: number, b: number, logBeta = logBetaOf(a, b)): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side; the other side is its complement.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a, logBeta);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta) / a;
  const numerator = (i: number): number => {
    const m = i >> 1;
    return i % 2 === 0
      ? (m * (b - m) * x) / ((a + i - 1) * (a + i))
      : (-(a + m) * (a + b + m) * x) / ((a + i - 1) * (a + i));
  };
  return front * continuedFraction(numerator);
}

/** ln B(a, b). */
export function logBetaOf(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Complementary error function, exact to a few units of the last place in both tails. */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x > 2) {
    // e^{-x²} / (√π x) · 1 / (1 + v / (1 + 2v / (1 + 3v / …))), v = 1 / (2 x²)
    const v = 1 / (2 * x * x);
    return (Math.exp(-x * x) / (Math.sqrt(Math.PI) * x)) * continuedFraction((i) => i * v);
  }
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
    if (sum === 0) break;
  }
  return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

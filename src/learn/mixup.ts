import { ArgumentError, type Random } from '#base';
import type { Batch } from './batches.ts';

/** A draw of the gamma distribution with this shape and scale 1, by Marsaglia and Tsang (2000). */
function gammaDraw(shape: number, random: Random): number {
  // Their method needs a shape of at least 1; a draw for shape + 1 times U^(1 / shape) has the smaller shape.
  if (shape < 1) return gammaDraw(shape + 1, random) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * Mixup (Zhang et al. 2018): every example becomes λ · itself + (1 − λ) · a random other, inputs and targets alike, with
 * λ drawn from Beta(alpha, alpha) for each pair.
 *
 * @throws ArgumentError when alpha is not above 0.
 */
export function mixup(batch: Batch, alpha: number, random: Random): Batch {
  if (!(alpha > 0 && Number.isFinite(alpha))) {
    throw new ArgumentError(`alpha must be above 0, got ${alpha} — in mixup.`, 'Pass 0.2, or leave mixup out.');
  }
  const n = batch.weights.length;
  const partners = random.shuffle(Array.from({ length: n }, (_, i) => i));
  const shares = partners.map(() => {
    const a = gammaDraw(alpha, random);
    const b = gammaDraw(alpha, random);
    // With a tiny alpha both draws can underflow to 0; the distribution is then a fair coin.
    return a + b > 0 ? a / (a + b) : random.below(2);
  });
  const mix = (values: Float32Array): Float32Array => {
    const width = values.length / n;
    const out = new Float32Array(values.length);
    for (let i = 0; i < n; i++) {
      const [share, own, other] = [shares[i], i * width, partners[i] * width];
      for (let k = 0; k < width; k++) {
        out[own + k] = share * values[own + k] + (1 - share) * values[other + k];
      }
    }
    return out;
  };
  return {
    inputs: mix(batch.inputs),
    targets: mix(batch.targets),
    side: mix(batch.side),
    weights: mix(batch.weights),
  };
}

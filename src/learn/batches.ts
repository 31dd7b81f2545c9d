import { ArgumentError, type Random } from '#base';
import type { Examples } from './examples.ts';

/** One batch: like {@link Examples}, with every array present. */
export type Batch = Required<Examples>;

/** Changes a batch before it is trained on; pure, and random only through `random`. */
export type Augment = (batch: Batch, random: Random) => Batch;

/**
 * Which examples each step of an epoch sees: all of them once, in random order. The last batch is filled up from the
 * start of that order, so every step trains on a full batch of real examples: padding would distort the statistics of
 * batch normalisation, and dropping the rest would leave examples out. Up to batchSize − 1 examples, others in each
 * epoch, are seen twice.
 */
export function epochBatches(nExamples: number, batchSize: number, random: Random): number[][] {
  const order = random.shuffle(Array.from({ length: nExamples }, (_, i) => i));
  const nBatches = Math.ceil(nExamples / batchSize);
  return Array.from({ length: nBatches }, (_, batch) =>
    Array.from({ length: batchSize }, (_, i) => order[(batch * batchSize + i) % nExamples] as number),
  );
}

/** The chosen rows of the examples, copied one after the other. */
export function takeBatch(examples: Examples, nExamples: number, rows: readonly number[]): Batch {
  const { inputs, targets, weights } = examples;
  const nInputs = inputs.length / nExamples;
  const nClasses = targets.length / nExamples;
  const batch: Batch = {
    inputs: new Float32Array(rows.length * nInputs),
    targets: new Float32Array(rows.length * nClasses),
    weights: new Float32Array(rows.length).fill(1),
  };
  rows.forEach((row, i) => {
    batch.inputs.set(inputs.subarray(row * nInputs, (row + 1) * nInputs), i * nInputs);
    batch.targets.set(targets.subarray(row * nClasses, (row + 1) * nClasses), i * nClasses);
    if (weights !== undefined) batch.weights[i] = weights[row] as number;
  });
  return batch;
}

/** Targets moved towards the uniform distribution: t · (1 − amount) + amount / nClasses (Szegedy et al. 2016). */
export function smoothLabels(batch: Batch, amount: number): Batch {
  const nClasses = batch.targets.length / batch.weights.length;
  return { ...batch, targets: batch.targets.map((target) => target * (1 - amount) + amount / nClasses) };
}

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
      const [share, own, other] = [shares[i] as number, i * width, (partners[i] as number) * width];
      for (let k = 0; k < width; k++) {
        out[own + k] = share * (values[own + k] as number) + (1 - share) * (values[other + k] as number);
      }
    }
    return out;
  };
  return { inputs: mix(batch.inputs), targets: mix(batch.targets), weights: mix(batch.weights) };
}

/** A dropout mask: 0 with probability `rate`, else 1 / (1 − rate). One draw serves two elements of 16 bits each. */
export function dropoutMask(size: number, rate: number, random: Random): Float32Array {
  const mask = new Float32Array(size);
  const limit = Math.round(rate * 65536);
  const kept = 65536 / (65536 - limit);
  for (let i = 0; i < size; i += 2) {
    const bits = random.uniform() * 0x100000000;
    if ((bits & 0xffff) >= limit) mask[i] = kept;
    if (bits >>> 16 >= limit && i + 1 < size) mask[i + 1] = kept;
  }
  return mask;
}

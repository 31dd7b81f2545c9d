/**
 * Errors that follow each other: u[i] = ρ u[i−1] + e[i] + θ e[i−1]. ρ is what the process itself carries on from epoch to
 * epoch (AR(1)); θ is what neighbours share because their windows overlap, known from the windows alone.
 */
export interface SerialErrors {
  readonly rho: number;
  readonly theta: number;
}

/** The θ of a moving average whose neighbours correlate by `c`, from 0 to 0.5. */
export function thetaOf(c: number): number {
  return c === 0 ? 0 : (1 - Math.sqrt(1 - 4 * c * c)) / (2 * c);
}

/** Covariances of errors with e of variance 1 at lags 0 … n − 1. */
export function autocovariance(n: number, { rho, theta }: SerialErrors): Float64Array {
  const gamma = new Float64Array(n);
  gamma[0] = (1 + 2 * rho * theta + theta * theta) / (1 - rho * rho);
  if (n > 1) gamma[1] = rho * gamma[0] + theta;
  for (let k = 2; k < n; k++) gamma[k] = rho * gamma[k - 1];
  return gamma;
}

/** The weights of {@link whitened}: standard deviations of the innovations, and the shares of the last value and innovation. */
export interface Whitening {
  readonly sd: Float64Array;
  /** What a value carries on from the one before it: ρ to the power of the steps between them. */
  readonly carried: Float64Array;
  /** The moving average's share of the last innovation. */
  readonly share: Float64Array;
  /** ln of the determinant of the covariance matrix. */
  readonly logDet: number;
}

/**
 * The exact innovations of errors at places on an even grid [n], rising whole numbers: Prais and Winsten's first value, then
 * the innovations algorithm of the moving average. Over k steps u carries on ρ^k of itself, and what came new in between
 * still touches no neighbour but the next, so that the algorithm stays that of a moving average of order 1.
 */
export function whiteningOf(places: ArrayLike<number>, { rho, theta }: SerialErrors): Whitening {
  const n = places.length;
  const sd = new Float64Array(n);
  const carried = new Float64Array(n);
  const share = new Float64Array(n);
  let variance = (1 + 2 * rho * theta + theta * theta) / (1 - rho * rho);
  let logDet = 0;
  for (let i = 0; i < n; i++) {
    if (i > 0) {
      // ρ^(k − 1), with k the steps since the last value: 1 where none is missing.
      const faded = rho ** (places[i] - places[i - 1] - 1);
      const shared = theta * faded;
      const missed = ((rho + theta) ** 2 * (1 - faded * faded)) / (1 - rho * rho);
      carried[i] = rho * faded;
      share[i] = shared / variance;
      variance = 1 + missed + shared * shared - (shared * shared) / variance;
    }
    sd[i] = Math.sqrt(variance);
    logDet += Math.log(variance);
  }
  return { sd, carried, share, logDet };
}

/** A series [n] turned so that errors of this kind become independent, of variance 1. */
export function whitened(x: Float64Array, { sd, carried, share }: Whitening): Float64Array {
  const out = new Float64Array(x.length);
  let innovation = 0;
  for (let i = 0; i < x.length; i++) {
    innovation = i === 0 ? x[0] : x[i] - carried[i] * x[i - 1] - share[i] * innovation;
    out[i] = innovation / sd[i];
  }
  return out;
}

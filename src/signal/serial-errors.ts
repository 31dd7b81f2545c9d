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

/** The weights of {@link whitened}: standard deviations of the innovations and the moving average's share of the last one. */
export interface Whitening {
  readonly rho: number;
  readonly sd: Float64Array;
  readonly share: Float64Array;
  /** ln of the determinant of the covariance matrix. */
  readonly logDet: number;
}

/** The exact innovations of n errors: Prais and Winsten's first value, then the innovations algorithm of the moving average. */
export function whiteningOf(n: number, { rho, theta }: SerialErrors): Whitening {
  const sd = new Float64Array(n);
  const share = new Float64Array(n);
  let variance = (1 + 2 * rho * theta + theta * theta) / (1 - rho * rho);
  let logDet = 0;
  for (let i = 0; i < n; i++) {
    if (i > 0) {
      share[i] = theta / variance;
      variance = 1 + theta * theta - (theta * theta) / variance;
    }
    sd[i] = Math.sqrt(variance);
    logDet += Math.log(variance);
  }
  return { rho, sd, share, logDet };
}

/** A series [n] turned so that errors of this kind become independent, of variance 1. */
export function whitened(x: Float64Array, { rho, sd, share }: Whitening): Float64Array {
  const out = new Float64Array(x.length);
  let innovation = 0;
  for (let i = 0; i < x.length; i++) {
    innovation = i === 0 ? x[0] : x[i] - rho * x[i - 1] - share[i] * innovation;
    out[i] = innovation / sd[i];
  }
  return out;
}

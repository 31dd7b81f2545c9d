/** The wavelets that {@link dwt} knows: ten taps each, five vanishing moments. */
export const waveletNames = ['sym5', 'db5'] as const;

/** A wavelet's name, as PyWavelets and MATLAB spell it. */
export type WaveletName = (typeof waveletNames)[number];

/** Low-pass filters of the analysis, as PyWavelets 1.9 gives them (`Wavelet(name).dec_lo`); Daubechies 1992, table 6.1 and 6.3. */
const lowPass: Readonly<Record<WaveletName, readonly number[]>> = {
  sym5: [
    0.027333068345077982, 0.029519490925774643, -0.039134249302383094, 0.1993975339773936, 0.7234076904024206,
    0.6339789634582119, 0.01660210576452232, -0.17532808990845047, -0.021101834024758855, 0.019538882735286728,
  ],
  db5: [
    0.0033357252854737712, -0.012580751999081999, -0.006241490212798274, 0.07757149384004572, -0.032244869584638375,
    -0.24229488706638203, 0.13842814590132074, 0.7243085284377729, 0.6038292697971896, 0.16010239797419293,
  ],
};

/** The four filters of an orthogonal wavelet [10 each]. */
export interface WaveletFilters {
  readonly analysisLow: readonly number[];
  readonly analysisHigh: readonly number[];
  readonly synthesisLow: readonly number[];
  readonly synthesisHigh: readonly number[];
}

/** All filters of a wavelet from its low-pass: the high-pass is its quadrature mirror, synthesis is analysis reversed. */
export function waveletFilters(name: WaveletName): WaveletFilters {
  const analysisLow = lowPass[name];
  const synthesisLow = analysisLow.toReversed();
  const analysisHigh = synthesisLow.map((tap, k) => (k % 2 === 0 ? -tap : tap));
  return { analysisLow, analysisHigh, synthesisLow, synthesisHigh: analysisHigh.toReversed() };
}

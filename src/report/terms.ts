import { type Html, html } from './html.ts';

/** A short form and what it means, in a sentence or two. */
export interface Term {
  readonly name: string;
  readonly meaning: string;
}

/** Short forms that stand in the report of one recording as well as in that of a study. */
export const signalTerms: readonly Term[] = [
  { name: 'RMS', meaning: 'Root mean square of the signal: its size in mV.' },
  {
    name: 'MDF, MNF',
    meaning: 'Median and mean frequency of the power spectrum. As a rule both fall as a muscle tires.',
  },
  {
    name: 'FInsm5',
    meaning:
      'Spectral fatigue index of order 5: how much power lies at low against high frequencies. It rises as a muscle tires, and depends strongly on its band.',
  },
  { name: 'STFT', meaning: 'Short-time Fourier transform: the spectrogram, power over time and frequency.' },
  {
    name: '%MVC, EMG-derived',
    meaning:
      'MVC is the maximal voluntary contraction. This number takes EMG amplitude for force: EMG of the squeeze over EMG of the hold, times the target of the hold. Above 100 the squeeze gave more EMG, for the EMG of the hold at its target, than the rested maximum would: it shows that amplitude is not force.',
  },
];

/** Short forms of an evaluation. */
export const evaluationTerms: readonly Term[] = [
  {
    name: 'AUC',
    meaning:
      'Area under the ROC curve: how often a fatigued recording gets a higher probability than a fresh one, of all pairs. 0.50 is guessing, 1.00 is every pair.',
  },
  { name: 'DC level', meaning: 'Mean of the raw signal: a matter of sensor and electrodes, not of muscle.' },
  { name: 'L2', meaning: 'A penalty on large weights while a model is fitted, so that it leans on no single feature.' },
];

/** What short forms mean, for those who meet them for the first time. */
export function termsList(terms: readonly Term[]): Html {
  return html`<dl class="terms">${terms.map(({ name, meaning }) => html`<dt>${name}</dt><dd>${meaning}</dd>`)}</dl>`;
}

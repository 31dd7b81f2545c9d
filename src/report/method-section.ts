import { edgeMarginS, emgBandHz, spectrogramRateHz } from '#fatigue';
import type { Evaluation } from '#study';
import { tableBox } from './boxes.ts';
import { type Html, html } from './html.ts';
import { splitText } from './model-name.ts';

const analysisText = `Contractions are found on the RMS envelope (0.25 s) of the signal above ${emgBandHz[0]} Hz. Of each, ${edgeMarginS} s is cut off at either end; the rest is filtered (Butterworth order 4, zero phase, not rectified), to ${emgBandHz[0]}–${emgBandHz[1]} Hz where no index names another band. Windows of 1 s of bad quality enter no index; models see the whole contraction. Spectral indices come from Welch's method (Hann 1.024 s, half overlap, mean removed), their slopes from epochs of 1 s every 0.5 s. Spectrograms: Hann 256 samples every 64 at ${spectrogramRateHz} Hz, power in dB relative to the mean power of the recording's own hold. Given a contraction's limits, no sample outside them reaches a feature or a spectrogram; the limits themselves depend on the level of rest, through the threshold of activity.`;

/** How a single recording was read. */
export function analysisMethod(): Html {
  return html`<p>${analysisText}</p>`;
}

/** How the numbers were made, and how to make them again. */
export function methodSection({ models, software, command, digest, seed, split, study }: Evaluation): Html {
  const kinds = [...new Set(models.map(({ intervalKind }) => intervalKind))].join('; ');
  // Guessing is worked out, not run: it has no folds to store.
  const stored = models.filter(({ model }) => model !== 'chance');
  const digests = stored.map(
    (result) =>
      html`<tr><th scope="row">${result.name}</th><td>${result.split}</td><td class="file">${result.digest}</td></tr>`,
  );
  const settings = models.map(
    (result) => html`<dt>${result.name}</dt><dd><pre>${JSON.stringify(result.settings, null, 1)}</pre></dd>`,
  );
  return html`<p>${analysisText}</p><p>Whatever is learned or fitted, scaling included, is fitted to the training people of each fold alone; one decision per recording, at probability 0.5. Split: ${splitText(split)}. Seed: ${seed}. Intervals: ${kinds}. Study: ${study}.</p><p>${software.name} ${software.version} (build ${software.build}). Digest of data, settings, split and seed: <code class="file">${digest}</code>. The same numbers again:</p><pre class="command">${command}</pre><details><summary>Digests and settings of each model</summary>${tableBox(html`Where the folds of each model are stored: <code>&lt;digest&gt;/&lt;fold&gt;.json</code> beside this report; for swapped labels <code>&lt;digest&gt;/swap-&lt;n&gt;/&lt;fold&gt;.json</code>.`, html`<table class="dense"><thead><tr><th scope="col">Model</th><th scope="col">Split</th><th scope="col">Digest</th></tr></thead><tbody>${digests}</tbody></table>`)}<dl>${settings}</dl></details>`;
}

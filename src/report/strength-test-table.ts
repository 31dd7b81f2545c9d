import type { StrengthTest } from '#fatigue';
import { tableBox } from './boxes.ts';
import { type Html, html } from './html.ts';
import { fixed, seconds } from './number-format.ts';
import { blockName, forceInUnit, lossText } from './strength-test-words.ts';

/** One squeeze as text. */
export interface TrialRow {
  readonly block: string;
  readonly file: string;
  readonly at: string;
  readonly value: string;
  readonly rise: string;
  readonly scatter: string;
  readonly emg: string;
  readonly verdict: string;
}

/** Every squeeze with its verdict: `counts`, or why it does not, or why it may not be a full effort. */
export function trialRows(test: StrengthTest): TrialRow[] {
  return test.blocks.flatMap(({ trials, recording, mvc }, i) =>
    trials.map(({ startS, value, rampS, cvPercent, emgRmsMv, isAccepted, issues }, k) => {
      const faults = issues.map(({ message }) => message.replace(/^[^:]*: (.*)\.$/, '$1')).join('; ');
      const words = isAccepted ? (k === mvc.best ? 'counts, the best' : 'counts') : 'rejected';
      return {
        block: blockName(test, i),
        file: test.recordings[recording].file,
        at: seconds(startS),
        value: forceInUnit(value, test),
        rise: rampS === undefined ? '–' : `${fixed(rampS, 2)} s`,
        scatter: cvPercent === undefined ? '–' : `${fixed(cvPercent, 1)} %`,
        emg: emgRmsMv === undefined ? '–' : `${fixed(emgRmsMv, 3)} mV`,
        verdict: faults === '' ? words : `${words}${isAccepted ? ', perhaps no full effort' : ''}: ${faults}`,
      };
    }),
  );
}

/** Squeezes, one a row. */
export function trialsTable(test: StrengthTest): Html {
  const rows = trialRows(test);
  const hasEmg = rows.some(({ emg }) => emg !== '–');
  return tableBox(
    html`Squeezes. Force: best 0.5 s mean. Rise: from 10 to 90 % of it. Scatter: coefficient of variation within the best 0.5 s.${hasEmg && ' EMG: RMS in that same window.'}`,
    html`<table class="dense"><thead><tr><th scope="col">Block</th><th scope="col">File</th><th scope="col" class="number">Best from</th><th scope="col" class="number">Force</th><th scope="col" class="number">Rise</th><th scope="col" class="number">Scatter</th>${hasEmg && html`<th scope="col" class="number">EMG</th>`}<th scope="col">Verdict</th></tr></thead><tbody>${rows.map(
      ({ block, file, at, value, rise, scatter, emg, verdict }) =>
        html`<tr><th scope="row">${block}</th><td class="file">${file}</td><td class="number">${at}</td><td class="number">${value}</td><td class="number">${rise}</td><td class="number">${scatter}</td>${hasEmg && html`<td class="number">${emg}</td>`}<td>${verdict}</td></tr>`,
    )}</tbody></table>`,
  );
}

/** Head and rows of the blocks: maximum, loss with its state, minutes, recovery. */
export function blockRows(test: StrengthTest): string[][] {
  return test.blocks.map((block, i) => {
    const { mvc, trials, minutes, recovery } = block;
    return [
      blockName(test, i),
      test.recordings[block.recording].file,
      String(trials.length),
      mvc.value === null ? '–' : forceInUnit(mvc.value, test),
      lossText(block),
      minutes === null ? '–' : `${fixed(minutes, 1)} min`,
      recovery === null ? '–' : `${fixed(100 * recovery, 0)} %`,
      mvc.verdict,
    ];
  });
}

/** What the columns of {@link blockRows} are. */
export const blockColumns = [
  'block',
  'file',
  'squeezes',
  'maximum',
  'loss',
  'after the task',
  'back',
  'verdict',
] as const;

/** Blocks of squeezes, one a row. */
export function blocksTable(test: StrengthTest): Html {
  return tableBox(
    html`Maxima. Loss: of the rested maximum. Back: share of the lost strength. Label: ${test.rule}.`,
    html`<table class="dense"><thead><tr>${blockColumns.map((name) => html`<th scope="col">${name.charAt(0).toUpperCase()}${name.slice(1)}</th>`)}</tr></thead><tbody>${blockRows(
      test,
    ).map(
      ([name, ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
    )}</tbody></table>`,
  );
}

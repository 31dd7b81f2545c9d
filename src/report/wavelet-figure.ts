import { bitmapUri } from './bitmap.ts';
import { colourLevel } from './colour-map.ts';
import { type Html, html } from './html.ts';
import { linearScale, niceTicks } from './linear-axis.ts';
import { fixed } from './number-format.ts';
import { ink, phaseColours } from './palette.ts';
import { type FigureOptions, rounded, svgFigure } from './svg-figure.ts';
import type { WaveletView } from './wavelet-view.ts';

const width = 960;
const height = 250;
const plot = { left: 58, right: 944, top: 26, bottom: 206, gap: 30 };
/** Colours end here (dB relative to the contraction's own mean density). */
const rangeDb = [-20, 10] as const;
const frequencyTicks = [20, 30, 50, 80, 130, 200, 300, 450];

const lengthS = ({ timesS }: WaveletView): number => timesS[timesS.length - 1] - timesS[0];

function panel(view: WaveletView, left: number, right: number): Html {
  const { db, freqsHz, timesS, coneS, imdf } = view;
  const [fromS, toS] = [timesS[0], timesS[timesS.length - 1]];
  const [lowHz, highHz] = [freqsHz[0], freqsHz[freqsHz.length - 1]];
  const x = linearScale([fromS, toS], [left, right]);
  const logY = linearScale([Math.log(lowHz), Math.log(highHz)], [plot.bottom, plot.top]);
  const y = (hz: number): number => logY(Math.log(hz));
  const picture = bitmapUri(
    Uint8Array.from(db, (value) => colourLevel(value, rangeDb)),
    timesS.length,
    freqsHz.length,
  );
  const edge = (side: 1 | -1): string =>
    Array.from(freqsHz, (hz, i) => {
      const at = side === 1 ? Math.min(fromS + coneS[i], toS) : Math.max(toS - coneS[i], fromS);
      return `${rounded(x(at))},${rounded(y(hz))}`;
    }).join(' ');
  const line = Array.from(imdf.timesS, (timeS, i) => `${rounded(x(timeS))},${rounded(y(imdf.values[i]))}`).join(' ');
  const ticks = niceTicks(fromS, toS, Math.max(2, Math.round((right - left) / 70)));
  return html`<image x="${rounded(left)}" y="${plot.top}" width="${rounded(right - left)}" height="${plot.bottom - plot.top}" preserveAspectRatio="none" href="${picture}"/>${(
    [1, -1] as const
  ).map(
    (side) =>
      html`<polygon points="${edge(side)} ${rounded(x(side === 1 ? fromS : toS))},${rounded(plot.top)} ${rounded(x(side === 1 ? fromS : toS))},${rounded(plot.bottom)}" fill="#ffffff" fill-opacity="0.55"/>`,
  )}<polyline points="${line}" fill="none" stroke="#000000" stroke-opacity="0.55" stroke-width="4"/><polyline points="${line}" fill="none" stroke="#ffffff" stroke-width="2"/>${ticks.map(
    (time) =>
      html`<line x1="${rounded(x(time))}" x2="${rounded(x(time))}" y1="${plot.bottom}" y2="${plot.bottom + 4}" stroke="${ink.line}"/><text x="${rounded(x(time))}" y="${plot.bottom + 16}" text-anchor="middle" font-size="11" fill="${ink.soft}">${fixed(time, 0)}</text>`,
  )}`;
}

/** Width of a letter of the names (px): 12 px, bold. */
const letterWidth = 7;

/** The names over their panels; one that is wider than its panel keeps clear of the name before it and of the right edge. */
function namesOver(views: readonly WaveletView[], lefts: readonly number[]): Html[] {
  let freeFrom = 0;
  return views.map(({ name, kind }, i) => {
    const size = name.length * letterWidth;
    const from = Math.max(lefts[i], freeFrom);
    const isCut = from + size > plot.right;
    freeFrom = from + size + letterWidth;
    return html`<text x="${rounded(isCut ? plot.right : from)}" y="${plot.top - 9}"${isCut && html` text-anchor="end"`} font-size="12" font-weight="600" fill="${phaseColours[kind]}">${name}</text>`;
  });
}

function frequencyAxis({ freqsHz }: WaveletView): Html {
  const [lowHz, highHz] = [freqsHz[0], freqsHz[freqsHz.length - 1]];
  const y = linearScale([Math.log(lowHz), Math.log(highHz)], [plot.bottom, plot.top]);
  const middle = (plot.top + plot.bottom) / 2;
  const shown = frequencyTicks.filter((hz) => hz >= lowHz * 0.99 && hz <= highHz * 1.01);
  return html`${shown.map(
    (hz) =>
      html`<line x1="${plot.left - 4}" x2="${plot.left}" y1="${rounded(y(Math.log(hz)))}" y2="${rounded(y(Math.log(hz)))}" stroke="${ink.line}"/><text x="${plot.left - 8}" y="${rounded(y(Math.log(hz)) + 4)}" text-anchor="end" font-size="11" fill="${ink.soft}">${hz}</text>`,
  )}<text x="12" y="${middle}" text-anchor="middle" font-size="12" fill="${ink.text}" transform="rotate(-90 12 ${middle})">frequency (Hz)</text>`;
}

/** Contractions over time and frequency by wavelets, with their instantaneous median frequency; the ends that count what lies beyond are paled. */
export function waveletFigure(views: readonly WaveletView[], options: FigureOptions): Html {
  const total = views.reduce((sum, view) => sum + lengthS(view), 0);
  const room = plot.right - plot.left - plot.gap * (views.length - 1);
  let next = plot.left;
  const lefts: number[] = [];
  const panels = views.map((view) => {
    const [left, right] = [next, next + (room * lengthS(view)) / total];
    lefts.push(left);
    next = right + plot.gap;
    return panel(view, left, right);
  });
  return svgFigure({
    ...options,
    title: `Wavelet view of ${views.map(({ name }) => name).join(' and ')}`,
    description: `Power by complex Morlet wavelets from ${fixed(views[0].freqsHz[0], 0)} Hz up on a logarithmic axis, colours from ${fixed(rangeDb[0], 0)} to ${rangeDb[1]} dB relative to each contraction's mean density; white line: instantaneous median frequency.`,
    width,
    height,
    body: html`${frequencyAxis(views[0])}${namesOver(views, lefts)}${panels}<text x="${(plot.left + plot.right) / 2}" y="${height - 8}" text-anchor="middle" font-size="12" fill="${ink.text}">time in the recording (s)</text>`,
  });
}

import type { Course, SpectrogramPair, SpectrogramTensor } from '#fatigue';
import { bitmapUri } from './bitmap.ts';
import { colourLevel, mapColours } from './colour-map.ts';
import { type Html, html } from './html.ts';
import { linearScale, niceTicks, type Scale } from './linear-axis.ts';
import { fixed } from './number-format.ts';
import { ink, phaseColours, phaseWords } from './palette.ts';
import { type FigureOptions, rounded, svgFigure } from './svg-figure.ts';

/** Spectrograms of a recording, and where its median frequency runs. */
export interface SpectrogramData {
  readonly file: string;
  readonly spectrogram: SpectrogramPair;
  /** Course of MDF in each contraction, drawn as a white line. */
  readonly mdf?: { readonly hold: Course; readonly mvc: Course };
}

const width = 960;
const height = 214;
const plot = { left: 58, top: 24, bottom: 172, gap: 34, right: 866 };
const bar = { left: 892, width: 12 };
/** Colours end here (dB relative to the mean power of the hold); what lies outside takes the last colour. */
const rangeDb: readonly [number, number] = [-30, 15];

/** Place and step of an evenly spaced axis: its outer edges lie half a step outside the first and last centre. */
function edges(centres: Float64Array): readonly [number, number] {
  const step = centres.length > 1 ? (centres[centres.length - 1] - centres[0]) / (centres.length - 1) : 1;
  return [centres[0] - step / 2, centres[centres.length - 1] + step / 2];
}

function picture({ db, nBands, nFrames }: SpectrogramTensor): string {
  return bitmapUri(
    Uint8Array.from(db, (value) => colourLevel(value, rangeDb)),
    nFrames,
    nBands,
  );
}

function courseLine(course: Course, x: Scale, y: Scale): Html {
  const points = Array.from(course.values, (value, i) => `${rounded(x(course.timesS[i]))},${rounded(y(value))}`).join(
    ' ',
  );
  return html`<polyline points="${points}" fill="none" stroke="#000000" stroke-opacity="0.55" stroke-width="4"/><polyline points="${points}" fill="none" stroke="#ffffff" stroke-width="2"/>`;
}

interface Panel {
  readonly kind: 'hold' | 'mvc';
  readonly tensor: SpectrogramTensor;
  readonly course: Course | undefined;
  readonly left: number;
  readonly right: number;
}

function panelDrawing({ kind, tensor, course, left, right }: Panel): Html {
  const [fromS, toS] = edges(tensor.timesS);
  const bandHz = edges(tensor.freqsHz);
  const x = linearScale([fromS, toS], [left, right]);
  const y = linearScale(bandHz, [plot.bottom, plot.top]);
  const times = niceTicks(fromS, toS, Math.max(2, Math.round((right - left) / 70)));
  return html`<text x="${rounded(left)}" y="${plot.top - 8}" font-size="12" font-weight="600" fill="${phaseColours[kind]}">${phaseWords[kind]}</text><image x="${rounded(left)}" y="${plot.top}" width="${rounded(right - left)}" height="${plot.bottom - plot.top}" preserveAspectRatio="none" style="image-rendering:pixelated" href="${picture(tensor)}"/>${course && courseLine(course, x, y)}${times.map(
    (time) =>
      html`<line x1="${rounded(x(time))}" x2="${rounded(x(time))}" y1="${plot.bottom}" y2="${plot.bottom + 4}" stroke="${ink.line}"/><text x="${rounded(x(time))}" y="${plot.bottom + 16}" text-anchor="middle" font-size="11" fill="${ink.soft}">${String(time)}</text>`,
  )}`;
}

function frequencyAxis(tensor: SpectrogramTensor): Html {
  const bandHz = edges(tensor.freqsHz);
  const y = linearScale(bandHz, [plot.bottom, plot.top]);
  const middle = (plot.top + plot.bottom) / 2;
  return html`${niceTicks(bandHz[0], bandHz[1], 5).map(
    (hz) =>
      html`<line x1="${plot.left - 4}" x2="${plot.left}" y1="${rounded(y(hz))}" y2="${rounded(y(hz))}" stroke="${ink.line}"/><text x="${plot.left - 8}" y="${rounded(y(hz) + 4)}" text-anchor="end" font-size="11" fill="${ink.soft}">${String(hz)}</text>`,
  )}<text x="12" y="${middle}" text-anchor="middle" font-size="12" fill="${ink.text}" transform="rotate(-90 12 ${middle})">frequency (Hz)</text>`;
}

function colourBar(id: string): Html {
  const y = linearScale(rangeDb, [plot.bottom, plot.top]);
  const middle = (plot.top + plot.bottom) / 2;
  const stops = mapColours().filter((_, level) => level % 7 === 0);
  return html`<linearGradient id="${id}-db" x1="0" x2="0" y1="1" y2="0">${stops.map(
    ([red, green, blue], i) =>
      html`<stop offset="${rounded(i / (stops.length - 1), 3)}" stop-color="rgb(${red},${green},${blue})"/>`,
  )}</linearGradient><rect x="${bar.left}" y="${plot.top}" width="${bar.width}" height="${plot.bottom - plot.top}" fill="url(#${id}-db)"/>${niceTicks(
    rangeDb[0],
    rangeDb[1],
    5,
  ).map(
    (db) =>
      html`<text x="${bar.left + bar.width + 5}" y="${rounded(y(db) + 4)}" font-size="11" fill="${ink.soft}">${fixed(db, 0)}</text>`,
  )}<text x="948" y="${middle}" text-anchor="middle" font-size="12" fill="${ink.text}" transform="rotate(-90 948 ${middle})">dB re own hold</text>`;
}

/**
 * Power over time and frequency in the steady part of hold and maximal squeeze, in dB relative to the mean power of the
 * recording's own hold: what a network sees, of a single recording with every bin. Both panels share scales of time, frequency and colour.
 */
export function spectrogramFigure({ file, spectrogram, mdf }: SpectrogramData, options: FigureOptions): Html {
  const { hold, mvc } = spectrogram;
  const lengthS = (tensor: SpectrogramTensor): number => edges(tensor.timesS)[1] - edges(tensor.timesS)[0];
  const perSecond = (plot.right - plot.left - plot.gap) / (lengthS(hold) + lengthS(mvc));
  const holdRight = plot.left + lengthS(hold) * perSecond;
  const panels: Panel[] = [
    { kind: 'hold', tensor: hold, course: mdf?.hold, left: plot.left, right: holdRight },
    { kind: 'mvc', tensor: mvc, course: mdf?.mvc, left: holdRight + plot.gap, right: plot.right },
  ];
  return svgFigure({
    id: options.id,
    simulated: options.simulated,
    title: `Spectrogram of hold and maximal squeeze of ${file}`,
    description: `Power from ${fixed(edges(hold.freqsHz)[0], 0)} to ${fixed(edges(hold.freqsHz)[1], 0)} Hz over ${fixed(lengthS(hold), 1)} s of hold and ${fixed(lengthS(mvc), 1)} s of maximal squeeze, colours from ${fixed(rangeDb[0], 0)} to ${rangeDb[1]} dB relative to the mean power of the hold.`,
    width,
    height,
    body: html`${frequencyAxis(hold)}${panels.map(panelDrawing)}<text x="${(plot.left + plot.right) / 2}" y="${height - 8}" text-anchor="middle" font-size="12" fill="${ink.text}">time in the recording (s)</text>${colourBar(options.id)}`,
  });
}

import { type ForceView, forceSummaryOf, forceText } from './force-words.ts';
import { type Html, html, raw } from './html.ts';
import { linearScale, niceTicks, type Scale } from './linear-axis.ts';
import { fixed } from './number-format.ts';
import { ink } from './palette.ts';
import { type FigureOptions, rounded, svgFigure } from './svg-figure.ts';

const width = 960;
const height = 300;
const plot = { left: 58, right: 950, top: 34, bottom: 248 };
/** Finer than this the eye sees no difference. */
const mostPoints = 720;
// Blue and black with a dash: told apart by every eye, and in print.
const estimated = '#0072b2';

interface Line {
  readonly timesS: readonly number[];
  readonly values: readonly number[];
}

/** Every so many points, as a picture can hold them. */
function thinned(timesS: ArrayLike<number>, values: ArrayLike<number>): Line {
  const step = Math.max(1, Math.ceil(timesS.length / mostPoints));
  const at = Array.from({ length: Math.ceil(timesS.length / step) }, (_, i) => i * step);
  return { timesS: at.map((i) => timesS[i]), values: at.map((i) => values[i]) };
}

/** The measured force in % of the calibration's largest, over the time of the estimate. */
function measuredLine({ measured, estimate, calibration }: ForceView): Line | undefined {
  if (measured === undefined) return undefined;
  const { samples, fs } = measured.force;
  const times = estimate.timesS.filter((time) => Math.round(time * fs) < samples.length);
  return thinned(
    times,
    times.map((time) => (100 * samples[Math.round(time * fs)]) / calibration.scale.mvcForce),
  );
}

const path = ({ timesS, values }: Line, x: Scale, y: Scale): string =>
  `M${timesS.map((time, i) => `${rounded(x(time))} ${rounded(y(values[i]))}`).join('L')}`;

function axes(x: Scale, y: Scale, [start, end]: readonly [number, number], top: number, low: number): Html {
  return html`${niceTicks(low, top, 5).map(
    (value) =>
      html`<line x1="${plot.left}" x2="${plot.right}" y1="${rounded(y(value))}" y2="${rounded(y(value))}" stroke="${ink.faint}"/><text x="${plot.left - 6}" y="${rounded(y(value) + 4)}" text-anchor="end" font-size="11" fill="${ink.soft}">${fixed(value, 0)}</text>`,
  )}${niceTicks(start, end, 10).map(
    (time) =>
      html`<text x="${rounded(x(time))}" y="${plot.bottom + 16}" text-anchor="middle" font-size="11" fill="${ink.soft}">${String(time)}</text>`,
  )}<text x="${(plot.left + plot.right) / 2}" y="${plot.bottom + 34}" text-anchor="middle" font-size="12" fill="${ink.text}">time (s)</text><text x="14" y="${(plot.top + plot.bottom) / 2}" text-anchor="middle" font-size="12" fill="${ink.text}" transform="rotate(-90 14 ${(plot.top + plot.bottom) / 2})">force (% of the calibration’s largest)</text>`;
}

function keyOf(hasMeasured: boolean): Html {
  return html`<line x1="${plot.left}" x2="${plot.left + 28}" y1="16" y2="16" stroke="${estimated}" stroke-width="2"/><text x="${plot.left + 36}" y="20" font-size="12" fill="${ink.text}">EMG-derived, no measurement</text><rect x="${plot.left + 250}" y="9" width="28" height="14" fill="${estimated}" fill-opacity="0.18"/><text x="${plot.left + 286}" y="20" font-size="12" fill="${ink.text}">± RMSE of the calibration</text>${
    hasMeasured &&
    html`<line x1="${plot.left + 470}" x2="${plot.left + 498}" y1="16" y2="16" stroke="${ink.strong}" stroke-width="1.5" stroke-dasharray="5 3"/><text x="${plot.left + 506}" y="20" font-size="12" fill="${ink.text}">measured</text>`
  }`;
}

/** Estimated force over time in blue with the calibration's RMSE as a band, and a measured one dashed beside it. */
export function forceFigure(view: ForceView, options: FigureOptions): Html {
  const summary = forceSummaryOf(view);
  const { rmse } = summary.percent;
  const line = thinned(view.estimate.timesS, view.estimate.percent);
  const measured = measuredLine(view);
  const values = [...line.values.map((value) => value + rmse), ...(measured?.values ?? [])];
  const [low, top] = [Math.min(0, ...(measured?.values ?? [])), 1.04 * Math.max(...values, 1)];
  const span = [summary.startS, Math.max(summary.endS, summary.startS + 1e-9)] as const;
  const x = linearScale(span, [plot.left, plot.right]);
  const y = linearScale([low, top], [plot.bottom, plot.top]);
  const edge = (sign: 1 | -1): Line => ({
    timesS: sign > 0 ? line.timesS : [...line.timesS].reverse(),
    values: (sign > 0 ? line.values : [...line.values].reverse()).map((value) => Math.max(low, value + sign * rmse)),
  });
  const band = `${path(edge(1), x, y)}${path(edge(-1), x, y).replace('M', 'L')}z`;
  const drawn = raw(
    `<path d="${band}" fill="${estimated}" fill-opacity="0.18"/>${measured ? `<path d="${path(measured, x, y)}" fill="none" stroke="${ink.strong}" stroke-width="1.5" stroke-dasharray="5 3"/>` : ''}<path d="${path(line, x, y)}" fill="none" stroke="${estimated}" stroke-width="2" stroke-linejoin="round"/>`,
  );
  return svgFigure({
    ...options,
    title: 'Force over time as EMG suggests it',
    description: `EMG-derived force, mean ${forceText(summary, 'mean')}, peak ${forceText(summary, 'peak')}, n = ${summary.n} points. The band is the RMSE of the calibration.`,
    width,
    height,
    body: html`${axes(x, y, span, top, low)}${drawn}${keyOf(measured !== undefined)}`,
  });
}

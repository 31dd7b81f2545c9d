import type { Segment } from '#recording';
import { median } from '#signal';
import type { Trace } from '#study';
import { type Html, html, raw } from './html.ts';
import { linearScale, niceStep, niceTicks, type Scale } from './linear-axis.ts';
import { decimalsFor, fixed, seconds, significant } from './number-format.ts';
import { ink, phaseColours, phaseWords } from './palette.ts';
import { type FigureOptions, rounded, svgFigure } from './svg-figure.ts';

/** What a trace is drawn from. */
export interface TraceData {
  readonly file: string;
  readonly durationS: number;
  readonly segments: readonly Segment[];
  readonly trace: Trace;
}

const width = 960;
const height = 208;
const plot = { left: 58, right: 950, top: 24, bottom: 172 };
/** Finer than this the eye sees no difference in 892 units of width. */
const mostBins = 720;

/** Limits of the axes, so that recordings of one person share them; the recording's own by default. */
export interface TraceScales {
  /** Largest value of the axis, in the channel's unit. */
  readonly reach?: number;
  /** End of the time axis (s). */
  readonly spanS?: number;
}

/** The level a signal rests at (electrode offset, or the middle of raw counts). */
function middleLevel({ min, max }: Trace): number {
  return min.length > 0 ? median(min.map((low, i) => (low + max[i]) / 2)) : 0;
}

/** Joins neighbouring bins until few enough are left: extremes stay extremes, the envelope keeps its peak. */
function coarser(trace: Trace): Trace {
  const factor = Math.ceil(trace.min.length / mostBins);
  if (factor <= 1) return trace;
  const n = Math.ceil(trace.min.length / factor);
  const joined = (values: Float32Array, choose: (a: number, b: number) => number): Float32Array =>
    Float32Array.from({ length: n }, (_, i) =>
      values.subarray(i * factor, (i + 1) * factor).reduce((a, b) => choose(a, b)),
    );
  return {
    ...trace,
    binS: trace.binS * factor,
    min: joined(trace.min, Math.min),
    max: joined(trace.max, Math.max),
    envelope: joined(trace.envelope, Math.max),
  };
}

/** A path through points, written as short relative steps of a tenth of a unit. */
function path(points: readonly (readonly [number, number])[]): string {
  const tenths = points.map(([x, y]) => [Math.round(x * 10), Math.round(y * 10)]);
  const steps = tenths.map(([x, y], i) => {
    if (i === 0) return `M${x / 10} ${y / 10}l`;
    const dy = (y - tenths[i - 1][1]) / 10;
    return `${(x - tenths[i - 1][0]) / 10}${dy < 0 ? '' : ' '}${dy}`;
  });
  return steps[0] + steps.slice(1).join(' ');
}

/** The largest distance of a trace from its resting level: pass it to several figures to give them one scale. */
export function traceReach(trace: Trace): number {
  const { min, max } = trace;
  const level = middleLevel(trace);
  let reach = 0;
  for (let i = 0; i < min.length; i++) reach = Math.max(reach, level - min[i], max[i] - level);
  return reach;
}

function segmentShade({ kind, startS, endS }: Segment, x: Scale): Html {
  const from = x(startS);
  const size = x(endS) - from;
  const colour = phaseColours[kind];
  const long = `${phaseWords[kind]} ${fixed(startS, 1)}–${fixed(endS, 1)} s`;
  const label = [long, phaseWords[kind]].find((text) => text.length * 6.2 < size + 8);
  return html`<g><title>${long}</title><rect x="${rounded(from)}" y="${plot.top}" width="${rounded(size)}" height="${plot.bottom - plot.top}" fill="${colour}" fill-opacity="0.13"/><rect x="${rounded(from)}" y="${plot.top - 3}" width="${rounded(size)}" height="3" fill="${colour}"/>${label && html`<text x="${rounded(from)}" y="${plot.top - 8}" font-size="12" font-weight="600" fill="${colour}">${label}</text>`}</g>`;
}

function axes({ unit }: Trace, x: Scale, y: Scale, { reach, spanS }: Required<TraceScales>): Html {
  const times = niceTicks(0, spanS, 10);
  const values = niceTicks(-reach, reach, 5);
  const decimals = decimalsFor(niceStep(-reach, reach, 5), 1);
  return html`${values.map(
    (value) =>
      html`<line x1="${plot.left}" x2="${plot.right}" y1="${rounded(y(value))}" y2="${rounded(y(value))}" stroke="${ink.faint}"/><text x="${plot.left - 6}" y="${rounded(y(value) + 4)}" text-anchor="end" font-size="11" fill="${ink.soft}">${fixed(value, decimals)}</text>`,
  )}${times.map(
    (time) =>
      html`<line x1="${rounded(x(time))}" x2="${rounded(x(time))}" y1="${plot.bottom}" y2="${plot.bottom + 4}" stroke="${ink.line}"/><text x="${rounded(x(time))}" y="${plot.bottom + 16}" text-anchor="middle" font-size="11" fill="${ink.soft}">${String(time)}</text>`,
  )}<text x="${(plot.left + plot.right) / 2}" y="${height - 4}" text-anchor="middle" font-size="12" fill="${ink.text}">time (s)</text><text x="12" y="${(plot.top + plot.bottom) / 2}" text-anchor="middle" font-size="12" fill="${ink.text}" transform="rotate(-90 12 ${(plot.top + plot.bottom) / 2})">sEMG (${unit})</text>`;
}

/**
 * A whole recording: lowest and highest value of each moment in grey, RMS envelope in black, the threshold of activity as
 * a dashed line, and the found segments shaded in their phase colours.
 */
export function traceFigure(data: TraceData, options: FigureOptions & TraceScales): Html {
  const { file, durationS, segments } = data;
  const trace = coarser(data.trace);
  const reach = 1.04 * Math.max(options.reach ?? traceReach(trace), 1e-9);
  const spanS = Math.max(options.spanS ?? durationS, 1e-9);
  const x = linearScale([0, spanS], [plot.left, plot.right]);
  const y = linearScale([-reach, reach], [plot.bottom, plot.top]);
  const at = (i: number): number => x(Math.min((i + 0.5) * trace.binS, durationS));
  const level = middleLevel(trace);
  const points = (values: Float32Array, zero = 0): [number, number][] =>
    Array.from(values, (value, i) => [at(i), y(value - zero)]);
  const body = html`<rect x="${plot.left}" y="${plot.top}" width="${plot.right - plot.left}" height="${plot.bottom - plot.top}" fill="#ffffff"/>${axes(trace, x, y, { reach, spanS })}${segments.map((segment) => segmentShade(segment, x))}${
    trace.min.length > 0 &&
    raw(
      `<path d="${path([...points(trace.max, level), ...points(trace.min, level).reverse()])}z" fill="#64748b" stroke="#64748b" stroke-width="0.5" stroke-linejoin="round"/><path d="${path(points(trace.envelope))}" fill="none" stroke="#111827" stroke-width="1.4" stroke-linejoin="round"/>`,
    )
  }<line x1="${plot.left}" x2="${plot.right}" y1="${rounded(y(trace.threshold))}" y2="${rounded(y(trace.threshold))}" stroke="#111827" stroke-width="1" stroke-dasharray="5 4"/>`;
  const found = segments.map(
    ({ kind, startS, endS }) => `${phaseWords[kind]} from ${seconds(startS)} to ${seconds(endS)}`,
  );
  return svgFigure({
    id: options.id,
    simulated: options.simulated,
    title: `Signal of ${file} with the segments found`,
    description: `${seconds(durationS)} of surface EMG. ${found.length > 0 ? `Found: ${found.join(', ')}` : 'No segment was found'}. Activity threshold ${significant(trace.threshold, 2)} ${trace.unit}.`,
    width,
    height,
    body,
  });
}

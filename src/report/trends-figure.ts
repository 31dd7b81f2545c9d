import type { CourseWithTrend, JasaPlane } from '#fatigue';
import { type Html, html } from './html.ts';
import { linearScale, niceTicks, type Scale } from './linear-axis.ts';
import { decimalsFor, fixed } from './number-format.ts';
import { ink, phaseColours } from './palette.ts';
import { type FigureOptions, rounded, svgFigure } from './svg-figure.ts';
import type { TrendRow } from './trend-rows.ts';

const width = 960;
const height = 340;
const courses = { left: 62, right: 590, top: 18, middle: 150, gap: 16, bottom: 296 };
const plane = { left: 668, right: 944, top: 18, bottom: 296 };

type Range = readonly [number, number];

function rangeOf(values: readonly number[], margin: number): Range {
  const [lo, hi] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(margin * (hi - lo), 1e-9 + 0.02 * Math.abs(hi));
  return [lo - room, hi + room];
}

function gridLines(y: Scale, range: Range, left: number, right: number): Html {
  const ticks = niceTicks(range[0], range[1], 4);
  const decimals = ticks.length > 1 ? decimalsFor(ticks[1] - ticks[0], 1) : 1;
  return html`${ticks.map(
    (value) =>
      html`<line x1="${left}" x2="${right}" y1="${rounded(y(value))}" y2="${rounded(y(value))}" stroke="${ink.faint}"/><text x="${left - 6}" y="${rounded(y(value) + 4)}" text-anchor="end" font-size="11" fill="${ink.soft}">${fixed(value, decimals)}</text>`,
  )}`;
}

function timeTicks(x: Scale, range: Range, y: number): Html {
  const ticks = niceTicks(range[0], range[1], 8);
  const decimals = ticks.length > 1 && ticks[1] - ticks[0] < 1 ? 1 : 0;
  return html`${ticks.map(
    (time) =>
      html`<line x1="${rounded(x(time))}" x2="${rounded(x(time))}" y1="${y}" y2="${y + 4}" stroke="${ink.line}"/><text x="${rounded(x(time))}" y="${y + 16}" text-anchor="middle" font-size="11" fill="${ink.soft}">${fixed(time, decimals)}</text>`,
  )}`;
}

/** Epochs as dots and the line of least squares through them. */
function courseMarks({ course, trend }: CourseWithTrend, colour: string, x: Scale, y: Scale): Html {
  const { timesS, values } = course;
  const dots = Array.from(
    values,
    (value, i) =>
      html`<circle cx="${rounded(x(timesS[i]))}" cy="${rounded(y(value))}" r="2.4" fill="${colour}" fill-opacity="0.55"/>`,
  );
  if (trend === null) return html`${dots}`;
  const start = values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = timesS.reduce((sum, time) => sum + time, 0) / timesS.length;
  const [from, to] = [timesS[0], timesS[timesS.length - 1]];
  const at = (time: number): number => start + trend.slope * (time - middle);
  return html`${dots}<line x1="${rounded(x(from))}" y1="${rounded(y(at(from)))}" x2="${rounded(x(to))}" y2="${rounded(y(at(to)))}" stroke="${colour}" stroke-width="2.2"/>`;
}

function coursePanel(
  rows: readonly TrendRow[],
  pick: (row: TrendRow) => CourseWithTrend,
  { top, bottom, label, timeRange }: { top: number; bottom: number; label: string; timeRange: Range },
): Html {
  const range = rangeOf(
    rows.flatMap((row) => [...pick(row).course.values]),
    0.08,
  );
  const x = linearScale(timeRange, [courses.left, courses.right]);
  const y = linearScale(range, [bottom, top]);
  const middle = (top + bottom) / 2;
  return html`${gridLines(y, range, courses.left, courses.right)}<text x="14" y="${middle}" text-anchor="middle" font-size="12" fill="${ink.text}" transform="rotate(-90 14 ${middle})">${label}</text>${rows.map((row) => courseMarks(pick(row), phaseColours[row.kind], x, y))}`;
}

/** Points of an ellipse's edge. */
function ellipsePoints({ ellipse: { centre, axes, angleRad } }: JasaPlane): (readonly [number, number])[] {
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  return Array.from({ length: 73 }, (_, i) => {
    const turn = (2 * Math.PI * i) / 72;
    const [u, v] = [axes[0] * Math.cos(turn), axes[1] * Math.sin(turn)];
    return [centre[0] + u * cos - v * sin, centre[1] + u * sin + v * cos] as const;
  });
}

const corners = [
  { word: 'fatigue', x: plane.right - 6, y: plane.bottom - 8, anchor: 'end' },
  { word: 'more force', x: plane.right - 6, y: plane.top + 14, anchor: 'end' },
  { word: 'recovery', x: plane.left + 6, y: plane.top + 14, anchor: 'start' },
  { word: 'less force', x: plane.left + 6, y: plane.bottom - 8, anchor: 'start' },
] as const;

function jasaPanel(rows: readonly TrendRow[]): Html {
  const shown = rows.flatMap(({ jasa, kind, name }) =>
    jasa ? [{ jasa, kind, name, points: ellipsePoints(jasa) }] : [],
  );
  const middle = (plane.left + plane.right) / 2;
  if (shown.length === 0) {
    return html`<text x="${middle}" y="150" text-anchor="middle" font-size="12" fill="${ink.soft}">no joint reading of both</text>`;
  }
  const all = shown.flatMap(({ points }) => points);
  // Zero stands in the middle: the four readings get the same room.
  const reach = (axis: 0 | 1): number => 1.12 * Math.max(0.2, ...all.map((point) => Math.abs(point[axis])));
  const [reachX, reachY] = [reach(0), reach(1)];
  const x = linearScale([-reachX, reachX], [plane.left, plane.right]);
  const y = linearScale([-reachY, reachY], [plane.bottom, plane.top]);
  const marks = shown.map(({ jasa, kind, name, points }) => {
    const edge = points.map((point) => `${rounded(x(point[0]))},${rounded(y(point[1]))}`).join(' ');
    const [cx, cy] = jasa.ellipse.centre;
    return html`<g><title>${name}: ${jasa.reading}</title><polygon points="${edge}" fill="${phaseColours[kind]}" fill-opacity="0.16" stroke="${phaseColours[kind]}" stroke-width="1.4"/><circle cx="${rounded(x(cx))}" cy="${rounded(y(cy))}" r="3.2" fill="${phaseColours[kind]}"/></g>`;
  });
  return html`<rect x="${plane.left}" y="${plane.top}" width="${plane.right - plane.left}" height="${plane.bottom - plane.top}" fill="none" stroke="${ink.line}"/>${gridLines(y, [-reachY, reachY], plane.left, plane.right)}${timeTicks(x, [-reachX, reachX], plane.bottom)}<line x1="${rounded(x(0))}" x2="${rounded(x(0))}" y1="${plane.top}" y2="${plane.bottom}" stroke="${ink.soft}"/><line x1="${plane.left}" x2="${plane.right}" y1="${rounded(y(0))}" y2="${rounded(y(0))}" stroke="${ink.soft}"/>${corners.map(
    ({ word, x: left, y: base, anchor }) =>
      html`<text x="${left}" y="${base}" text-anchor="${anchor}" font-size="11.5" font-style="italic" fill="${ink.text}">${word}</text>`,
  )}${marks}<text x="${middle}" y="${height - 8}" text-anchor="middle" font-size="12" fill="${ink.text}">amplitude: RMS (%/s)</text><text x="620" y="${(plane.top + plane.bottom) / 2}" text-anchor="middle" font-size="12" fill="${ink.text}" transform="rotate(-90 620 ${(plane.top + plane.bottom) / 2})">frequency: MDF (%/s)</text>`;
}

/**
 * How amplitude and frequency move: their courses with fitted lines, and beside them the plane of joint analysis (JASA),
 * each contraction as its 95 % ellipse.
 */
export function trendsFigure(rows: readonly TrendRow[], unit: string, options: FigureOptions): Html {
  const times = rows.flatMap((row) => [...row.mdf.course.timesS]);
  const timeRange: Range = times.length > 0 ? rangeOf(times, 0.02) : [0, 1];
  const x = linearScale(timeRange, [courses.left, courses.right]);
  const upper = { top: courses.top, bottom: courses.middle, label: `RMS (${unit})`, timeRange };
  const lower = { top: courses.middle + courses.gap, bottom: courses.bottom, label: 'MDF (Hz)', timeRange };
  return svgFigure({
    ...options,
    title: 'Course of amplitude and median frequency, and both trends together',
    description: rows.map(({ name, jasa }) => `${name}: ${jasa?.reading ?? 'no joint reading'}`).join('; '),
    width,
    height,
    body: html`${coursePanel(rows, (row) => row.rms, upper)}${coursePanel(rows, (row) => row.mdf, lower)}${timeTicks(x, timeRange, courses.bottom)}<text x="${(courses.left + courses.right) / 2}" y="${height - 8}" text-anchor="middle" font-size="12" fill="${ink.text}">time in the recording (s)</text>${jasaPanel(rows)}`,
  });
}

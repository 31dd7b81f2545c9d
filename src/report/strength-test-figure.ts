import type { ForceRecording, StrengthTest } from '#fatigue';
import { type Html, html, raw } from './html.ts';
import { linearScale, niceStep, niceTicks, type Scale } from './linear-axis.ts';
import { decimalsFor, fixed, seconds } from './number-format.ts';
import { ink } from './palette.ts';
import { forceInUnit } from './strength-test-words.ts';
import { type FigureOptions, rounded, svgFigure } from './svg-figure.ts';

const width = 960;
const height = 284;
// At the right stands what the level lines are.
const plot = { left: 58, right: 872, top: 44, bottom: 236 };
/** Finer than this the eye sees no difference. */
const mostBins = 720;
// Okabe and Ito, told apart by every eye, and each with its own word.
const colours = { counts: '#0072b2', rejected: '#d55e00', hold: '#64748b' } as const;

/** Limits of the axis, so that the recordings of a test share them (unit of the force). */
export interface StrengthTestScale {
  readonly low: number;
  readonly top: number;
}

/** Limits that hold the forces of all recordings. */
export function strengthTestScale(recordings: readonly Pick<ForceRecording, 'force'>[]): StrengthTestScale {
  let [low, top] = [0, 0];
  for (const { force } of recordings) {
    for (const value of force.samples) {
      low = Math.min(low, value);
      top = Math.max(top, value);
    }
  }
  return { low, top: 1.12 * top || 1 };
}

/** Lowest and highest force of each moment as a closed path: a short peak stays a peak. */
function tracePath({ samples, fs }: ForceRecording['force'], x: Scale, y: Scale): string {
  const step = Math.max(1, Math.ceil(samples.length / mostBins));
  const n = Math.ceil(samples.length / step);
  const edge = (choose: (a: number, b: number) => number): string[] =>
    Array.from({ length: n }, (_, i) => {
      const bin = samples.subarray(i * step, (i + 1) * step);
      return `${rounded(x((i * step + bin.length / 2) / fs))} ${rounded(y(bin.reduce((a, b) => choose(a, b))))}`;
    });
  return `M${edge(Math.max).join('L')}L${edge(Math.min).reverse().join('L')}z`;
}

function axes(x: Scale, y: Scale, { low, top }: StrengthTestScale, endS: number, unit: string): Html {
  const decimals = decimalsFor(niceStep(low, top, 5), 1);
  return html`${niceTicks(low, top, 5).map(
    (value) =>
      html`<line x1="${plot.left}" x2="${plot.right}" y1="${rounded(y(value))}" y2="${rounded(y(value))}" stroke="${ink.faint}"/><text x="${plot.left - 6}" y="${rounded(y(value) + 4)}" text-anchor="end" font-size="11" fill="${ink.soft}">${fixed(value, decimals)}</text>`,
  )}${niceTicks(0, endS, 10).map(
    (time) =>
      html`<text x="${rounded(x(time))}" y="${plot.bottom + 16}" text-anchor="middle" font-size="11" fill="${ink.soft}">${String(time)}</text>`,
  )}<text x="${(plot.left + plot.right) / 2}" y="${plot.bottom + 38}" text-anchor="middle" font-size="12" fill="${ink.text}">time (s)</text><text x="14" y="${(plot.top + plot.bottom) / 2}" text-anchor="middle" font-size="12" fill="${ink.text}" transform="rotate(-90 14 ${(plot.top + plot.bottom) / 2})">force${unit === '' ? '' : ` (${unit})`}</text>`;
}

interface Mark {
  readonly startS: number;
  readonly endS: number;
  readonly colour: string;
  readonly label: string;
  /** The best 0.5 s and their mean. */
  readonly plateau?: { readonly startS: number; readonly endS: number; readonly value: number };
}

function marksOf(test: StrengthTest, recording: number): Mark[] {
  const trials = test.blocks
    .filter((block) => block.recording === recording)
    .flatMap(({ trials: own, segments }) =>
      own.map(({ isAccepted, startS, endS, value }, i): Mark => {
        const colour = isAccepted ? colours.counts : colours.rejected;
        return { ...segments[i], colour, label: fixed(value, decimalsFor(value)), plateau: { startS, endS, value } };
      }),
    );
  const holds = test.holds
    .filter((hold) => hold.recording === recording)
    .map(({ startS, endS }): Mark => ({ startS, endS, colour: colours.hold, label: 'hold' }));
  return [...trials, ...holds];
}

function shade({ startS, endS, colour, plateau, label }: Mark, x: Scale): Html {
  const from = rounded(x(startS));
  const name =
    !plateau &&
    html`<text x="${from}" y="${plot.top + 12}" dx="2" font-size="11" font-weight="600" fill="${colour}">${label}</text>`;
  return html`<rect x="${from}" y="${plot.top}" width="${rounded(x(endS) - x(startS))}" height="${plot.bottom - plot.top}" fill="${colour}" fill-opacity="0.1"/>${name}`;
}

/** The best 0.5 s as a bar at their mean, with the number above; a white edge keeps it readable on the trace. */
function bar({ colour, label, plateau }: Mark, x: Scale, y: Scale): Html | false {
  if (!plateau) return false;
  const [from, to, at] = [x(plateau.startS), x(plateau.endS), y(plateau.value)];
  return html`<rect x="${rounded(from)}" y="${rounded(at - 2.5)}" width="${rounded(Math.max(4, to - from))}" height="5" fill="${colour}" stroke="#ffffff"/><text x="${rounded((from + to) / 2)}" y="${rounded(at - 8)}" text-anchor="middle" font-size="11" font-weight="600" fill="${colour}" stroke="#ffffff" stroke-width="3" paint-order="stroke">${label}</text>`;
}

function levelLine(y: number, label: string, dash: string): Html {
  return html`<line x1="${plot.left}" x2="${plot.right}" y1="${rounded(y)}" y2="${rounded(y)}" stroke="${ink.strong}" stroke-dasharray="${dash}"/><text x="${plot.right + 6}" y="${rounded(y + 4)}" font-size="11" fill="${ink.strong}">${label}</text>`;
}

function keyOf(): Html {
  const entries = [
    [colours.counts, 'squeeze that counts, with its best 0.5 s'],
    [colours.rejected, 'rejected squeeze'],
    [colours.hold, 'hold'],
  ] as const;
  return html`${entries.map(([colour, text], i) => html`<rect x="${plot.left + [0, 290, 440][i]}" y="10" width="14" height="12" fill="${colour}" fill-opacity="0.25"/><rect x="${plot.left + [0, 290, 440][i]}" y="14" width="14" height="4" fill="${colour}"/><text x="${plot.left + [20, 310, 460][i]}" y="20" font-size="12" fill="${ink.text}">${text}</text>`)}`;
}

/** One recording of a strength test: the force, its squeezes with their best 0.5 s, holds, the rested maximum and the target. */
export function strengthTestFigure(
  test: StrengthTest,
  { force, file }: ForceRecording,
  recording: number,
  { low, top, ...options }: FigureOptions & StrengthTestScale,
): Html {
  const endS = Math.max(force.samples.length / force.fs, 1e-9);
  const x = linearScale([0, endS], [plot.left, plot.right]);
  const y = linearScale([low, top], [plot.bottom, plot.top]);
  const marks = marksOf(test, recording);
  const { value } = test.rested;
  const target = test.holds.find((hold) => hold.recording === recording)?.endurance?.target;
  const unit = test.unit === 'other' || test.unit === 'count' ? '' : test.unit;
  const line = raw(
    `<path d="${tracePath(force, x, y)}" fill="${ink.strong}" stroke="${ink.strong}" stroke-width="1" stroke-linejoin="round"/>`,
  );
  const said = marks.map(({ startS, endS: to, label, colour }) => {
    const what = colour === colours.rejected ? 'rejected squeeze' : colour === colours.hold ? 'hold' : 'squeeze';
    return `${what} from ${seconds(startS)} to ${seconds(to)}${what === 'hold' ? '' : `, ${label} ${unit}`.trimEnd()}`;
  });
  return svgFigure({
    ...options,
    title: `Force of ${file} with the efforts found`,
    description: `${seconds(endS)} of force. ${said.length > 0 ? said.join('; ') : 'No effort was found'}.${value === null ? '' : ` Rested maximum ${forceInUnit(value, test)}.`}`,
    width,
    height,
    body: html`${axes(x, y, { low, top }, endS, unit)}${marks.map((mark) => shade(mark, x))}${line}${value !== null && value <= top && levelLine(y(value), 'rested max.', '6 4')}${target !== undefined && target <= top && levelLine(y(target), 'target', '2 3')}${marks.map((mark) => bar(mark, x, y))}${keyOf()}`,
  });
}

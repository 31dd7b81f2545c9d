import { type Html, html } from './html.ts';
import { linearScale, niceTicks } from './linear-axis.ts';
import { fixed } from './number-format.ts';
import { ink, phaseColours } from './palette.ts';
import type { SessionSummary } from './session-parts.ts';
import { type FigureOptions, rounded, svgFigure } from './svg-figure.ts';

const width = 960;
const height = 300;
const panels = { strength: { left: 58, right: 470 }, mdf: { left: 548, right: 944 }, top: 28, bottom: 244 };

interface Point {
  readonly x: number;
  readonly y: number;
  readonly colour: string;
  readonly isFilled: boolean;
  readonly title: string;
}

function panel(
  points: readonly Point[],
  { left, right }: { readonly left: number; readonly right: number },
  { label, from, levels = [] }: { label: string; from?: number; levels?: readonly { y: number; word: string }[] },
): Html {
  if (points.length === 0) {
    return html`<text x="${(left + right) / 2}" y="150" text-anchor="middle" font-size="12" fill="${ink.soft}">not measured</text>`;
  }
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const room = Math.max(0.1, 0.06 * (Math.max(...xs) - Math.min(...xs)));
  const xRange = [Math.min(...xs) - room, Math.max(...xs) + room] as const;
  const span = Math.max(1, Math.max(...ys) - Math.min(...ys));
  const yRange = [from ?? Math.min(...ys) - 0.25 * span, Math.max(...ys) + 0.15 * span] as const;
  const x = linearScale(xRange, [left, right]);
  const y = linearScale(yRange, [panels.bottom, panels.top]);
  const middle = (panels.top + panels.bottom) / 2;
  return html`${niceTicks(yRange[0], yRange[1], 5).map(
    (value) =>
      html`<line x1="${left}" x2="${right}" y1="${rounded(y(value))}" y2="${rounded(y(value))}" stroke="${ink.faint}"/><text x="${left - 6}" y="${rounded(y(value) + 4)}" text-anchor="end" font-size="11" fill="${ink.soft}">${fixed(value, 0)}</text>`,
  )}${niceTicks(xRange[0], xRange[1], 6).map(
    (value) =>
      html`<text x="${rounded(x(value))}" y="${panels.bottom + 16}" text-anchor="middle" font-size="11" fill="${ink.soft}">${String(value)}</text>`,
  )}${levels.map(
    ({ y: level, word }) =>
      html`<line x1="${left}" x2="${right}" y1="${rounded(y(level))}" y2="${rounded(y(level))}" stroke="${ink.soft}" stroke-dasharray="4 3"/><text x="${right}" y="${rounded(y(level) - 4)}" text-anchor="end" font-size="11" fill="${ink.text}">${word}</text>`,
  )}<polyline points="${points.map((one) => `${rounded(x(one.x))},${rounded(y(one.y))}`).join(' ')}" fill="none" stroke="${ink.line}" stroke-width="1.5"/>${points.map(
    (one) =>
      html`<circle cx="${rounded(x(one.x))}" cy="${rounded(y(one.y))}" r="5" fill="${one.isFilled ? one.colour : '#ffffff'}" stroke="${one.colour}" stroke-width="2"><title>${one.title}</title></circle>`,
  )}<text x="${left - 44}" y="${middle}" text-anchor="middle" font-size="12" fill="${ink.text}" transform="rotate(-90 ${left - 44} ${middle})">${label}</text><text x="${(left + right) / 2}" y="${panels.bottom + 38}" text-anchor="middle" font-size="12" fill="${ink.text}">time in the session (min)</text>`;
}

/** Maximal squeezes in % of the rested maximum, and the median frequency of holds and squeezes, over the session. */
export function sessionFigure(
  { strength, recordings, subject }: Pick<SessionSummary, 'strength' | 'recordings' | 'subject'>,
  options: FigureOptions,
): Html {
  const trials = (strength?.trials ?? []).flatMap(({ minutes, percent, isAccepted, phase }) =>
    minutes === null || percent === null
      ? []
      : [
          {
            x: minutes,
            y: percent,
            colour: phaseColours.mvc,
            isFilled: isAccepted,
            title: `${phase}: ${fixed(percent, 0)} %${isAccepted ? '' : ', does not count'}`,
          },
        ],
  );
  const mdf = recordings.flatMap(({ efforts }) =>
    efforts.flatMap(({ kind, minutes, mdfHz, name }) =>
      minutes === null || mdfHz === null || kind !== 'hold'
        ? []
        : [
            {
              x: minutes,
              y: mdfHz,
              colour: phaseColours.hold,
              isFilled: true,
              title: `${name}: ${fixed(mdfHz, 1)} Hz`,
            },
          ],
    ),
  );
  return svgFigure({
    ...options,
    title: `Strength and median frequency of ${subject} over the session`,
    description: `${trials.length} maximal squeezes in percent of the rested maximum; ${mdf.length} holds with their median frequency.`,
    width,
    height,
    body: html`<text x="${panels.strength.left}" y="16" font-size="12" font-weight="600" fill="${phaseColours.mvc}">maximal squeezes</text>${panel(trials, panels.strength, { label: '% of rested maximum', from: 0, levels: [{ y: 80, word: 'fatigued from here down' }] })}<text x="${panels.mdf.left}" y="16" font-size="12" font-weight="600" fill="${phaseColours.hold}">MDF of holds</text>${panel(mdf, panels.mdf, { label: 'MDF (Hz)' })}`,
  });
}

import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import type { ModelResult } from '#study';
import { drawChart } from './chart.ts';
import { axisLook, shareAxis } from './chart-axes.ts';
import { type Html, html } from './html.ts';
import { shortName } from './model-name.ts';
import { share } from './number-format.ts';
import { ink, modelColour } from './palette.ts';
import { type SubjectPair, subjectPairs } from './subject-pairs.ts';
import { type FigureOptions, svgFigure } from './svg-figure.ts';

const width = 470;
const rowHeight = 19;
const left = 92;
const top = 34;
const bottom = 46;
const decisionAt = 0.5;

/** How far a person's fatigued recording lies above the fresh one; people with one recording come last. */
const rise = ({ fresh, fatigued }: SubjectPair): number =>
  fresh === null || fatigued === null ? Number.NEGATIVE_INFINITY : fatigued - fresh;

function personRow({ fresh, fatigued }: SubjectPair, at: number, colour: string) {
  return (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const dot = (value: number, filled: boolean) => ({
      type: 'circle' as const,
      shape: { cx: api.coord([value, at])[0], cy: api.coord([value, at])[1], r: 4.5 },
      style: { fill: filled ? colour : '#ffffff', stroke: colour, lineWidth: 1.75 },
    });
    const line = (a: number, b: number) => ({
      type: 'line' as const,
      shape: {
        x1: api.coord([a, at])[0],
        y1: api.coord([a, at])[1],
        x2: api.coord([b, at])[0],
        y2: api.coord([b, at])[1],
      },
      style: { stroke: colour, lineWidth: 1.75, lineDash: b < a ? [2, 3] : 'solid' },
    });
    return {
      type: 'group' as const,
      children: [
        ...(fresh !== null && fatigued !== null ? [line(fresh, fatigued)] : []),
        ...(fresh === null ? [] : [dot(fresh, false)]),
        ...(fatigued === null ? [] : [dot(fatigued, true)]),
      ],
    };
  };
}

function threshold(params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) {
  const { y, height } = params.coordSys as unknown as { y: number; height: number };
  const [x] = api.coord([decisionAt, 0]);
  return {
    type: 'line' as const,
    shape: { x1: x, y1: y, x2: x, y2: y + height },
    style: { stroke: ink.text, lineWidth: 1, lineDash: [4, 3] },
  };
}

function key(colour: string): Html {
  const y = 16;
  return html`<circle cx="${left + 5}" cy="${y}" r="4.5" fill="#ffffff" stroke="${colour}" stroke-width="1.75"/><text x="${left + 15}" y="${y + 4}" font-size="12" fill="${ink.text}">fresh</text><circle cx="${left + 65}" cy="${y}" r="4.5" fill="${colour}" stroke="${colour}" stroke-width="1.75"/><text x="${left + 75}" y="${y + 4}" font-size="12" fill="${ink.text}">fatigued</text><line x1="${left + 140}" x2="${left + 166}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="1.75" stroke-dasharray="2 3"/><text x="${left + 173}" y="${y + 4}" font-size="12" fill="${ink.text}">wrong order</text>`;
}

/** Each person's probability of fatigue in both states, joined by a line, sorted by how well the two are told apart. */
export function subjectProbabilitiesFigure(result: ModelResult, options: FigureOptions): Html {
  const pairs = subjectPairs(
    result.perRecording.map(({ subject, truth, probability }) => ({ subject, state: truth, value: probability })),
  ).sort((a, b) => rise(b) - rise(a));
  const colour = modelColour(result.model);
  const height = top + pairs.length * rowHeight + bottom;
  const option = {
    grid: { left, right: 16, top, bottom },
    xAxis: shareAxis('probability of fatigued', 26),
    yAxis: {
      ...axisLook,
      type: 'category',
      inverse: true,
      data: pairs.map(({ subject }) => subject),
      splitLine: { show: true, interval: 0, lineStyle: { color: ink.faint } },
      axisLabel: { ...axisLook.axisLabel, width: left - 14, overflow: 'truncate', interval: 0 },
    },
    series: [
      { type: 'custom', silent: true, data: [[decisionAt, 0]], renderItem: threshold },
      ...pairs.map((pair, at) => ({
        type: 'custom',
        silent: true,
        data: [[pair.fresh ?? pair.fatigued, at]],
        renderItem: personRow(pair, at, colour),
      })),
    ],
  };
  const said = pairs.map(
    ({ subject, fresh, fatigued }) => `${subject}: fresh ${share(fresh)}, fatigued ${share(fatigued)}`,
  );
  return svgFigure({
    ...options,
    title: `Probability of fatigued for each person: ${shortName(result)}`,
    description: `${said.join('. ')}. The dashed line at ${decisionAt} is where the decision changes.`,
    width,
    height,
    body: html`${drawChart(option, { id: options.id, width, height })}${key(colour)}`,
  });
}

import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import type { ConditionComparison, StudyComparison } from '#study';
import { drawChart } from './chart.ts';
import { axisLook } from './chart-axes.ts';
import { againstText, comparedName, effectText, level, peopleText, pText, sideName } from './comparison-words.ts';
import { type Html, html } from './html.ts';
import { niceStep } from './linear-axis.ts';
import { fixed } from './number-format.ts';
import { directionColours, fontFamily, ink } from './palette.ts';
import { type FigureOptions, svgFigure } from './svg-figure.ts';

const width = 960;
const rowHeight = 34;
const panel = { left: 150, width: 430, top: 40, bottom: 84 };
/** Left edges of the columns of numbers beside the panel. */
const columns = { n: 606, effect: 694, p: 862 } as const;

const isShown = ({ pHolm }: ConditionComparison): boolean => pHolm < level;
const colourOf = ({ g }: ConditionComparison): string =>
  (g ?? 0) < 0 ? directionColours.falls : directionColours.rises;

function textAt(x: number, y: number, text: string, look: object = {}) {
  const style = { text, fontFamily, fontSize: 12, fill: ink.text, verticalAlign: 'middle' as const, ...look };
  return { type: 'text' as const, x, y, style };
}

/** One row: line of the interval with ends, dot of the effect (filled where shown), and the numbers. */
function rowOf(row: ConditionComparison, at: number, comparison: StudyComparison) {
  return (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const { g, gInterval: limits, pHolm } = row;
    const [, y] = api.coord([0, at]);
    const x = (effect: number): number => api.coord([effect, at])[0];
    const colour = colourOf(row);
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: 'line' as const,
      shape: { x1, y1, x2, y2 },
      style: { stroke: colour, lineWidth: 2 },
    });
    const whisker = limits
      ? [line(x(limits[0]), y, x(limits[1]), y), ...limits.map((limit) => line(x(limit), y - 4, x(limit), y + 4))]
      : [];
    const dot =
      g === null
        ? []
        : [
            {
              type: 'circle' as const,
              shape: { cx: x(g), cy: y, r: 5 },
              style: { fill: isShown(row) ? colour : '#ffffff', stroke: colour, lineWidth: 2 },
            },
          ];
    const bold = isShown(row) ? { fontWeight: 'bold', fill: ink.strong } : {};
    return {
      type: 'group' as const,
      children: [
        ...whisker,
        ...dot,
        textAt(columns.n, y, peopleText(row, comparison)),
        textAt(columns.effect, y, effectText(g, limits), bold),
        textAt(columns.p, y, pText(pHolm), bold),
      ],
    };
  };
}

/** The line of no difference. */
function zeroLine(params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) {
  const { y, height } = params.coordSys as unknown as { y: number; height: number };
  const [x] = api.coord([0, 0]);
  return {
    type: 'line' as const,
    shape: { x1: x, y1: y, x2: x, y2: y + height },
    style: { stroke: ink.soft, lineWidth: 1, lineDash: [4, 3] },
  };
}

/** Round limits around zero and all intervals. */
function limitsOf(rows: readonly ConditionComparison[]): { min: number; max: number; interval: number } {
  const values = [0, ...rows.flatMap(({ g, gInterval }) => [g ?? 0, ...(gInterval ?? [])])];
  const [low, high] = [Math.min(...values, -0.5), Math.max(...values, 0.5)];
  const interval = niceStep(low, high, 6);
  return { min: Math.floor(low / interval) * interval, max: Math.ceil(high / interval) * interval, interval };
}

function keyOf(comparison: StudyComparison, y: number): Html {
  const { by, conditions } = comparison;
  const name = by === 'state' ? `when ${conditions[1]}` : `in ${sideName(comparison, 1)}`;
  const entries = [
    { colour: directionColours.falls, fill: directionColours.falls, text: `lower ${name}` },
    { colour: directionColours.rises, fill: directionColours.rises, text: `higher ${name}` },
    { colour: ink.text, fill: '#ffffff', text: `hollow: not shown (Holm-corrected p from ${level})` },
  ];
  const lefts = [panel.left, panel.left + 180, panel.left + 366];
  return html`${entries.map(({ colour, fill, text }, i) => html`<circle cx="${lefts[i] + 6}" cy="${y}" r="5" fill="${fill}" stroke="${colour}" stroke-width="2"/><text x="${lefts[i] + 20}" y="${y + 4}" font-size="12" fill="${ink.text}">${text}</text>`)}`;
}

/** Forest plot: one row per index with Hedges' g and its 95 % interval beside the line of no difference. */
export function comparisonFigure(comparison: StudyComparison, options: FigureOptions): Html {
  const { rows, design, correctedFor } = comparison;
  const height = panel.top + rows.length * rowHeight + panel.bottom;
  const axis = limitsOf(rows);
  const decimals = axis.interval < 1 ? 1 : 0;
  const heads = [
    [columns.n, design === 'paired' ? 'Pairs' : 'People'],
    [columns.effect, 'g [95 % interval]'],
    [columns.p, `p (Holm, ${correctedFor})`],
  ] as const;
  const option = {
    title: heads.map(([left, text]) => ({
      text,
      left,
      top: 14,
      padding: 0,
      textStyle: { fontSize: 12, color: ink.strong },
    })),
    grid: { left: panel.left, width: panel.width, top: panel.top, bottom: panel.bottom },
    xAxis: {
      ...axisLook,
      ...axis,
      type: 'value',
      name:
        design === 'paired'
          ? 'Hedges’ g of the paired differences (standard deviations)'
          : 'Hedges’ g (standard deviations)',
      nameGap: 26,
      axisLabel: { ...axisLook.axisLabel, formatter: (value: number) => fixed(value, decimals) },
    },
    yAxis: {
      ...axisLook,
      type: 'category',
      inverse: true,
      data: rows.map(({ id }) => comparedName(id)),
      axisLabel: { fontSize: 12, color: ink.text, interval: 0 },
    },
    series: [
      { type: 'custom', silent: true, data: [[0, 0]], renderItem: zeroLine },
      ...rows.map((row, at) => ({
        type: 'custom',
        silent: true,
        data: [[row.g ?? 0, at]],
        renderItem: rowOf(row, at, comparison),
      })),
    ],
  };
  const said = rows.map(
    (row) =>
      `${comparedName(row.id)}: n ${peopleText(row, comparison)}, g ${effectText(row.g, row.gInterval)}, corrected p ${pText(row.pHolm)}`,
  );
  return svgFigure({
    ...options,
    title: `Effect size of each index with its interval: ${againstText(comparison)}`,
    description: `${said.join('. ')}. p is corrected for ${correctedFor} by Holm's method; the vertical line marks no difference.`,
    width,
    height,
    body: html`${drawChart(option, { id: options.id, width, height })}${keyOf(comparison, height - 16)}`,
  });
}

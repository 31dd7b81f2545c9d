import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import type { PlannedSize, StudyPlan } from '#study';
import { drawChart } from './chart.ts';
import { axisLook, shareAxis } from './chart-axes.ts';
import { type Html, html } from './html.ts';
import { interval, share } from './number-format.ts';
import { ink, modelColour } from './palette.ts';
import { estimateText } from './plan-words.ts';
import { type FigureOptions, svgFigure } from './svg-figure.ts';

const width = 960;
const height = 400;
const panels = { top: 24, height: 290, left: [58, 540], width: 390 } as const;
const powerColour = '#0072b2';

/** What is drawn between two heights at each number of people: a bar with ends, thin or thick. */
function barsOf(sizes: readonly PlannedSize[], limits: (size: PlannedSize) => readonly [number, number], look: object) {
  return {
    type: 'custom',
    silent: true,
    xAxisIndex: 0,
    yAxisIndex: 0,
    data: sizes.map((size) => [size.people, ...limits(size)]),
    renderItem: (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: modelColour('features'), lineWidth: 2, ...look },
      });
      return {
        type: 'group' as const,
        children: [line(x, low, x, high), line(x - 5, low, x + 5, low), line(x - 5, high, x + 5, high)],
      };
    },
  };
}

function lineOf(data: readonly (readonly [number, number])[], panel: 0 | 1, look: object) {
  return { type: 'line', silent: true, xAxisIndex: panel, yAxisIndex: panel, data, ...look };
}

function keyOf(goal: number): Html {
  const y = height - 14;
  const colour = modelColour('features');
  const dash = (x: number) =>
    html`<line x1="${x}" x2="${x + 24}" y1="${y}" y2="${y}" stroke="${ink.soft}" stroke-dasharray="4 3"/>`;
  const text = (x: number, words: string) =>
    html`<text x="${x}" y="${y + 4}" font-size="12" fill="${ink.text}">${words}</text>`;
  return html`<circle cx="64" cy="${y}" r="4" fill="${colour}"/>${text(74, 'mean, ± half an expected interval')}<rect x="296" y="${y - 6}" width="24" height="12" fill="${colour}" opacity="0.18"/>${text(326, '95 % of studies')}${dash(430)}${text(460, 'guessing')}${dash(552)}${text(582, `wanted power, ${share(goal)}`)}`;
}

/** Two curves over the number of people: accuracy with its expected interval and the scatter of studies, and power. */
export function planFigure({ sizes, goals }: StudyPlan, options: FigureOptions): Html {
  const [first, last] = [sizes[0].people, sizes[sizes.length - 1].people];
  const margin = Math.max(1, 0.06 * (last - first));
  const [from, to] = [Math.floor(first - margin), Math.ceil(last + margin)];
  const colour = modelColour('features');
  const across = (level: number): [number, number][] => [
    [from, level],
    [to, level],
  ];
  const dashed = { showSymbol: false, lineStyle: { color: ink.soft, width: 1, type: [4, 3] } };
  const means = sizes.map(({ people, accuracy }) => [people, accuracy.value] as const);
  const band = { showSymbol: false, stack: 'spread', lineStyle: { width: 0 } };
  const option = {
    grid: panels.left.map((left) => ({ left, top: panels.top, width: panels.width, height: panels.height })),
    xAxis: [0, 1].map((gridIndex) => ({
      ...axisLook,
      gridIndex,
      type: 'value',
      min: from,
      max: to,
      name: 'people in the study',
      nameGap: 26,
    })),
    yAxis: [
      { ...shareAxis('accuracy', 36), gridIndex: 0 },
      { ...shareAxis('power: share of studies above guessing', 36), gridIndex: 1 },
    ],
    series: [
      lineOf(
        sizes.map(({ people, spread }) => [people, spread[0]]),
        0,
        band,
      ),
      lineOf(
        sizes.map(({ people, spread }) => [people, spread[1] - spread[0]]),
        0,
        { ...band, areaStyle: { color: colour, opacity: 0.18 } },
      ),
      lineOf(across(0.5), 0, dashed),
      barsOf(
        sizes,
        ({ accuracy, halfWidth }) => [accuracy.value - halfWidth.value, accuracy.value + halfWidth.value],
        {},
      ),
      lineOf(means, 0, {
        symbol: 'circle',
        symbolSize: 8,
        itemStyle: { color: colour },
        lineStyle: { color: colour, width: 2 },
      }),
      lineOf(across(goals.power), 1, dashed),
      lineOf(
        sizes.map(({ people, power }) => [people, power.value]),
        1,
        {
          symbol: 'circle',
          symbolSize: 8,
          itemStyle: { color: powerColour },
          lineStyle: { color: powerColour, width: 2 },
        },
      ),
    ],
  };
  const said = sizes.map(
    ({ people, accuracy, halfWidth, spread, power }) =>
      `${people} people: accuracy ${estimateText(accuracy)}, expected interval ± ${share(halfWidth.value)}, 95 % of studies ${interval(spread)}, power ${estimateText(power)}`,
  );
  return svgFigure({
    ...options,
    title: 'Accuracy with its expected interval, and power, against the number of people',
    description: `${said.join('. ')}. Dashed: guessing at 0.5, and the wanted power.`,
    width,
    height,
    body: html`${drawChart(option, { id: options.id, width, height })}${keyOf(goals.power)}`,
  });
}

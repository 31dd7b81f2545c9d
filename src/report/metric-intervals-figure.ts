import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import type { Evaluation, MetricId, ModelResult } from '#study';
import { drawChart } from './chart.ts';
import { axisLook, shareAxis } from './chart-axes.ts';
import { type Html, html } from './html.ts';
import { limitsText, strokeKey, strokeOf } from './limit-strokes.ts';
import { shortName } from './model-name.ts';
import { withInterval } from './number-format.ts';
import { fontFamily, ink, modelColour } from './palette.ts';
import { isControl, standingOf } from './standing.ts';
import { type FigureOptions, svgFigure } from './svg-figure.ts';
import { wrapped } from './text-table.ts';

const width = 960;
const rowHeight = 36;
const top = 34;
const bottom = 58;
const panels = [
  { metric: 'accuracy', name: 'Accuracy', left: 236, width: 230 },
  { metric: 'auc', name: 'AUC', left: 602, width: 230 },
] as const satisfies readonly { metric: MetricId; name: string; left: number; width: number }[];

interface Box {
  readonly x: number;
  readonly width: number;
}

/** One row: line of the limits, dot of the value, and both as numbers beside the panel. */
function row(result: ModelResult, metric: MetricId, at: number) {
  return (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const value = result[metric];
    const limits = result.intervals[metric];
    const box = params.coordSys as unknown as Box;
    const colour = modelColour(result.model);
    const { lineWidth, lineDash, cap } = strokeOf(result);
    const [, y] = api.coord([0, at]);
    const x = (share: number): number => api.coord([share, at])[0];
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: 'line' as const,
      shape: { x1, y1, x2, y2 },
      style: { stroke: colour, lineWidth, lineDash },
    });
    const ends = limits && cap > 0 ? limits.map((limit) => line(x(limit), y - cap, x(limit), y + cap)) : [];
    const whisker = limits ? [line(x(limits[0]), y, x(limits[1]), y), ...ends] : [];
    const dot =
      value === null
        ? []
        : [{ type: 'circle' as const, shape: { cx: x(value), cy: y, r: 5 }, style: { fill: colour } }];
    const text = {
      type: 'text' as const,
      x: box.x + box.width + 10,
      y,
      style: {
        text: withInterval(value, limits),
        fill: isControl(result) ? ink.soft : ink.strong,
        fontFamily,
        fontSize: 12,
        fontWeight: isControl(result) ? ('normal' as const) : ('bold' as const),
        verticalAlign: 'middle' as const,
      },
    };
    return { type: 'group' as const, children: [...whisker, ...dot, text] };
  };
}

/** A vertical line through a panel. */
function verticalLine(value: number, stroke: string) {
  return (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const { y, height } = params.coordSys as unknown as { y: number; height: number };
    const [x] = api.coord([value, 0]);
    return {
      type: 'line' as const,
      shape: { x1: x, y1: y, x2: x, y2: y + height },
      style: { stroke, lineWidth: 1, lineDash: [4, 3] },
    };
  };
}

/** Models as rows, controls first, each metric as a dot with its limits on one axis, so that overlap is seen. */
export function metricIntervalsFigure(evaluation: Evaluation, options: FigureOptions): Html {
  const { controls, models, chance } = standingOf(evaluation);
  const rows = [...controls, ...models];
  const height = top + rows.length * rowHeight + bottom;
  const option = {
    title: panels.map(({ name, left }) => ({
      text: name,
      left,
      top: 6,
      padding: 0,
      textStyle: { fontSize: 13, color: ink.strong },
    })),
    grid: panels.map((panel) => ({ left: panel.left, width: panel.width, top, bottom })),
    xAxis: panels.map((_, gridIndex) => ({ ...shareAxis(''), gridIndex })),
    yAxis: panels.map((_, gridIndex) => ({
      ...axisLook,
      type: 'category',
      gridIndex,
      inverse: true,
      data: rows.map((result) => wrapped(shortName(result), { width: 30 })),
      axisLabel: {
        show: gridIndex === 0,
        fontSize: 12,
        lineHeight: 14,
        color: ink.text,
        interval: 0,
      },
    })),
    series: panels.flatMap(({ metric }, i) => [
      { xAxisIndex: i, yAxisIndex: i, type: 'custom', data: [0], renderItem: verticalLine(chance, ink.soft) },
      ...rows.map((result, at) => ({
        xAxisIndex: i,
        yAxisIndex: i,
        type: 'custom',
        silent: true,
        data: [[result[metric] ?? 0, at]],
        renderItem: row(result, metric, at),
      })),
    ]),
  };
  const said = rows.map(
    (result) =>
      `${shortName(result)}: accuracy ${withInterval(result.accuracy, result.intervals.accuracy)}, AUC ${withInterval(result.auc, result.intervals.auc)}, limits: ${limitsText([result])}`,
  );
  return svgFigure({
    ...options,
    title: 'Accuracy and AUC of every model with its interval',
    description: `${said.join('. ')}. The vertical line marks chance.`,
    width,
    height,
    body: html`${drawChart(option, { id: options.id, width, height })}${strokeKey(rows, panels[0].left, height - 14)}`,
  });
}

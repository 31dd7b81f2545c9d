import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import { drawChart } from './chart.ts';
import { axisLook } from './chart-axes.ts';
import { type Html, html } from './html.ts';
import { niceStep } from './linear-axis.ts';
import { fixed, unitText } from './number-format.ts';
import type { PairedIndex } from './paired-indices.ts';
import { directionColours, ink } from './palette.ts';
import { type FigureOptions, svgFigure } from './svg-figure.ts';

const width = 960;
const columns = 5;
const panel = { width: 192, height: 232, left: 44, top: 58, bottom: 26, right: 12 };

/** All people of one panel, each a line from fresh to fatigued; the mean on top in black. */
function peopleLines({ pairs, freshMean, fatiguedMean }: PairedIndex) {
  return (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    if (params.dataIndex !== 0) return undefined;
    const line = (fresh: number, fatigued: number, stroke: string, lineWidth: number, r: number) => {
      const [x1, y1] = api.coord([0, fresh]);
      const [x2, y2] = api.coord([1, fatigued]);
      return [
        { type: 'line' as const, shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth, opacity: 0.85 } },
        { type: 'circle' as const, shape: { cx: x1, cy: y1, r }, style: { fill: '#ffffff', stroke, lineWidth } },
        { type: 'circle' as const, shape: { cx: x2, cy: y2, r }, style: { fill: stroke, stroke, lineWidth } },
      ];
    };
    return {
      type: 'group' as const,
      children: [
        ...pairs.flatMap(({ fresh, fatigued }) =>
          line(fresh, fatigued, fatigued < fresh ? directionColours.falls : directionColours.rises, 1.25, 2.5),
        ),
        ...line(freshMean, fatiguedMean, ink.strong, 2.5, 3.5),
      ],
    };
  };
}

/** Round limits around all values of a panel. */
function limits({ pairs }: PairedIndex): { min: number; max: number; interval: number } {
  const values = pairs.flatMap(({ fresh, fatigued }) => [fresh, fatigued]);
  const lo = Math.min(...values);
  const hi = Math.max(...values);
  const interval = niceStep(lo, hi, 4);
  const min = Math.floor(lo / interval) * interval;
  return { min, max: Math.max(Math.ceil(hi / interval) * interval, min + interval), interval };
}

function changeText({ pairs, falls, rises }: PairedIndex): string {
  const same = pairs.length - falls - rises;
  return `n = ${pairs.length}: ${falls} fall, ${rises} rise${same > 0 ? `, ${same} stay` : ''}`;
}

const withUnit = ({ name, unit }: PairedIndex): string =>
  unit === '' || unit === '%' ? name : `${name} (${unitText(unit)})`;

/** Every person's indices, fresh and fatigued, as small multiples; lines coloured by direction. */
export function pairedIndicesFigure(indices: readonly PairedIndex[], options: FigureOptions): Html {
  const place = (i: number) => ({ x: (i % columns) * panel.width, y: Math.floor(i / columns) * panel.height });
  const places = indices.map((_, i) => place(i));
  const keyPlace = place(indices.length);
  const height = keyPlace.y + panel.height;
  const option = {
    title: indices.map((index, i) => ({
      text: withUnit(index),
      subtext: changeText(index),
      left: places[i].x + 8,
      top: places[i].y + 8,
      padding: 0,
      itemGap: 4,
      textStyle: { fontSize: 13, color: ink.strong },
      subtextStyle: { fontSize: 11, color: ink.text },
    })),
    grid: places.map(({ x, y }) => ({
      left: x + panel.left,
      top: y + panel.top,
      width: panel.width - panel.left - panel.right,
      height: panel.height - panel.top - panel.bottom,
    })),
    xAxis: indices.map((_, gridIndex) => ({
      ...axisLook,
      gridIndex,
      type: 'category',
      data: ['fresh', 'fatigued'],
      axisLine: { ...axisLook.axisLine, show: true, onZero: false },
      axisLabel: { color: ink.text, fontSize: 11, interval: 0 },
    })),
    yAxis: indices.map((index, gridIndex) => {
      const range = limits(index);
      const decimals = Math.max(0, -Math.floor(Math.log10(range.interval) + 1e-9));
      return {
        ...axisLook,
        ...range,
        gridIndex,
        type: 'value',
        axisLabel: { ...axisLook.axisLabel, formatter: (value: number) => fixed(value, decimals) },
      };
    }),
    series: indices.map((index, i) => ({
      type: 'custom',
      silent: true,
      xAxisIndex: i,
      yAxisIndex: i,
      data: [
        [0, index.freshMean],
        [1, index.fatiguedMean],
      ],
      renderItem: peopleLines(index),
    })),
  };
  const entries = [
    { colour: directionColours.falls, strokeWidth: 1.5, text: 'lower when fatigued' },
    { colour: directionColours.rises, strokeWidth: 1.5, text: 'higher when fatigued' },
    { colour: ink.strong, strokeWidth: 2.5, text: 'mean of all people' },
  ];
  const key = html`${entries.map(({ colour, strokeWidth, text }, i) => {
    const x = keyPlace.x + 12;
    const y = keyPlace.y + panel.top + 12 + 24 * i;
    return html`<line x1="${x}" x2="${x + 28}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="${strokeWidth}"/><circle cx="${x}" cy="${y}" r="3" fill="#ffffff" stroke="${colour}" stroke-width="1.5"/><circle cx="${x + 28}" cy="${y}" r="3" fill="${colour}"/><text x="${x + 38}" y="${y + 4}" font-size="12" fill="${ink.text}">${text}</text>`;
  })}`;
  return svgFigure({
    ...options,
    title: 'Indices of each person, fresh and fatigued',
    description: `${indices.map((index) => `${withUnit(index)}, ${changeText(index)}`).join('. ')}. The numbers stand in the table below.`,
    width,
    height,
    body: html`${drawChart(option, { id: options.id, width, height })}${key}`,
  });
}

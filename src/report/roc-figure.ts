import { type Evaluation, type ModelResult, rocCurve } from '#study';
import { drawChart } from './chart.ts';
import { shareAxis } from './chart-axes.ts';
import { type Html, html } from './html.ts';
import { shortName } from './model-name.ts';
import { withInterval } from './number-format.ts';
import { ink, modelColour } from './palette.ts';
import { isControl, standingOf } from './standing.ts';
import { type FigureOptions, svgFigure } from './svg-figure.ts';

const width = 470;
const plot = { left: 54, top: 12, size: 392 };
const keyTop = plot.top + plot.size + 58;
const keyRow = 20;

function curveSeries(result: ModelResult): object {
  return {
    type: 'line',
    data: rocCurve(result.perRecording).map((point) => [point.falsePositiveRate, point.truePositiveRate]),
    showSymbol: false,
    silent: true,
    lineStyle: {
      color: modelColour(result.model),
      width: isControl(result) ? 1.5 : 2.5,
      type: isControl(result) ? 'dashed' : 'solid',
    },
  };
}

function key(results: readonly ModelResult[]): Html {
  return html`${results.map((result, i) => {
    const y = keyTop + i * keyRow;
    const dash = isControl(result) && html` stroke-dasharray="5 3"`;
    return html`<line x1="${plot.left}" x2="${plot.left + 26}" y1="${y}" y2="${y}" stroke="${modelColour(result.model)}" stroke-width="2.5"${dash}/><text x="${plot.left + 34}" y="${y + 4}" font-size="12" fill="${ink.text}">${shortName(result)}: AUC ${withInterval(result.auc, result.intervals.auc)}</text>`;
  })}`;
}

/** ROC curves of the models, and of the nuisance baseline for comparison. */
export function rocFigure(evaluation: Evaluation, options: FigureOptions): Html {
  const { models, controls } = standingOf(evaluation);
  const results = [...models, ...controls.filter((result) => result.model === 'nuisance')];
  const height = keyTop + results.length * keyRow;
  const option = {
    grid: { left: plot.left, top: plot.top, width: plot.size, height: plot.size },
    xAxis: shareAxis('fresh recordings called fatigued', 28),
    yAxis: shareAxis('fatigued recordings called fatigued', 36),
    series: [
      {
        type: 'line',
        data: [
          [0, 0],
          [1, 1],
        ],
        showSymbol: false,
        silent: true,
        lineStyle: { color: ink.soft, width: 1, type: [4, 3] },
      },
      ...[...results].reverse().map(curveSeries),
    ],
  };
  const said = results.map((result) => `${shortName(result)}: AUC ${withInterval(result.auc, result.intervals.auc)}`);
  return svgFigure({
    ...options,
    title: 'ROC curves',
    description: `${said.join('. ')}. The dashed diagonal is guessing.`,
    width,
    height,
    body: html`${drawChart(option, { id: options.id, width, height })}${key(results)}`,
  });
}

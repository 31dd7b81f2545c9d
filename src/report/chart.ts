import { CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, TitleComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Html } from './html.ts';
import { fontFamily } from './palette.ts';
import { normalisedBody } from './svg-figure.ts';

use([CustomChart, LineChart, GridComponent, TitleComponent, SVGRenderer]);

/** Draws a chart without a screen. Gives the inside of an SVG of the size asked for. */
export function drawChart(
  option: EChartsCoreOption,
  { id, width, height }: { id: string; width: number; height: number },
): Html {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily }, ...option });
    return normalisedBody(chart.renderToSVGString(), id);
  } finally {
    chart.dispose();
  }
}

import type { FigureChart } from '@sansheng/shared/domain/figure-chart';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use as registerParts } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

registerParts([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

/** The picture as the page draws it, as SVG. `fontFamily` must be one that the reader of the SVG has. */
export function drawChart(
  { option }: FigureChart,
  { width, height, fontFamily }: { width: number; height: number; fontFamily: string },
): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    const textStyle = { ...(option.textStyle as object), fontFamily };
    const forPaper = { textStyle, animation: false, aria: undefined, tooltip: undefined };
    chart.setOption({ ...option, ...forPaper });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

import { type CustomSeriesOption, type LineSeriesOption, init } from 'echarts';
import { type Comparison, type RunResult, TALK_SECONDS, erlangOf } from './compare-with-erlang.ts';

const colors = ['#1677ff', '#52c41a', '#fa8c16', '#722ed1', '#13c2c2', '#eb2f96'];
const [WIDTH, HEIGHT, CURVE_POINTS] = [1100, 480, 80];

/** Curves of the formulas over the load, and the simulated queues as points with their 95 % confidence interval. SVG. */
export function drawComparison(results: RunResult[]): string {
  const groups = Map.groupBy(results, ({ plan }) => nameOf(plan));
  const series = [...groups].flatMap(([name, runs], i) => {
    const color = colors[i % colors.length] as string;
    const isErlangA = runs[0]?.plan.patienceSeconds !== undefined;
    return [0, 1].flatMap((panel): (LineSeriesOption | CustomSeriesOption)[] => [
      {
        type: 'line',
        name,
        xAxisIndex: panel,
        yAxisIndex: panel,
        data: curveOf(runs, panel),
        showSymbol: false,
        color,
        lineStyle: { width: 1.5, type: isErlangA ? 'dashed' : 'solid' },
      },
      {
        type: 'custom',
        clip: true,
        name,
        xAxisIndex: panel,
        yAxisIndex: panel,
        color,
        data: runs.map((run) => {
          const { mean, ci95 } = measureOf(run, panel);
          return [run.plan.rho, mean, mean - ci95, mean + ci95];
        }),
        renderItem: (_params, api) => {
          const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
          const [low = y, high = y] = [2, 3].map(
            (at) => api.coord([api.value(0), Math.max(1e-3, Number(api.value(at)))])[1],
          );
          const style = { stroke: color, fill: '#fff', lineWidth: 1.5 };
          return {
            type: 'group',
            children: [
              { type: 'line', shape: { x1: x, y1: low, x2: x, y2: high }, style },
              { type: 'line', shape: { x1: x - 4, y1: low, x2: x + 4, y2: low }, style },
              { type: 'line', shape: { x1: x - 4, y1: high, x2: x + 4, y2: high }, style },
              { type: 'circle', shape: { cx: x, cy: y, r: 3 }, style },
            ],
          };
        },
      },
    ]);
  });
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const axis = { nameLocation: 'middle' as const, nameGap: 40 };
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    title: [
      { text: 'Share of callers who wait', left: '3%', top: 6, textStyle: { fontSize: 14 } },
      { text: `Mean wait in seconds (talk ${TALK_SECONDS} s)`, left: '53%', top: 6, textStyle: { fontSize: 14 } },
    ],
    legend: { bottom: 4, data: [...groups.keys()] },
    grid: [
      { left: '6%', width: '41%', top: 44, bottom: 96 },
      { left: '56%', width: '41%', top: 44, bottom: 96 },
    ],
    xAxis: [0, 1].map((gridIndex) => ({
      ...axis,
      gridIndex,
      type: 'value',
      name: 'load per seat',
      scale: true,
      nameGap: 28,
    })),
    yAxis: [
      { gridIndex: 0, type: 'value', min: 0, max: 1 },
      { gridIndex: 1, type: 'log', min: 0.1 },
    ],
    series,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

const nameOf = ({ seats, patienceSeconds }: RunResult['plan']) =>
  patienceSeconds === undefined
    ? `Erlang C, ${seats} seats`
    : `Erlang A, ${seats} seats, patience ${patienceSeconds} s`;

const measureOf = (run: RunResult, panel: number): Comparison =>
  panel === 0 ? run.waitProbability : run.meanWaitSeconds;

/** The formula a little beyond the loads that were simulated. */
function curveOf(runs: RunResult[], panel: number): [number, number][] {
  const loads = runs.map(({ plan }) => plan.rho);
  const plan = runs[0]?.plan;
  if (plan === undefined) return [];
  const from = Math.min(...loads) - 0.1;
  const to = Math.max(...loads) + (plan.patienceSeconds === undefined ? 0.02 : 0.1);
  return Array.from({ length: CURVE_POINTS + 1 }, (_, i) => {
    const rho = from + ((to - from) * i) / CURVE_POINTS;
    const { waitProbability, meanWaitSeconds } = erlangOf({ ...plan, rho });
    return [rho, panel === 0 ? waitProbability : meanWaitSeconds];
  });
}

import type { ServiceLevelRow } from '@sansheng/shared/contracts/reports';
import { BarChart, LineChart } from 'echarts/charts';
import { LegendComponent } from 'echarts/components';
import { use as registerParts } from 'echarts/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../ui/format.ts';
import { fontFamily, stateColours } from '../../ui/theme.ts';
import type { Interval } from './report-choice.ts';
import { useChart } from './use-chart.ts';

registerParts([BarChart, LineChart, LegendComponent]);

/** All groups together: answered and not answered stacked, the three-ring seat rate as a line. */
export function IntervalChart({
  rows,
  interval,
  timeZone,
}: {
  rows: ServiceLevelRow[];
  interval: Interval;
  timeZone: string;
}) {
  const { t } = useTranslation();
  const option = useMemo(() => {
    const bars = sumByInterval(rows);
    const pattern = interval === 'day' ? 'MM-DD' : 'HH:mm';
    const quiet = '#57626f';
    return {
      animationDuration: 300,
      aria: { enabled: true },
      textStyle: { fontFamily, color: quiet },
      grid: { left: 46, right: 52, top: 40, bottom: 30 },
      legend: { top: 4, right: 12, icon: 'roundRect', itemWidth: 12, itemHeight: 8, textStyle: { color: quiet } },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: {
        type: 'category',
        data: bars.map((bar) => formatClock(bar.startMs, timeZone, pattern)),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: '#d8d6cf' } },
      },
      yAxis: [
        { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: '#eeece5' } } },
        { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value}%' }, splitLine: { show: false } },
      ],
      series: [
        {
          name: t('report.answered'),
          type: 'bar',
          stack: 'calls',
          barMaxWidth: 26,
          color: '#5f8fc9',
          data: bars.map((bar) => bar.answered),
        },
        {
          name: t('report.notAnswered'),
          type: 'bar',
          stack: 'calls',
          barMaxWidth: 26,
          color: '#e2a19b',
          itemStyle: { borderRadius: [3, 3, 0, 0] },
          data: bars.map((bar) => bar.due - bar.answered),
        },
        {
          name: t('report.rate'),
          type: 'line',
          yAxisIndex: 1,
          color: stateColours.ready.fill,
          symbolSize: 6,
          lineStyle: { width: 2.5 },
          connectNulls: true,
          tooltip: { valueFormatter: (value: unknown) => (typeof value === 'number' ? `${value}%` : '–') },
          data: bars.map((bar) => (bar.due === 0 ? null : Math.round((bar.withinThreeRings / bar.due) * 1000) / 10)),
        },
      ],
    };
  }, [rows, interval, timeZone, t]);
  return <div ref={useChart(option)} className="interval-chart" role="img" aria-label={t('report.chart')} />;
}

function sumByInterval(rows: ServiceLevelRow[]) {
  const sums = new Map<number, { startMs: number; due: number; answered: number; withinThreeRings: number }>();
  for (const row of rows) {
    const startMs = row.intervalStartMs;
    if (startMs === null) continue;
    const sum = sums.get(startMs) ?? { startMs, due: 0, answered: 0, withinThreeRings: 0 };
    sum.due += row.answered + row.abandoned + row.shortAbandoned + row.callback + row.lost;
    sum.answered += row.answered;
    sum.withinThreeRings += row.answeredWithinThreeRings;
    sums.set(startMs, sum);
  }
  return [...sums.values()].sort((a, b) => a.startMs - b.startMs);
}

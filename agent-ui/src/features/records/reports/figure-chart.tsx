import type { FigureReport } from '@sansheng/shared/contracts/records/reports';
import { drawFigures, isOverTime } from '@sansheng/shared/domain/figure-chart';
import { BarChart, LineChart } from 'echarts/charts';
import { LegendComponent } from 'echarts/components';
import { use as registerParts } from 'echarts/core';
import { useMemo } from 'react';
import { useSession } from '../../people/sign-in/session.tsx';
import { textLanguage } from '../../../language/language.ts';
import { formatClock } from '../../../ui/format.ts';
import { fontFamily } from '../../../ui/theme.ts';
import type { FigureChoice } from './figure-choice.ts';
import { useChart } from './use-chart.ts';
import { useCourse } from './use-figures.ts';
import { ChartToCome } from './chart-to-come.tsx';
import { useGroupName } from './use-group-name.ts';
import './reports.css';

registerParts([BarChart, LineChart, LegendComponent]);

/** The chart of what the table below shows; nothing when there is nothing to compare. */
export function FigureChart({ report, choice }: { report: FigureReport; choice: FigureChoice }) {
  const { me } = useSession();
  const course = useCourse(report, choice);
  const nameOf = useGroupName(report.names, choice.groupBy);
  const language = textLanguage();
  // Depends on what is shown, not on the function that names it: a chart is redrawn only when it changes.
  const drawn = useMemo(
    () =>
      course &&
      drawFigures(report, course, choice, language, nameOf, (atMs) =>
        formatClock(atMs, me.timeZone, 'YYYY-MM-DD HH:mm'),
      ),
    // oxlint-disable-next-line react/exhaustive-deps
    [report, course, choice, language, me.timeZone],
  );
  if (drawn === null) return null;
  if (drawn === undefined) return <ChartToCome />;
  return (
    <section className="panel">
      <div className="panel-head">{drawn.title}</div>
      <Chart title={drawn.title} option={drawn.option} isTall={!isOverTime(choice)} />
    </section>
  );
}

function Chart({ title, option, isTall }: { title: string; option: Record<string, unknown>; isTall: boolean }) {
  const inOurFont = useMemo(
    () => ({ ...option, textStyle: { ...(option.textStyle as object), fontFamily } }),
    [option],
  );
  return (
    <div
      ref={useChart(inOurFont)}
      className={`figure-chart${isTall ? ' of-groups' : ''}`}
      role="img"
      aria-label={title}
      data-testid="figure-chart"
    />
  );
}

import { access, may } from '@sansheng/shared/domain/access';
import { FigureNotes, FigureReport, type FigureRow } from '@sansheng/shared/contracts/records/reports';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Input, Select, Skeleton, Table } from 'antd';
import { HeatmapChart } from 'echarts/charts';
import { VisualMapComponent } from 'echarts/components';
import { use as registerParts } from 'echarts/core';
import dayjs from 'dayjs';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useSession } from '../../people/sign-in/session.tsx';
import { nothing, queryString, request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { formatClock, formatShare, startOfDayMs } from '../../../ui/format.ts';
import { fontFamily } from '../../../ui/theme.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useChart } from './use-chart.ts';
import { everyHour, findAnomalies, type HourOfWeek, hoursOfWeek } from './week-figures.ts';
import './reports.css';

registerParts([HeatmapChart, VisualMapComponent]);

const shownFigures = ['offered', 'threeRingSeatRate', 'serviceLevel', 'abandonmentRate'] as const;
const WEEKS = [4, 8, 12] as const;
const HOUR_MS = 3_600_000;
const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** A lead of a team may not open all calls of the center. */
function OfferedInHour({ startMs, offered, mayOpen }: { startMs: number; offered: number; mayOpen: boolean }) {
  if (!mayOpen) return offered;
  return (
    <Link
      className="plain-link"
      to={`/calls${queryString({ from: startMs, to: startMs + HOUR_MS, figure: 'offered' })}`}
    >
      {offered}
    </Link>
  );
}

/** The hours of a week over some weeks, and recent hours that were unusual. */
export function WeekView() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [params, setParams] = useSearchParams();
  const figure = shownFigures.find((name) => name === params.get('figure')) ?? 'offered';
  const weeks = WEEKS.find((count) => String(count) === params.get('weeks')) ?? 8;
  const toMs = startOfDayMs(serverClock.nowMs(), me.timeZone);
  const fromMs = startOfDayMs(serverClock.nowMs(), me.timeZone, weeks * 7);
  const report = useQuery({
    queryKey: ['figures', 'week', fromMs, toMs],
    queryFn: () =>
      request(
        FigureReport,
        'GET',
        `/reports/figures${queryString({ from: fromMs, to: toMs, interval: '1h', groupBy: 'center' })}`,
      ),
  });
  const queryClient = useQueryClient();
  const notes = useQuery({
    queryKey: ['figures', 'notes', toMs],
    queryFn: () =>
      request(FigureNotes, 'GET', `/reports/notes${queryString({ from: toMs - 7 * 86_400_000, to: toMs })}`),
  });
  const note = useMutation({
    mutationFn: ({ startMs, text }: { startMs: number; text: string }) =>
      request(
        nothing,
        'PUT',
        `/reports/notes/${startMs}`,
        { note: text },
        rowOf(startMs)?.revision ?? notes.data?.unwritten,
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['figures', 'notes'] }),
  });
  const rowOf = (startMs: number) => notes.data?.notes.find((one) => one.startMs === startMs);
  const noteOf = (startMs: number) => rowOf(startMs)?.note ?? '';
  const mayNote = may(me, access.reportNotes);
  const rows = report.data?.rows;
  const mayOpen = report.data?.teamId === null;
  // Memoized: a chart is redrawn only when its points change.
  const { cells, anomalies, hours, wallOf } = useMemo(() => {
    const wallTime = (startMs: number) => {
      const wall = dayjs(startMs).tz(me.timeZone);
      return { weekday: (wall.day() + 6) % 7, hour: wall.hour() };
    };
    const all = everyHour(rows ?? [], toMs);
    return {
      hours: all,
      wallOf: wallTime,
      cells: hoursOfWeek(all, figure, wallTime),
      anomalies: findAnomalies(all, wallTime, toMs - 7 * 86_400_000),
    };
  }, [rows, figure, toMs, me.timeZone]);
  const weekday = DAYS.find((day) => String(day) === params.get('day'));
  const hour = HOURS.find((one) => String(one) === params.get('hour'));
  const chosen = {
    ...(weekday !== undefined && { day: String(weekday) }),
    ...(hour !== undefined && { hour: String(hour) }),
  };
  const choose = (change: Record<string, string>) =>
    setParams({ figure, weeks: String(weeks), ...chosen, ...change }, { replace: true });
  const alike = hours.filter(({ intervalStartMs }) => {
    const wall = wallOf(intervalStartMs ?? 0);
    return wall.weekday === weekday && wall.hour === hour;
  });
  return (
    <>
      <div className="page-head">
        <h1>{t('figures.views.week')}</h1>
        <Select
          aria-label={t('calls.figure')}
          style={{ width: 190 }}
          value={figure}
          onChange={(name) => choose({ figure: name })}
          options={shownFigures.map((value) => ({ value, label: t(`figures.week.${value}`) }))}
        />
        <Select
          aria-label={t('report.period')}
          style={{ width: 130 }}
          value={weeks}
          onChange={(count) => choose({ weeks: String(count) })}
          options={WEEKS.map((value) => ({ value, label: t('figures.week.weeks', { count: value }) }))}
        />
      </div>
      {note.error && <Trouble error={note.error} />}
      {report.error && <Trouble error={report.error} onRetry={() => void report.refetch()} />}
      {report.isPending && <Skeleton active />}
      {report.data && (
        <section className="panel">
          <div className="panel-head week-head">
            {t(`figures.week.${figure}`)}{' '}
            <span className="quiet small">
              {t(hours.length === 0 ? 'figures.week.nothingYet' : 'figures.week.pickHint')}
            </span>
            <span className="week-pick">
              <Select
                size="small"
                aria-label={t('figures.week.weekday')}
                placeholder={t('figures.week.weekday')}
                value={weekday}
                onChange={(day) => choose({ day: String(day), hour: String(hour ?? 9) })}
                options={DAYS.map((value) => ({ value, label: t(`figures.week.days.${value}`) }))}
              />
              <Select
                size="small"
                aria-label={t('figures.week.hour')}
                placeholder={t('figures.week.hour')}
                value={hour}
                onChange={(one) => choose({ day: String(weekday ?? 0), hour: String(one) })}
                options={HOURS.map((value) => ({ value, label: `${value}:00` }))}
              />
            </span>
          </div>
          <HeatMap
            cells={cells}
            isShare={figure !== 'offered'}
            isGoodWhenHigh={figure !== 'abandonmentRate'}
            onPick={(at) => choose({ day: String(at.weekday), hour: String(at.hour) })}
          />
        </section>
      )}
      {report.data && weekday !== undefined && hour !== undefined && (
        <WeeksOfHour
          title={`${t(`figures.week.days.${weekday}`)} ${hour}:00–${hour + 1}:00`}
          figure={figure}
          hours={alike.toReversed()}
          timeZone={me.timeZone}
          mayOpen={mayOpen}
        />
      )}
      {report.data && (
        <section className="panel report-table">
          <div className="panel-head">
            {t('figures.week.anomalies')} <span className="quiet small">{t('figures.week.anomaliesHint')}</span>
          </div>
          <Table
            size="small"
            rowKey="startMs"
            dataSource={anomalies}
            pagination={anomalies.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
            locale={{ emptyText: t('figures.week.noAnomalies') }}
            columns={[
              { title: t('report.time'), render: (_, one) => formatClock(one.startMs, me.timeZone, 'MM-DD ddd HH:mm') },
              {
                title: t('report.offered'),
                align: 'right',
                render: (_, { startMs, offered }) => <OfferedInHour {...{ startMs, offered, mayOpen }} />,
              },
              { title: t('figures.week.usual'), align: 'right', render: (_, one) => one.usual.toFixed(0) },
              {
                title: t('figures.week.deviation'),
                align: 'right',
                render: (_, one) => `${one.offered > one.usual ? '+' : '−'}${Math.abs(one.score).toFixed(1)} σ`,
              },
              {
                title: t('figures.week.why'),
                width: '36%',
                render: (_, one) =>
                  mayNote ? (
                    <Input
                      key={noteOf(one.startMs)}
                      size="small"
                      maxLength={500}
                      aria-label={t('figures.week.why')}
                      placeholder={t('figures.week.whyHint')}
                      defaultValue={noteOf(one.startMs)}
                      onPressEnter={(event) => event.currentTarget.blur()}
                      onBlur={({ target: { value: text } }) =>
                        text.trim() !== noteOf(one.startMs) && note.mutate({ startMs: one.startMs, text })
                      }
                    />
                  ) : (
                    noteOf(one.startMs)
                  ),
              },
            ]}
          />
        </section>
      )}
    </>
  );
}

/** The weeks behind an hour of the map: the same hour in each week, with its calls. */
function WeeksOfHour({
  title,
  figure,
  hours,
  timeZone,
  mayOpen,
}: {
  title: string;
  figure: (typeof shownFigures)[number];
  hours: FigureRow[];
  timeZone: string;
  mayOpen: boolean;
}) {
  const { t } = useTranslation();
  return (
    <section className="panel report-table" data-testid="weeks-of-hour">
      <div className="panel-head">{title}</div>
      <Table
        size="small"
        rowKey="intervalStartMs"
        dataSource={hours}
        pagination={false}
        locale={{ emptyText: t('figures.week.noWeeks') }}
        columns={[
          {
            title: t('report.time'),
            render: (_, one) => formatClock(one.intervalStartMs ?? 0, timeZone, 'YYYY-MM-DD ddd HH:mm'),
          },
          ...(figure === 'offered'
            ? []
            : [
                {
                  title: t(`figures.week.${figure}`),
                  align: 'right' as const,
                  render: (_: unknown, one: FigureRow) => formatShare(one.figures[figure] ?? null),
                },
              ]),
          {
            title: t('report.offered'),
            align: 'right',
            render: (_, one) => (
              <OfferedInHour startMs={one.intervalStartMs ?? 0} offered={one.measures.offered ?? 0} mayOpen={mayOpen} />
            ),
          },
        ]}
      />
    </section>
  );
}

function HeatMap({
  cells,
  isShare,
  isGoodWhenHigh,
  onPick,
}: {
  cells: HourOfWeek[];
  isShare: boolean;
  isGoodWhenHigh: boolean;
  onPick: (at: { weekday: number; hour: number }) => void;
}) {
  const { t } = useTranslation();
  const option = useMemo(() => {
    const points = cells.map(({ weekday, hour, value }) => [
      hour,
      6 - weekday,
      Math.round(value * (isShare ? 1000 : 10)) / 10,
    ]);
    const quiet = '#57626f';
    const most = Math.max(1, ...points.map(([, , value]) => value ?? 0));
    const good = ['#b3261e', '#e8b25a', '#f3efe2', '#7cc19c', '#11713f'];
    return {
      animationDuration: 300,
      aria: { enabled: true },
      textStyle: { fontFamily, color: quiet },
      grid: { left: 56, right: 24, top: 12, bottom: 86 },
      tooltip: {
        confine: true,
        formatter: ({ value: [hour, row, value] }: { value: [number, number, number] }) =>
          `${t(`figures.week.days.${6 - row}`)} ${hour}:00 · ${value}${isShare ? '%' : ''}`,
      },
      xAxis: { type: 'category', data: HOURS, axisTick: { show: false } },
      yAxis: {
        type: 'category',
        data: [6, 5, 4, 3, 2, 1, 0].map((day) => t(`figures.week.days.${day}`)),
        axisTick: { show: false },
      },
      visualMap: {
        min: 0,
        max: isShare ? 100 : most,
        calculable: true,
        orient: 'horizontal',
        left: 'center',
        bottom: 4,
        itemHeight: 160,
        inRange: {
          color: isShare ? (isGoodWhenHigh ? good : [...good].reverse()) : ['#f3efe2', '#9fbfe6', '#2f6fd6', '#1b3f80'],
        },
      },
      series: [
        {
          type: 'heatmap',
          data: points,
          itemStyle: { borderColor: '#fff', borderWidth: 1, borderRadius: 3 },
          emphasis: { itemStyle: { borderColor: '#1f2d3d' } },
        },
      ],
    };
  }, [cells, isShare, isGoodWhenHigh, t]);
  const box = useChart(option, ([hour = 0, row = 0]) => onPick({ weekday: 6 - row, hour }));
  return <div ref={box} className="week-chart" role="img" aria-label={t('figures.views.week')} />;
}

import { centerClock } from '@sansheng/shared/domain/center-day';
import type { FigureReport, FigureRow } from '@sansheng/shared/contracts/records/reports';
import { nameOfColumn } from '@sansheng/shared/domain/figure-chart';
import { figureDefinitions, serviceLevelTexts } from '@sansheng/shared/domain/figure-definitions';
import { type FigureColumn, presets, unitOf } from '@sansheng/shared/domain/figure-view';
import { type Axis, isCounted, noMeasures, shareOf } from '@sansheng/shared/domain/figures';
import { isOfTeam, nameOfInterval, openedCalls } from '@sansheng/shared/domain/opened-calls';
import { Table, type TableColumnsType, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { reasonInWords } from '../../telephony/agents/agent-state-panel.tsx';
import { useDeskSettings } from '../../desk-work/desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { textLanguage } from '../../../language/language.ts';
import { queryString } from '../../../rest/rest.ts';
import { formatDuration, formatSeconds, formatShare } from '../../../ui/format.ts';
import type { FigureChoice } from './figure-choice.ts';
import { useGroupName } from './use-group-name.ts';
import './reports.css';

/** Totals first, then group by interval; each count links to its calls. */
export function FigureTable({ report, choice }: { report: FigureReport; choice: FigureChoice }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOfGroup = useGroupName(report.names, choice.groupBy);
  const settings = useDeskSettings();
  const language = textLanguage();
  const total = { ...report.total, key: 'total' };
  const rows = [
    total,
    ...(choice.groupBy === 'center' ? [] : report.totals).map((row) => ({ ...row, key: `total ${row.group}` })),
    ...(choice.interval === 'all' ? [] : report.rows).map((row) => ({
      ...row,
      key: `${row.intervalStartMs} ${row.group}`,
    })),
  ];
  const former = new Map([
    ['total', report.before?.total],
    ...(report.before?.totals ?? []).map((row): [string, FigureRow] => [`total ${row.group}`, row]),
  ]);
  const isTeam = report.teamId !== null && isOfTeam(choice.groupBy);
  const team = settings?.teams.find(({ teamId }) => teamId === report.teamId);
  const nameOfTotal = isTeam ? (team?.name ?? report.teamId) : t('figures.axes.center');
  const clock = centerClock(me.timeZone);
  const columns: FigureColumn[] = [...presets[choice.preset]];
  const hintOf = (column: FigureColumn) => {
    if (column.kind === 'measure') return column.name === 'abandoned' ? t('figures.withoutShort') : '';
    if (column.name === 'serviceLevel')
      return `${serviceLevelTexts[report.definition][language].name}: ${serviceLevelTexts[report.definition][language].formula}`;
    return figureDefinitions[column.name][language].formula;
  };
  const axisOf = (row: { key: string }): Axis => (row.key === 'total' && !isTeam ? 'center' : choice.groupBy);
  const reasons =
    choice.preset === 'work'
      ? [...new Set(rows.flatMap(({ notReadyMsByReason }) => Object.keys(notReadyMsByReason ?? {})))].sort()
      : [];

  const tableColumns: TableColumnsType<FigureRow & { key: string }> = [
    ...(choice.interval === 'all'
      ? []
      : [
          {
            title: t('report.time'),
            width: choice.interval === 'week' || choice.interval === 'month' ? 168 : 128,
            fixed: 'left' as const,
            render: (_: unknown, row: FigureRow) =>
              row.intervalStartMs === null ? (
                <b>{t('report.total')}</b>
              ) : (
                nameOfInterval(report, row, choice.interval, clock)
              ),
          },
        ]),
    {
      title: t(`figures.axes.${choice.groupBy}`),
      width: 144,
      fixed: 'left',
      ellipsis: true,
      render: (_, row) => (row.key === 'total' ? nameOfTotal : nameOfGroup(row.group)),
    },
    ...columns.map((column) => ({
      title: <Tooltip title={hintOf(column)}>{nameOfColumn(column, report, language)}</Tooltip>,
      align: 'right' as const,
      render: (_: unknown, row: FigureRow & { key: string }) => (
        <>
          <FigureCell {...{ column, row, report, groupBy: choice.groupBy }} isTotal={row.key === 'total'} />
          <Change {...{ column, row, axis: axisOf(row), before: former.get(row.key) }} />
        </>
      ),
    })),
    ...reasons.map((reason) => ({
      title: reasonInWords(t, reason, settings),
      align: 'right' as const,
      render: (_: unknown, row: FigureRow) => {
        const ms = row.notReadyMsByReason?.[reason];
        return ms === undefined ? <span className="quiet">–</span> : formatDuration(ms);
      },
    })),
  ];
  return (
    <section className="panel report-table">
      <Table
        size="small"
        dataSource={rows}
        columns={tableColumns}
        scroll={{ x: 256 + 100 * (columns.length + reasons.length) }}
        pagination={rows.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
        rowClassName={(row) =>
          row.key === 'total' || (row.intervalStartMs === null && choice.interval !== 'all') ? 'report-total' : ''
        }
      />
    </section>
  );
}

/** Null where the axis does not count it: 0 would mean that there was none. */
function valueOf(column: FigureColumn, row: FigureRow, axis: Axis): number | null {
  if (column.kind === 'figure') return row.figures[column.name] ?? null;
  return isCounted(axis, column.name) ? (row.measures[column.name] ?? 0) : null;
}

function shown(column: FigureColumn, value: number | null): string {
  const unit = unitOf(column);
  if (value === null) return '–';
  if (unit === 'share') return formatShare(value);
  if (unit === 'ms') return value < 60_000 ? formatSeconds(value) : formatDuration(value);
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

function FigureCell({
  column,
  row,
  report,
  groupBy,
  isTotal,
}: {
  column: FigureColumn;
  row: FigureRow;
  report: FigureReport;
  groupBy: Axis;
  isTotal: boolean;
}) {
  const axis = isTotal && !(report.teamId !== null && isOfTeam(groupBy)) ? 'center' : groupBy;
  const value = valueOf(column, row, axis);
  const text = shown(column, value);
  if (column.kind === 'figure') {
    const { definition } = report;
    const share = shareOf(column.name, { ...noMeasures, ...row.measures }, { definition, within: row.within }, axis);
    const isTime = column.name === 'occupancy' || column.name === 'utilisation';
    const divided = share?.map((part) => (isTime ? formatDuration(part) : String(part))).join(' ÷ ');
    return (
      <span className={value ? '' : 'quiet'} title={value === null ? undefined : divided}>
        {text}
      </span>
    );
  }
  const opened =
    column.opens && openedCalls(report, groupBy, row, { measure: column.name, opens: column.opens, isTotal });
  if (!value || !opened) return <span className={value ? '' : 'quiet'}>{text}</span>;
  return (
    <Link className="plain-link" to={`/calls${queryString(opened)}`}>
      {text}
    </Link>
  );
}

/** Compared with the previous period: shares in points, everything else in per cent. */
function Change({
  column,
  row,
  axis,
  before,
}: {
  column: FigureColumn;
  row: FigureRow;
  axis: Axis;
  before: FigureRow | undefined;
}) {
  if (before === undefined) return null;
  const [now, then] = [valueOf(column, row, axis), valueOf(column, before, axis)];
  if (now === null || then === null) return null;
  const isShare = unitOf(column) === 'share';
  if (!isShare && then === 0) return null;
  const change = isShare ? (now - then) * 100 : ((now - then) / then) * 100;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  return <span className="figure-change">{`${sign}${Math.abs(change).toFixed(1)}${isShare ? '' : '%'}`}</span>;
}

import type { FigureReport, FigureRow } from '@sansheng/shared/contracts/reports';
import { nameOfColumn } from '@sansheng/shared/domain/figure-chart';
import { figureDefinitions, serviceLevelTexts } from '@sansheng/shared/domain/figure-definitions';
import { type FigureColumn, presets, unitOf } from '@sansheng/shared/domain/figure-view';
import { Table, type TableColumnsType, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { reasonInWords } from '../../features/agent-state/agent-state-panel.tsx';
import { useDeskSettings } from '../../features/desk/seat.tsx';
import { useSession } from '../../features/sign-in/session.tsx';
import { textLanguage } from '../../language/language.ts';
import { queryString } from '../../rest/rest.ts';
import { formatClock, formatDuration, formatSeconds, formatShare } from '../../ui/format.ts';
import { endOfInterval, type FigureChoice } from './figure-choice.ts';
import { useGroupName } from './use-group-name.ts';

/** Totals first, then group by interval; each count opens to its calls. */
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
  const columns: FigureColumn[] = [...presets[choice.preset]];
  const hintOf = (column: FigureColumn) => {
    if (column.kind === 'measure') return '';
    if (column.name === 'serviceLevel')
      return `${serviceLevelTexts[report.definition][language].name}: ${serviceLevelTexts[report.definition][language].formula}`;
    return figureDefinitions[column.name][language].formula;
  };
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
            width: 108,
            fixed: 'left' as const,
            render: (_: unknown, row: FigureRow) =>
              row.intervalStartMs === null ? (
                <b>{t('report.total')}</b>
              ) : (
                formatClock(row.intervalStartMs, me.timeZone, patternOf(choice.interval))
              ),
          },
        ]),
    {
      title: t(`figures.axes.${choice.groupBy}`),
      width: 128,
      fixed: 'left',
      ellipsis: true,
      render: (_, row) => (row.key === 'total' ? t('figures.axes.center') : nameOfGroup(row.group)),
    },
    ...columns.map((column) => ({
      title: <Tooltip title={hintOf(column)}>{nameOfColumn(column, report, language)}</Tooltip>,
      align: 'right' as const,
      render: (_: unknown, row: FigureRow & { key: string }) => (
        <>
          <FigureCell column={column} row={row} choice={choice} isCenter={row.key === 'total'} />
          <Change column={column} row={row} before={former.get(row.key)} />
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
        scroll={{ x: 240 + 100 * (columns.length + reasons.length) }}
        pagination={rows.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
        rowClassName={(row) =>
          row.key === 'total' || (row.intervalStartMs === null && choice.interval !== 'all') ? 'report-total' : ''
        }
      />
    </section>
  );
}

const patternOf = (interval: FigureChoice['interval']) => {
  if (interval === 'month') return 'YYYY-MM';
  return interval === 'day' || interval === 'week' ? 'YYYY-MM-DD' : 'MM-DD HH:mm';
};

function valueOf(column: FigureColumn, row: FigureRow): number | null {
  return column.kind === 'figure' ? (row.figures[column.name] ?? null) : (row.measures[column.name] ?? 0);
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
  choice,
  isCenter,
}: {
  column: FigureColumn;
  row: FigureRow;
  choice: FigureChoice;
  isCenter: boolean;
}) {
  const { me } = useSession();
  const value = valueOf(column, row);
  const opens = column.kind === 'measure' ? column.opens : undefined;
  // Calls of no team, skill or category cannot be asked for by name.
  const hasCalls = isCenter || choice.groupBy === 'center' || row.group !== '';
  if (opens === undefined || !value || !hasCalls)
    return <span className={value ? '' : 'quiet'}>{shown(column, value)}</span>;
  const filter = {
    queue: 'entered',
    agent: 'agent',
    hotline: 'hotline',
    team: 'team',
    skill: 'skill',
    category: 'category',
    tier: 'tier',
  };
  const { groupBy } = choice;
  const ofGroup = isCenter || groupBy === 'center' ? {} : { [filter[groupBy]]: row.group };
  const from = row.intervalStartMs ?? choice.fromMs;
  const to =
    row.intervalStartMs === null ? choice.toMs : endOfInterval(row.intervalStartMs, choice.interval, me.timeZone);
  return (
    <Link className="plain-link" to={`/calls${queryString({ from, to, figure: opens, ...ofGroup })}`}>
      {shown(column, value)}
    </Link>
  );
}

/** Against the period before: shares in points, all else in per cent. */
function Change({ column, row, before }: { column: FigureColumn; row: FigureRow; before: FigureRow | undefined }) {
  if (before === undefined) return null;
  const [now, then] = [valueOf(column, row), valueOf(column, before)];
  if (now === null || then === null) return null;
  const isShare = unitOf(column) === 'share';
  if (!isShare && then === 0) return null;
  const change = isShare ? (now - then) * 100 : ((now - then) / then) * 100;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  return <span className="figure-change">{`${sign}${Math.abs(change).toFixed(1)}${isShare ? '' : '%'}`}</span>;
}

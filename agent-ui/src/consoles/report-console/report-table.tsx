import type { ServiceLevelReport, ServiceLevelRow } from '@sansheng/shared/contracts/reports';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../../features/sign-in/session.tsx';
import { queryString } from '../../rest/rest.ts';
import { formatClock, formatDuration, formatSeconds, formatShare } from '../../ui/format.ts';
import { intervalEndMs, type ReportChoice } from './report-choice.ts';

/** Totals first, then group by interval; a number leads to the calls it counts. */
export function ReportTable({
  report,
  choice,
  nameOfGroup,
}: {
  report: ServiceLevelReport;
  choice: ReportChoice;
  nameOfGroup: (row: ServiceLevelRow) => string;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const isGrouped = choice.groupBy !== 'none';
  const totals = isGrouped ? [report.total, ...report.totals] : [report.total];
  const rows = choice.interval === 'all' ? totals : [...totals, ...report.rows];
  const isTotal = (row: ServiceLevelRow) => row.intervalStartMs === null;

  const callsOf = (row: ServiceLevelRow, figure: string) => {
    const from = row.intervalStartMs ?? choice.fromMs;
    const to =
      row.intervalStartMs === null ? choice.toMs : intervalEndMs(row.intervalStartMs, choice.interval, me.timeZone);
    const group = row.group === '' ? undefined : row.group;
    return `/calls${queryString({
      from,
      to,
      figure,
      ...(choice.groupBy !== 'none' && { [choice.groupBy]: group }),
    })}`;
  };
  const count = (row: ServiceLevelRow, value: number, figure: string) =>
    value === 0 ? (
      <span className="quiet">0</span>
    ) : (
      <Link className="plain-link" to={callsOf(row, figure)}>
        {value}
      </Link>
    );

  const columns: TableColumnsType<ServiceLevelRow> = [
    {
      title: t('report.time'),
      width: 104,
      fixed: 'left',
      render: (_, row) =>
        row.intervalStartMs === null ? (
          <b>{t('report.total')}</b>
        ) : (
          formatClock(row.intervalStartMs, me.timeZone, choice.interval === 'day' ? 'MM-DD' : 'MM-DD HH:mm')
        ),
    },
    ...(isGrouped
      ? [
          {
            title: t('report.group'),
            width: 116,
            ellipsis: true,
            render: (_: unknown, row: ServiceLevelRow) => (row.group === '' ? '' : nameOfGroup(row)),
          },
        ]
      : []),
    { title: t('report.offered'), align: 'right', render: (_, row) => count(row, row.offered, 'offered') },
    { title: t('report.answered'), align: 'right', render: (_, row) => count(row, row.answered, 'answered') },
    { title: t('report.abandoned'), align: 'right', render: (_, row) => count(row, row.abandoned, 'abandoned') },
    {
      title: t('report.withinThreeRings'),
      align: 'right',
      render: (_, row) => count(row, row.answeredWithinThreeRings, 'withinThreeRings'),
    },
    { title: t('report.rate'), align: 'right', render: (_, row) => formatShare(row.threeRingSeatRate) },
    { title: t('report.centerRate'), align: 'right', render: (_, row) => formatShare(row.threeRingCenterRate) },
    { title: t('report.level'), align: 'right', render: (_, row) => formatShare(row.serviceLevel) },
    { title: t('report.asa'), align: 'right', render: (_, row) => formatSeconds(row.averageSpeedOfAnswerMs) },
    {
      title: t('report.aht'),
      align: 'right',
      render: (_, row) => (row.averageHandleTimeMs === null ? '–' : formatDuration(row.averageHandleTimeMs)),
    },
    { title: t('report.longest'), align: 'right', render: (_, row) => formatSeconds(row.longestWaitMs) },
    { title: t('report.rona'), align: 'right', render: (_, row) => count(row, row.rona, 'rona') },
  ];
  return (
    <section className="panel report-table">
      <div className="panel-head">{t('report.table')}</div>
      <Table<ServiceLevelRow>
        size="small"
        rowKey={(row) => `${row.intervalStartMs ?? 'total'}.${row.group}`}
        dataSource={rows}
        columns={columns}
        scroll={{ x: 1080 }}
        pagination={rows.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
        rowClassName={(row) => (isTotal(row) ? 'report-total' : '')}
      />
    </section>
  );
}

import { centerClock } from '@sansheng/shared/domain/center-day';
import { FigureReport, type FigureRow, LedgerCheck } from '@sansheng/shared/contracts/records/reports';
import { measureNames } from '@sansheng/shared/domain/figure-definitions';
import { ledgerDifference, ledgerTerms, type Measure, noMeasures } from '@sansheng/shared/domain/figures';
import { nameOfInterval, openedCalls } from '@sansheng/shared/domain/opened-calls';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented, Select, Skeleton, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { z } from 'zod';
import { useQueueName } from '../../desk-work/desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { textLanguage } from '../../../language/language.ts';
import { queryString, request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { NoReport } from './too-fine.tsx';
import { figurePeriods, useFigureChoice } from './figure-choice.ts';
import './reports.css';

const LastCheck = z.object({ check: LedgerCheck.nullable() });
const differenceOf = (row: FigureRow) => ledgerDifference({ ...noMeasures, ...row.measures });

/** Offered beside its parts, for the center and each queue; red where they do not add up. */
export function LedgerView() {
  const { t } = useTranslation();
  const language = textLanguage();
  const { me } = useSession();
  const queueName = useQueueName();
  const clock = centerClock(me.timeZone);
  const [{ period, fromMs, toMs, interval }, choose] = useFigureChoice();
  const query = { from: fromMs, to: toMs };
  const report = useQuery({
    queryKey: ['figures', 'ledger', fromMs, toMs, interval],
    queryFn: () =>
      request(FigureReport, 'GET', `/reports/figures${queryString({ ...query, interval, groupBy: 'queue' })}`),
  });
  const last = useQuery({
    queryKey: ['figures', 'ledger', 'last'],
    queryFn: () => request(LastCheck, 'GET', '/reports/ledger/last'),
  });
  const proof = useMutation({
    mutationFn: () => request(LedgerCheck, 'GET', `/reports/ledger${queryString(query)}`),
  });
  const rows = report.data
    ? [report.data.total, ...report.data.totals, ...(interval === 'all' ? [] : report.data.rows)]
    : [];
  const nameOf = (row: FigureRow) =>
    row === report.data?.total
      ? t('figures.axes.center')
      : queueName(row.group, report.data?.names[row.group] ?? row.group);
  return (
    <>
      <div className="page-head">
        <h1>{t('figures.views.ledger')}</h1>
        <Segmented
          aria-label={t('report.period')}
          value={period}
          onChange={(value) => choose({ period: value })}
          options={figurePeriods
            .filter((value) => value !== 'custom')
            .map((value) => ({ value, label: t(`figures.periods.${value}`) }))}
        />
        <Select
          aria-label={t('report.interval')}
          style={{ width: 112 }}
          value={interval}
          onChange={(value) => choose({ interval: value })}
          options={(['all', '15m', '30m', '1h', 'day'] as const).map((value) => ({
            value,
            label: t(`figures.intervals.${value}`),
          }))}
        />
        <Button type="primary" loading={proof.isPending} onClick={() => proof.mutate()}>
          {t('figures.ledger.prove')}
        </Button>
      </div>
      <p className="quiet">{t('figures.ledger.rule')}</p>
      {proof.error && <Trouble error={proof.error} onRetry={() => proof.mutate()} />}
      {proof.data && <Proof check={proof.data} />}
      {!proof.data && last.data?.check && <Proof check={last.data.check} isOfNight />}
      {report.error && (
        <NoReport
          error={report.error}
          choice={{ interval, fromMs, toMs }}
          choose={choose}
          onRetry={() => void report.refetch()}
        />
      )}
      {report.isPending && <Skeleton active />}
      {report.data && (
        <section className="panel report-table">
          <Table
            size="small"
            rowKey={(row) => `${row === report.data.total ? 'center' : row.group} ${row.intervalStartMs ?? ''}`}
            dataSource={rows}
            scroll={{ x: 1080 }}
            pagination={rows.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
            rowClassName={(row) => {
              if (differenceOf(row) !== 0) return 'ledger-fault';
              return row.intervalStartMs === null ? 'report-total' : '';
            }}
            columns={[
              ...(interval === 'all'
                ? []
                : [
                    {
                      title: t('report.time'),
                      width: 128,
                      fixed: 'left' as const,
                      render: (_: unknown, row: FigureRow) =>
                        row.intervalStartMs === null ? (
                          <b>{t('report.total')}</b>
                        ) : (
                          nameOfInterval(report.data, row, interval, clock)
                        ),
                    },
                  ]),
              {
                title: t('figures.axes.queue'),
                width: 128,
                fixed: 'left',
                ellipsis: true,
                render: (_, row) => nameOf(row),
              },
              ...(['offered', ...ledgerTerms] as const).map((term, i) => ({
                title: `${i === 0 ? '' : i === 1 ? '= ' : '+ '}${measureNames[term][language]}`,
                align: 'right' as const,
                render: (_: unknown, row: FigureRow) => {
                  const value = row.measures[term] ?? 0;
                  const isTotal = row === report.data.total;
                  const opened = openedCalls(report.data, 'queue', row, { measure: term, opens: term, isTotal });
                  if (value === 0 || opened === null)
                    return <span className={value === 0 ? 'quiet' : ''}>{value}</span>;
                  return (
                    <Link className="plain-link" to={`/calls${queryString(opened)}`}>
                      {value}
                    </Link>
                  );
                },
              })),
              {
                title: t('figures.ledger.difference'),
                align: 'right',
                render: (_, row) => (differenceOf(row) === 0 ? '0' : <b>{differenceOf(row)}</b>),
              },
            ]}
          />
        </section>
      )}
    </>
  );
}

function Proof({ check, isOfNight = false }: { check: LedgerCheck; isOfNight?: boolean }) {
  const { t } = useTranslation();
  const language = textLanguage();
  const { me } = useSession();
  const of = {
    from: formatClock(check.fromMs, me.timeZone, 'MM-DD HH:mm'),
    to: formatClock(check.toMs, me.timeZone, 'MM-DD HH:mm'),
    at: formatClock(check.checkedAtMs, me.timeZone, 'MM-DD HH:mm:ss'),
    calls: check.calls,
    entries: check.entries,
    faults: check.faultCount,
    pending: check.pending,
  };
  return (
    <Alert
      type={check.faultCount === 0 ? 'success' : 'error'}
      showIcon
      title={`${isOfNight ? t('figures.ledger.night') : ''}${t(check.faultCount === 0 ? 'figures.ledger.holds' : 'figures.ledger.fails', of)}`}
      description={
        <>
          {t('figures.ledger.proved', of)}
          {check.faults.slice(0, 20).map((fault) => (
            <div key={`${fault.kind} ${fault.axis} ${fault.member} ${fault.startMs} ${fault.term}`}>
              {formatClock(fault.startMs, me.timeZone, 'MM-DD HH:mm')} ·{' '}
              {fault.axis === 'center' ? t('figures.axes.center') : fault.member} · {t(`figures.ledger.${fault.kind}`)}{' '}
              · {measureNames[fault.term as Measure][language]}: {fault.booked} / {fault.recorded}
            </div>
          ))}
        </>
      }
    />
  );
}

import { centerClock } from '@sansheng/shared/domain/center-day';
import { FigureReport } from '@sansheng/shared/contracts/records/reports';
import { spanOfPeriod } from '@sansheng/shared/domain/figure-period';
import { useQuery } from '@tanstack/react-query';
import { DatePicker, Skeleton, Table } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useSession } from '../../people/sign-in/session.tsx';
import { queryString, request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { formatDuration, formatShare } from '../../../ui/format.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { rankStars } from './rank-stars.ts';
import './reports.css';

/** The seats of a month, best first, with the parts of their points. */
export function StarsView() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [params, setParams] = useSearchParams();
  const now = dayjs(serverClock.nowMs()).tz(me.timeZone);
  const given = params.get('month');
  const month =
    given !== null && /^\d{4}-\d\d$/.test(given)
      ? dayjs.tz(`${given}-15`, me.timeZone)
      : dayjs(spanOfPeriod('lastMonth', centerClock(me.timeZone), now.valueOf()).fromMs).tz(me.timeZone);
  const { fromMs, toMs } = spanOfPeriod('thisMonth', centerClock(me.timeZone), month.valueOf());
  const report = useQuery({
    queryKey: ['figures', 'stars', fromMs],
    queryFn: () =>
      request(
        FigureReport,
        'GET',
        `/reports/figures${queryString({ from: fromMs, to: toMs, interval: 'all', groupBy: 'agent' })}`,
      ),
  });
  const stars = report.data ? rankStars(report.data.totals) : [];
  const callsOf = (agent: string, figure: 'answered' | 'handled') =>
    `/calls${queryString({ from: fromMs, to: toMs, figure, agent })}`;
  return (
    <>
      <div className="page-head">
        <h1>{t('figures.views.stars')}</h1>
        <DatePicker
          picker="month"
          allowClear={false}
          aria-label={t('report.period')}
          value={month}
          onChange={(chosen) => chosen && setParams({ month: chosen.format('YYYY-MM') }, { replace: true })}
        />
      </div>
      <p className="quiet">{t('figures.stars.rule')}</p>
      {report.error && <Trouble error={report.error} onRetry={() => void report.refetch()} />}
      {report.isPending && <Skeleton active />}
      {report.data && (
        <section className="panel report-table">
          <Table
            size="small"
            rowKey="group"
            dataSource={stars}
            pagination={stars.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
            locale={{ emptyText: t('report.empty') }}
            columns={[
              {
                title: '',
                width: 56,
                align: 'right',
                render: (_, star, i) => (i < 3 ? `★ ${star.place}` : star.place),
              },
              {
                title: t('figures.axes.agent'),
                render: (_, { group }) => (
                  <Link className="plain-link" to={callsOf(group, 'answered')}>
                    {group} {report.data.names[group] ?? ''}
                  </Link>
                ),
              },
              {
                title: t('figures.stars.points'),
                align: 'right',
                render: (_, { points }) => <b>{points.toFixed(1)}</b>,
              },
              {
                title: t('figures.stars.handled'),
                align: 'right',
                render: (_, { group, handled }) => (
                  <Link className="plain-link" to={callsOf(group, 'handled')}>
                    {handled}
                  </Link>
                ),
              },
              {
                title: t('figures.stars.satisfaction'),
                align: 'right',
                render: (_, { satisfaction }) => formatShare(satisfaction),
              },
              {
                title: t('figures.stars.resolution'),
                align: 'right',
                render: (_, { resolution }) => formatShare(resolution),
              },
              { title: t('figures.stars.ronas'), align: 'right', render: (_, { ronaRate }) => formatShare(ronaRate) },
              {
                title: t('report.aht'),
                align: 'right',
                render: (_, { handleMs }) => (handleMs === null ? '–' : formatDuration(handleMs)),
              },
            ]}
          />
        </section>
      )}
    </>
  );
}

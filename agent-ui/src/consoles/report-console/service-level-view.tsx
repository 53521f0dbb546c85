import { BarChartOutlined } from '@ant-design/icons';
import { ServiceLevelReport, type ServiceLevelRow } from '@sansheng/shared/contracts/reports';
import { serviceLevelNames } from '@sansheng/shared/domain/service-level';
import { useQuery } from '@tanstack/react-query';
import { InputNumber, Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQueueName } from '../../features/desk/seat.tsx';
import { useSession } from '../../features/sign-in/session.tsx';
import { queryString, request } from '../../rest/rest.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { formatShare } from '../../ui/format.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { ChoiceSelect, PeriodHead } from './period-head.tsx';
import { groups, intervals, periods, type ReportChoice, useReportChoice } from './report-choice.ts';
import { ReportTable } from './report-table.tsx';

// The numbers are there before what draws them.
const IntervalChart = lazy(async () => ({ default: (await import('./interval-chart.tsx')).IntervalChart }));

/** A period, a definition, a chart, a table, and behind each number its calls. */
export function ServiceLevelView() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [choice, choose] = useReportChoice();
  const queueName = useQueueName();
  const { fromMs, toMs, interval, groupBy, definition, thresholdSeconds } = choice;
  const report = useQuery({
    queryKey: ['reports', choice],
    queryFn: () =>
      request(
        ServiceLevelReport,
        'GET',
        `/reports/service-level${queryString({ from: fromMs, to: toMs, interval, groupBy, definition, thresholdSeconds })}`,
      ),
    placeholderData: (before) => before,
    refetchInterval: choice.period === 'today' ? 30_000 : false,
  });
  const nameOfGroup = (row: ServiceLevelRow) =>
    groupBy === 'queue' ? queueName(row.group, row.groupName || row.group) : row.groupName || row.group;

  return (
    <>
      <PeriodHead
        title={t('figures.views.level')}
        periods={periods.map((value) => ({ value, label: t(`report.periods.${value}`) }))}
        choice={choice}
        choose={(change) =>
          choose({ ...change, ...('period' in change && change.period === 'week' && { interval: 'day' }) })
        }
        made={report.data}
      />
      <Choices choice={choice} choose={choose} shortSeconds={report.data?.shortAbandonSeconds ?? 5} />
      {report.error && <Trouble error={report.error} onRetry={() => void report.refetch()} />}
      {report.isPending && <Skeleton active />}
      {report.data && (
        <>
          <Headline report={report.data} choice={choice} />
          {report.data.total.offered === 0 ? (
            <section className="panel">
              <EmptyHint icon={<BarChartOutlined />} title={t('report.empty')}>
                {t('report.emptyHint')}
              </EmptyHint>
            </section>
          ) : (
            <>
              {interval !== 'all' && (
                <section className="panel">
                  <div className="panel-head">{t('report.chart')}</div>
                  <Suspense fallback={<div className="interval-chart" />}>
                    <IntervalChart rows={report.data.rows} interval={interval} timeZone={me.timeZone} />
                  </Suspense>
                </section>
              )}
              <ReportTable report={report.data} choice={choice} nameOfGroup={nameOfGroup} />
            </>
          )}
        </>
      )}
    </>
  );
}

function Choices({
  choice,
  choose,
  shortSeconds,
}: {
  choice: ReportChoice;
  choose: (change: Partial<ReportChoice>) => void;
  shortSeconds: number;
}) {
  const { t } = useTranslation();
  return (
    <section className="panel report-choices">
      <ChoiceSelect
        label={t('report.definition')}
        width={220}
        value={choice.definition}
        onChange={(definition) => choose({ definition })}
        options={serviceLevelNames.map((value) => ({ value, label: t(`report.definitions.${value}`) }))}
      />
      <label>
        <span>{t('report.threshold')}</span>
        <InputNumber
          min={1}
          max={600}
          precision={0}
          changeOnWheel={false}
          value={choice.thresholdSeconds}
          style={{ width: 86 }}
          onChange={(thresholdSeconds) => thresholdSeconds !== null && choose({ thresholdSeconds })}
        />
      </label>
      <ChoiceSelect
        label={t('report.interval')}
        width={116}
        value={choice.interval}
        onChange={(interval) => choose({ interval })}
        options={intervals.map((value) => ({ value, label: t(`report.intervals.${value}`) }))}
      />
      <ChoiceSelect
        label={t('report.groupBy')}
        width={116}
        value={choice.groupBy}
        onChange={(groupBy) => choose({ groupBy })}
        options={groups.map((value) => ({ value, label: t(`report.groups.${value}`) }))}
      />
      <p className="report-explain">
        {t(`report.explain.${choice.definition}`, { t: choice.thresholdSeconds, s: shortSeconds })}
      </p>
    </section>
  );
}

function Headline({ report, choice }: { report: ServiceLevelReport; choice: ReportChoice }) {
  const { t } = useTranslation();
  const { total } = report;
  // The same wholes that the server divides by, so that each share can be checked by hand.
  const due = total.answered + total.abandoned + total.shortAbandoned + total.callback + total.lost;
  const callsOf = (figure?: string) => `/calls${queryString({ from: choice.fromMs, to: choice.toMs, figure })}`;
  return (
    <div className="report-headline">
      <Figure
        label={t('report.threeRingSeatRate')}
        hint={t('report.threeRingSeatRateHint')}
        share={total.threeRingSeatRate}
        link={callsOf('withinThreeRings')}
        detail={t('report.seatOf', { part: total.answeredWithinThreeRings, whole: due })}
      />
      <Figure
        label={t('report.threeRingCenterRate')}
        hint={t('report.threeRingCenterRateHint')}
        share={total.threeRingCenterRate}
        link={callsOf('offered')}
        detail={t('report.seatOf', { part: total.takenWithinThreeRings, whole: due })}
      />
      <Figure
        label={`${t('report.serviceLevel')} · ${t(`report.definitions.${report.definition}`)}`}
        hint={t(`report.explain.${report.definition}`, { t: report.thresholdSeconds, s: report.shortAbandonSeconds })}
        share={total.serviceLevel}
        link={callsOf('withinThreshold')}
        detail={t('report.levelOf', { seconds: report.thresholdSeconds, part: total.answeredWithinThreshold })}
      />
      <Figure
        label={t('report.abandonment')}
        hint=""
        share={total.abandonmentRate}
        isBadWhenHigh
        link={callsOf('abandoned')}
        detail={t('report.abandonedOf', { abandoned: total.abandoned, whole: total.answered + total.abandoned })}
      />
    </div>
  );
}

function Figure({
  label,
  hint,
  share,
  link,
  detail,
  isBadWhenHigh = false,
}: {
  label: string;
  hint: string;
  share: number | null;
  link: string;
  detail: string;
  isBadWhenHigh?: boolean;
}) {
  const goodness = share === null ? null : isBadWhenHigh ? 1 - share : share;
  const tone = goodness === null ? 'offline' : goodness >= 0.9 ? 'ready' : goodness >= 0.8 ? 'offered' : 'alarm';
  return (
    <section className="panel report-figure" data-tone={tone} title={hint}>
      <h2>{label}</h2>
      <Link to={link}>{formatShare(share)}</Link>
      <div className="report-bar" aria-hidden="true">
        <i style={{ width: `${(share ?? 0) * 100}%` }} />
      </div>
      <p className="quiet small figures">{detail}</p>
    </section>
  );
}

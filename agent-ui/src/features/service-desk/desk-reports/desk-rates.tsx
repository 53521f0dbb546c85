import type { DeskReport } from '@sansheng/shared/contracts/service-desk/desk-reports';
import { deskRates } from '@sansheng/shared/domain/desk-reports/desk-rates';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../ui/format.ts';
import { type Behind, CountLink } from './count-link.tsx';

/** Two digits after the point, as the rates are agreed on. */
export const percent = (rate: number | null): string => (rate === null ? '–' : `${(rate * 100).toFixed(2)}%`);

/** Every rate with the numbers that it is computed from. */
export function DeskRates({ report, onOpen }: { report: DeskReport; onOpen: (behind: Behind) => void }) {
  const { t } = useTranslation();
  const { counts, handling } = report;
  const time = (ms: number | null) => (ms === null ? '–' : formatDuration(ms));
  return (
    <div className="desk-rates" data-testid="desk-rates">
      {report.rates.map((rate) => (
        <RateCard key={rate.name} rate={rate} report={report} onOpen={onOpen} />
      ))}
      <section className="panel desk-rate">
        <h2>{t('deskReports.complaintsPerCalls')}</h2>
        <b>{report.complaintsPerThousandCalls?.toFixed(2) ?? '–'}</b>
        <p className="quiet small">
          {t('deskReports.complaintsOf', { complaints: counts.complaints, calls: report.answeredCalls })}
        </p>
      </section>
      <section className="panel desk-rate desk-handling" data-testid="desk-handling">
        <h2>{t('deskReports.handling')}</h2>
        {(['openMs', 'elapsedMs'] as const).map((name) => (
          <p key={name}>
            {t(name === 'openMs' ? 'deskReports.openTime' : 'deskReports.elapsed')}:{' '}
            {t('deskReports.median', { time: time(handling[name].median) })} ·{' '}
            {t('deskReports.p90', { time: time(handling[name].p90) })}
          </p>
        ))}
        <p className="quiet small">
          {t('deskReports.handlingOf', { rounds: handling.rounds, paused: time(handling.pausedMs) })}
        </p>
      </section>
    </div>
  );
}

interface Definition {
  part: keyof DeskReport['counts'];
  whole: keyof DeskReport['counts'];
  excused?: keyof DeskReport['counts'];
  without?: keyof DeskReport['counts'];
  target?: number;
  isLow?: true;
}

function RateCard({
  rate: { name, rate, second, isOnTarget },
  report: { counts, chases },
  onOpen,
}: {
  rate: DeskReport['rates'][number];
  report: DeskReport;
  onOpen: (behind: Behind) => void;
}) {
  const { t } = useTranslation();
  const { part, whole, excused, without, target, isLow }: Definition = deskRates[name];
  const link = (count: keyof DeskReport['counts']) => (
    <CountLink behind={{ count }} value={counts[count] ?? 0} label={t(`deskReports.counts.${count}`)} onOpen={onOpen} />
  );
  const tone = isOnTarget === null ? 'offline' : isOnTarget ? 'ready' : 'alarm';
  return (
    <section className="panel desk-rate" data-tone={tone} data-testid={`desk-rate-${name}`}>
      <h2 title={t(`deskReports.formulas.${name}`)}>
        {t(`deskReports.rates.${name}`)}
        {target !== undefined && (
          <span className="quiet small">
            {t(isLow ? 'deskReports.targets.atMost' : 'deskReports.targets.atLeast', {
              rate: `${Math.round(target * 100)}%`,
            })}
          </span>
        )}
      </h2>
      <b>{percent(rate)}</b>
      {excused !== undefined && (
        <span className="desk-second" data-testid={`desk-second-${name}`}>
          {t('deskReports.afterExcuses', { rate: percent(second) })}
        </span>
      )}
      {without !== undefined && (
        <span className="desk-second">{t('deskReports.withoutWrongNumbers', { rate: percent(second) })}</span>
      )}
      <p>
        {link(part)} / {link(whole)}
        {excused !== undefined && (counts[excused] ?? 0) > 0 && (
          <CountLink
            behind={{ count: excused }}
            value={counts[excused] ?? 0}
            label={t('deskReports.excuse')}
            onOpen={onOpen}
          />
        )}
        {name === 'chased' && <span className="quiet small"> {t('deskReports.chases', { chases })}</span>}
      </p>
    </section>
  );
}

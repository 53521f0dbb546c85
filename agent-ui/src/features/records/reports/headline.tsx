import type { FigureReport } from '@sansheng/shared/contracts/records/reports';
import { nameOfColumn } from '@sansheng/shared/domain/figure-chart';
import { serviceLevelTexts } from '@sansheng/shared/domain/figure-definitions';
import { noMeasures, settled, shareOf } from '@sansheng/shared/domain/figures';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { textLanguage } from '../../../language/language.ts';
import { queryString } from '../../../rest/rest.ts';
import { formatShare } from '../../../ui/format.ts';
import './reports.css';

/** The rates of the whole center, each beside the numbers that it is computed from. */
export function Headline({ report }: { report: FigureReport }) {
  const { t } = useTranslation();
  const { fromMs: from, toMs: to, thresholdSeconds: threshold, definition, teamId } = report;
  const { figures } = report.total;
  const counts = { ...noMeasures, ...report.total.measures };
  const due = settled(counts);
  // A lead of a team may not open all calls of the center.
  const callsOf = (figure: string, more: object = {}) =>
    teamId === null ? `/calls${queryString({ from, to, figure, ...more })}` : null;
  const reading = { definition, within: report.total.within };
  const [part, whole] = shareOf('serviceLevel', counts, reading, 'center') ?? [0, 0];
  return (
    <div className="report-headline">
      <Figure
        label={t('report.threeRingSeatRate')}
        hint={t('report.threeRingSeatRateHint')}
        share={figures.threeRingSeatRate}
        link={callsOf('withinThreeRings')}
        detail={t('report.seatOf', { part: counts.answeredWithinThreeRings, whole: due })}
      />
      <Figure
        label={t('report.threeRingCenterRate')}
        hint={t('report.threeRingCenterRateHint')}
        share={figures.threeRingCenterRate}
        link={callsOf('takenWithinThreeRings')}
        detail={t('report.seatOf', { part: counts.takenWithinThreeRings, whole: due })}
      />
      <Figure
        label={nameOfColumn({ kind: 'figure', name: 'serviceLevel' }, report, textLanguage())}
        hint={serviceLevelTexts[definition][textLanguage()].formula}
        share={figures.serviceLevel}
        link={callsOf('withinThreshold', { threshold })}
        detail={t('report.levelOf', { seconds: threshold, part, whole })}
      />
      <Figure
        label={t('report.abandonment')}
        hint=""
        share={figures.abandonmentRate}
        isBadWhenHigh
        link={callsOf('abandoned')}
        detail={t('report.abandonedOf', {
          abandoned: counts.abandoned,
          whole: counts.answered + counts.abandoned,
        })}
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
  share: number | undefined;
  link: string | null;
  detail: string;
  isBadWhenHigh?: boolean;
}) {
  const goodness = share === undefined ? null : isBadWhenHigh ? 1 - share : share;
  const tone = goodness === null ? 'offline' : goodness >= 0.9 ? 'ready' : goodness >= 0.8 ? 'offered' : 'alarm';
  return (
    <section className="panel report-figure" data-tone={tone} title={hint}>
      <h2>{label}</h2>
      {link === null ? <b>{formatShare(share ?? null)}</b> : <Link to={link}>{formatShare(share ?? null)}</Link>}
      <div className="report-bar" aria-hidden="true">
        <i style={{ width: `${(share ?? 0) * 100}%` }} />
      </div>
      <p className="quiet small figures">{detail}</p>
    </section>
  );
}

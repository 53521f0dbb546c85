import type { Outage } from '@sansheng/shared/contracts/service-desk/outages';
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import './outages.css';

/** How many are told, and how many are to be told. */
export function OutageProgress({ one: { callers, told, toBeTold, notReached } }: { one: Outage }) {
  const { t } = useTranslation();
  if (callers === 0) return <span className="quiet">{t('outages.nobody')}</span>;
  return (
    <span className="outage-progress">
      <Progress
        percent={Math.round((told / callers) * 100)}
        size="small"
        showInfo={false}
        aria-label={t('outages.progress')}
      />
      <span className="small figures">
        {t('outages.told', { told })} · {t('outages.toBeTold', { count: toBeTold })}
        {notReached > 0 && ` · ${t('outages.notReached', { count: notReached })}`}
      </span>
    </span>
  );
}

import { MessageOutlined } from '@ant-design/icons';
import { DemoNotices } from '@sansheng/shared/contracts/service-desk/customer-notices';
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageButton } from '../../../language/language-button.tsx';
import { request } from '../../../rest/rest.ts';
import { BrandMark } from '../../../ui/brand-mark.tsx';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useCenter } from '../../people/sign-in/center.ts';
import './demo-notices.css';

const REFRESH_MS = 2000;

/** The screen of a telephone that gets what the center sends to customers. */
export function DemoNoticesPage() {
  const { t } = useTranslation();
  const center = useCenter();
  const isDemonstration = center.data?.demonstration === true;
  const found = useQuery({
    queryKey: ['demo-notices'],
    enabled: isDemonstration,
    refetchInterval: REFRESH_MS,
    queryFn: () => request(DemoNotices, 'GET', '/demo/notices'),
  });
  useEffect(() => {
    document.title = t('customerNotices.demo');
  }, [t]);
  return (
    <div className="demo-notices">
      <header className="frame-bar">
        <span className="frame-brand">
          <BrandMark />
          {t('product.name')}
          <small>{t('customerNotices.demo')}</small>
        </span>
        <div className="frame-end">
          <LanguageButton />
        </div>
      </header>
      <main className="demo-notices-phone">
        <h1>{t('customerNotices.demo')}</h1>
        <p className="quiet">{t('customerNotices.demoIntro')}</p>
        {center.isPending && <Skeleton active />}
        {found.error && <Trouble error={found.error} onRetry={() => void found.refetch()} />}
        {center.data && !isDemonstration && <EmptyHint icon={<MessageOutlined />} title={t('demo.notHere')} />}
        {found.data?.notices.length === 0 && (
          <EmptyHint icon={<MessageOutlined />} title={t('customerNotices.none')}>
            {t('customerNotices.noneHint')}
          </EmptyHint>
        )}
        <ol data-testid="demo-notices">
          {found.data?.notices.map(({ noticeId, number, text, atMs }) => (
            <li key={noticeId}>
              <span className="quiet small figures">
                {formatNumber(number)} · {formatClock(atMs, found.data.timeZone, 'MM-DD HH:mm')}
              </span>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </main>
    </div>
  );
}

import { CustomerNotice, CustomerNotices } from '@sansheng/shared/contracts/service-desk/customer-notices';
import { useQuery } from '@tanstack/react-query';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { useAct } from '../../../ui/list-page/use-act.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useSession } from '../../people/sign-in/session.tsx';

const tones = {
  waiting: 'offered',
  sending: 'offered',
  accepted: 'ready',
  refused: 'alarm',
  unknown: 'alarm',
} as const;
const REFRESH_MS = 10_000;

/** What customers were told of a case, the newest first; a person decides of one that may not have arrived. */
export function CaseCustomerNotices({ caseNo }: { caseNo: string }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const inWords = useWhy();
  const found = useQuery({
    queryKey: ['customer-notices', caseNo],
    refetchInterval: REFRESH_MS,
    queryFn: () => request(CustomerNotices, 'GET', `/cases/${encodeURIComponent(caseNo)}/notices`),
  });
  const act = useAct(CustomerNotice, { key: 'customer-notices' });
  const clock = (atMs: number) => formatClock(atMs, me.timeZone, 'MM-DD HH:mm');
  if (found.data === undefined || found.data.notices.length === 0) return null;
  return (
    <section className="case-acts">
      <h2>{t('customerNotices.title')}</h2>
      <ol className="case-history" data-testid="case-notices">
        {found.data.notices.map(({ noticeId, number, text, state, why, atMs, sendAtMs, may, revision }) => (
          <li key={noticeId} data-visibility="customer">
            <span className="quiet small figures">
              {clock(atMs)} · {formatNumber(number) || '–'}
            </span>
            <span>
              <StateMark tone={tones[state]}>{t(`customerNotices.states.${state}`)}</StateMark>{' '}
              <span className="quiet small">
                {state === 'waiting' && sendAtMs > atMs && t('customerNotices.sendAt', { time: clock(sendAtMs) })}{' '}
                {why !== '' && inWords(why)}
              </span>{' '}
              {may.sendAgain && (
                <Tooltip title={state === 'unknown' ? t('customerNotices.unknownHint') : null}>
                  <Button
                    size="small"
                    loading={act.isPending}
                    onClick={() => act.mutate({ path: `/notices/${noticeId}/send-again`, revision })}
                  >
                    {t('customerNotices.sendAgain')}
                  </Button>
                </Tooltip>
              )}
            </span>
            {text !== '' && <p>{text}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What a gateway itself says is shown as it came. */
function useWhy(): (why: string) => string {
  const { t, i18n } = useTranslation();
  return (why) => {
    if (why.startsWith('empty: ')) return t('customerNotices.why.empty', { name: why.slice('empty: '.length) });
    return i18n.exists(`customerNotices.why.${why}`) ? t(`customerNotices.why.${why}` as never) : why;
  };
}

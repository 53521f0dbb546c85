import { RoutingPreview } from '@sansheng/shared/contracts/telephony/routing';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf as nameOfThing } from '../../../language/language.ts';
import { queryString, request } from '../../../rest/rest.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Trouble } from '../../../ui/trouble.tsx';
import { useQueueName } from '../../desk-work/desk/seat.tsx';
import { Reason } from './why-this-seat.tsx';

/** Who would get a call now, and why: computed by the routing itself, without ringing anybody. */
export function PreviewPanel({ queueId }: { queueId: string }) {
  const { t } = useTranslation();
  const [number, setNumber] = useState('');
  const preview = useQuery({
    queryKey: ['routing', 'preview', queueId, number],
    queryFn: () => request(RoutingPreview, 'GET', `/admin/queues/${queueId}/preview${queryString({ number })}`),
    staleTime: 0,
    refetchInterval: 5000,
  });
  return (
    <div className="preview-panel">
      <p className="quiet">{t('routing.previewHint')}</p>
      <Input.Search
        allowClear
        inputMode="tel"
        placeholder={t('routing.number')}
        aria-label={t('routing.number')}
        enterButton={<Button>{t('routing.previewRun')}</Button>}
        onSearch={(text) => {
          setNumber(text.trim());
          void preview.refetch();
        }}
      />
      {preview.error && <Trouble error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && <Skeleton active />}
      {preview.data && <Found found={preview.data} />}
    </div>
  );
}

function Found({ found }: { found: RoutingPreview }) {
  const { t } = useTranslation();
  const nameOf = (agentId: string) => found.seats.find((seat) => seat.agentId === agentId)?.name ?? '';
  const nameOfQueue = useQueueName();
  const insteadInWords = ({ why, target }: NonNullable<RoutingPreview['instead']>) => {
    if (why === 'closed' || target === null) return t('routing.insteadClosed');
    const to =
      target.kind === 'queue'
        ? nameOfQueue(target.queueId, target.queueId)
        : target.kind === 'number'
          ? target.number
          : t(`overflow.target.${target.kind}`);
    return t('routing.insteadOverflows', { why: t(`overflow.${why}`), to });
  };
  const who = found.customer
    ? `${found.customer.name} · ${t(`screenPop.tiers.${found.customer.tier}`)}`
    : t('routing.unknownCaller');
  return (
    <>
      <div
        className="preview-outcome"
        data-outcome={found.instead === null ? found.outcome : 'full'}
        data-testid="preview-outcome"
      >
        {found.instead === null
          ? t(`routing.outcome.${found.outcome}`, {
              agents: found.chosen.map((agentId) => `${nameOf(agentId)} ${agentId}`).join(' · '),
            })
          : insteadInWords(found.instead)}
        <small className="quiet">
          {who} · {t('routing.priority')} {found.priority} · {t('routing.ahead', { count: found.ahead })}
          {found.ownAgent !== null &&
            ` · ${t('routing.ownSeat', { agent: `${nameOf(found.ownAgent)} ${found.ownAgent}` })}`}
        </small>
      </div>
      <Reason why={found.why} nameOf={nameOf} />
      {found.shares.length > 0 && (
        <p className="quiet small">
          {t('routing.shares', { shares: found.shares.map((one) => `${nameOfThing(one)} ${one.share}`).join(' : ') })}
        </p>
      )}
      {found.seats.length > 0 && (
        <section>
          <h4 className="quiet">{t('routing.otherSeats')}</h4>
          <ul className="preview-seats">
            {found.seats.map((seat) => (
              <li key={seat.agentId}>
                <span>
                  {seat.name} <span className="quiet">{seat.agentId}</span>
                </span>
                <StateMark tone={seat.state}>{t(`state.${seat.state}`)}</StateMark>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

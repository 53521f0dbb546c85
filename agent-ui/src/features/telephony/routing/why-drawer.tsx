import { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Refused, request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { WhyThisSeat } from './why-this-seat.tsx';

/** Why a seat got its current call. */
export function WhyDrawer({
  callId,
  agentId,
  nameOf,
  onClose,
}: {
  callId: string;
  agentId: string;
  nameOf: (agentId: string) => string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const detail = useQuery({
    queryKey: ['calls', 'detail', callId],
    queryFn: () => request(CallDetail, 'GET', `/calls/${callId}`),
    // The offer is shown at once; its record follows a moment later.
    retry: (count, error) => count < 5 && error instanceof Refused && error.code === 'notFound',
    retryDelay: 500,
    refetchInterval: (query) => (offerOf(query.state.data, agentId) === undefined ? 1000 : false),
  });
  const offer = offerOf(detail.data, agentId);
  return (
    <Drawer open size={520} title={`${t('routing.why')} · ${nameOf(agentId)} ${agentId}`} onClose={onClose}>
      {detail.error && <Trouble error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.isPending && <Skeleton active />}
      {detail.data && offer && (
        <>
          <WhyThisSeat why={offer.data.why} offered={{ agentId, callId }} nameOf={nameOf} />
          <p style={{ marginTop: 14 }}>
            <Link to={`/calls?call=${callId}`}>{t('live.seeCalls')}</Link>
          </p>
        </>
      )}
    </Drawer>
  );
}

function offerOf(call: CallDetail | undefined, agentId: string) {
  return call?.timeline.findLast((entry) => entry.type === 'routing.offered' && entry.agentId === agentId);
}

import { type OpenWrapUp, OpenWrapUps } from '@sansheng/shared/contracts/records/call-records';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { CallDrawer } from '../../records/call-records/call-drawer.tsx';
import { useSeatView } from '../../desk-work/desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';

/** Without what is being written at the desk now. */
export function useOpenWrapUps(): OpenWrapUp[] {
  const inHand = useSeatView(({ desk }) => desk?.wrapUp?.callId ?? desk?.call?.callId);
  const open = useQuery({
    queryKey: ['wrapUps', 'open'],
    queryFn: () => request(OpenWrapUps, 'GET', '/wrap-ups/open'),
    refetchInterval: 60_000,
  });
  return open.data?.wrapUps.filter(({ callId }) => callId !== inHand) ?? [];
}

/** The seat's tasks: calls whose wrap-up ran out before it was finished. */
export function OpenWrapUpList() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [openCallId, setOpenCallId] = useState<string | null>(null);
  const open = useOpenWrapUps();
  return (
    <>
      {open.length > 0 && (
        <section className="panel open-wrap-ups" data-testid="open-wrap-ups">
          <div className="wrap-up-head">
            <span>{t('wrapUp.openTitle')}</span>
            <span className="figures">{open.length}</span>
          </div>
          <p className="quiet small">{t('wrapUp.openHint')}</p>
          <ul>
            {open.map((one) => (
              <li key={one.callId}>
                <span className="figures quiet">{formatClock(one.startedAtMs, me.timeZone, 'MM-DD HH:mm')}</span>
                <span className="open-wrap-up-who">
                  {one.customerName ?? (formatNumber(one.callerNumber) || t('ring.withheld'))}
                </span>
                <Button size="small" data-testid={`finish-${one.callId}`} onClick={() => setOpenCallId(one.callId)}>
                  {t('wrapUp.finishLater')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <CallDrawer callId={openCallId} onClose={() => setOpenCallId(null)} />
    </>
  );
}

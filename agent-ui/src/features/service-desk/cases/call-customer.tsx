import { PhoneOutlined } from '@ant-design/icons';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nothing, request } from '../../../rest/rest.ts';
import { formatNumber } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import type { SeatStore } from '../../desk-work/desk/seat-store.ts';
import { useSeatCommand, useSeatIfAny } from '../../desk-work/desk/seat.tsx';
import { useDeskOf } from '../../telephony/outbound/use-desk-of.ts';

/** Calls the customer by one key, where the person has a seat; the call is linked to the case. */
export function CallCustomer({ one }: { one: CaseDetail }) {
  const seat = useSeatIfAny();
  const number = one.contactNumber;
  if (seat === null || number === '' || number.includes('*') || !one.may.note) return null;
  return <CallKey one={one} seat={seat} />;
}

function CallKey({ one, seat }: { one: CaseDetail; seat: SeatStore }) {
  const { t } = useTranslation();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const desk = useDeskOf(seat);
  const run = useSeatCommand();
  const [isPlaced, setPlaced] = useState(false);
  const callId = isPlaced && desk?.call?.role === 'main' ? desk.call.callId : null;
  const { mutate: link } = useMutation({
    mutationFn: (of: string) => request(nothing, 'POST', `/cases/${one.caseNo}/calls`, { callId: of }),
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  useEffect(() => {
    if (callId === null) return;
    setPlaced(false);
    link(callId);
  }, [callId, link]);
  const isFree = desk?.state === 'ready' || desk?.state === 'notReady';
  const call = async () => {
    if (isFree) setPlaced(await run(seat.dial(one.contactNumber)));
  };
  useShortcut('Alt+KeyY', () => void call());
  return (
    <Button
      type="primary"
      ghost
      icon={<PhoneOutlined />}
      disabled={!isFree}
      title={`${formatNumber(one.contactNumber)} · Alt+Y`}
      data-testid="case-call-customer"
      onClick={() => void call()}
    >
      {t('cases.callCustomer')} <kbd>Alt+Y</kbd>
    </Button>
  );
}

import type { ScreenPop } from '@sansheng/shared/contracts/desk-work/screen-pop';
import { OutageDetail, type OutageOfCaller, OutagesOfCaller } from '@sansheng/shared/contracts/service-desk/outages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import './outages.css';

/** Outages that the caller may be calling about, before the call is answered; one key attaches them to the first. */
export function OutageBanner({ pop }: { pop: ScreenPop }) {
  const query = new URLSearchParams({
    number: pop.numberKind === 'withheld' ? '' : pop.callerNumber,
    ...(pop.customer !== null && { customer: pop.customer.customerId }),
  }).toString();
  const found = useQuery({
    queryKey: ['outages', 'of-caller', query],
    queryFn: () => request(OutagesOfCaller, 'GET', `/outages/of-caller?${query}`),
  });
  const outages = found.data?.outages ?? [];
  return outages.map((one, at) => <OneOutage key={one.caseNo} one={one} pop={pop} hasKey={at === 0} />);
}

function OneOutage({ one, pop, hasKey }: { one: OutageOfCaller; pop: ScreenPop; hasKey: boolean }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const [wantsCall, setWantsCall] = useState(true);
  const { callId, callerNumber: number, customer } = pop;
  const act = useMutation({
    mutationFn: () =>
      one.isOver
        ? request(OutageDetail, 'POST', `/outages/${one.caseNo}/callers/told`, { number, callId })
        : request(OutageDetail, 'POST', `/outages/${one.caseNo}/callers`, {
            number,
            callId,
            customerId: customer?.customerId ?? null,
            wantsCall,
          }),
    onSuccess: () => void message.success(t(one.isOver ? 'outages.markedTold' : 'outages.attached')),
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['outages'] }),
  });
  const said = one.isOver ? one.cause : one.words;
  const mayAct = pop.numberKind !== 'withheld' && number !== '';
  return (
    <section
      className="outage-banner"
      data-over={one.isOver}
      data-testid={`outage-of-caller-${one.caseNo}`}
      aria-label={one.title}
    >
      <b role="status">
        {t(one.isOver ? 'outages.over' : 'outages.going')} · {one.title}
      </b>
      {said !== '' && <p>{said}</p>}
      {!one.isOver && (
        <span className="quiet small figures">
          {t('outages.expectedEnd')}{' '}
          {one.expectedEndAtMs === null
            ? t('outages.noEnd')
            : formatClock(one.expectedEndAtMs, me.timeZone, 'MM-DD HH:mm')}
        </span>
      )}
      <span className="outage-banner-acts">
        {mayAct && (
          <Button
            type={one.isAttached && !one.isOver ? 'default' : 'primary'}
            loading={act.isPending}
            data-testid={one.isOver ? 'outage-told' : 'outage-attach'}
            onClick={() => act.mutate()}
          >
            {t(one.isOver ? 'outages.markTold' : one.isAttached ? 'outages.again' : 'outages.attach')}
            {hasKey && <kbd>Alt+U</kbd>}
          </Button>
        )}
        {!one.isOver && mayAct && (
          <Checkbox checked={wantsCall} onChange={(event) => setWantsCall(event.target.checked)}>
            {t('outages.wantsCall')}
          </Checkbox>
        )}
        {one.isAttached && !one.isOver && <span className="quiet small">{t('outages.isAttached')}</span>}
        <Link className="plain-link small" to={`/outages?outage=${one.caseNo}`}>
          {one.caseNo}
        </Link>
      </span>
      {hasKey && mayAct && <OutageKey run={() => !act.isPending && act.mutate()} />}
    </section>
  );
}

/** The key is live only while there is something to attach. */
function OutageKey({ run }: { run: () => void }) {
  useShortcut('Alt+KeyU', run);
  return null;
}

import { EditOutlined, SolutionOutlined, UserAddOutlined } from '@ant-design/icons';
import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import type { ScreenPop } from '@sansheng/shared/contracts/desk-work/screen-pop';
import { App, Button, Spin } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { useQueueName, useSeat, useSeatView } from '../desk/seat.tsx';
import { nameOfOther } from '../../telephony/outbound/colleague.ts';
import { RecordingRefusalSwitch } from '../../customers/recording-refusal/recording-refusal-switch.tsx';
import { CustomerFacts, CustomerTitle } from '../../customers/customers/customer-card.tsx';
import { CustomerDrawer } from '../../customers/customers/customer-drawer.tsx';
import { CustomerFile } from '../../customers/customers/customer-file.tsx';
import { CustomerFinder } from '../../customers/customers/customer-finder.tsx';
import { CallCases } from '../../service-desk/cases-in-call/call-cases.tsx';
import { OutageBanner } from '../../service-desk/outages/outage-banner.tsx';
import './screen-pop.css';

/** The caller, before the call is answered. */
export function ScreenPopPanel() {
  const { t } = useTranslation();
  const seat = useSeat();
  const pop = useSeatView((view) => view.screenPop);
  const { message } = App.useApp();
  const [found, setFound] = useState<string | null>(null);
  const identify = async (callId: string, customer: CustomerCard) => {
    const refusal = await seat.identifyCaller(callId, customer);
    if (refusal === null) void message.success(t('customers.linked'));
    else void message.error(t(`errors.${refusal}`));
  };
  const [editing, setEditing] = useState<{ customer: CustomerCard | null; callId: string | null } | null>(null);
  return (
    <section className="panel screen-pop">
      <div className="panel-head">
        {t('screenPop.title')}
        <span className="spread">
          <CustomerFinder onFound={(customer) => setFound(customer.customerId)} />
        </span>
      </div>
      {pop === null ? (
        <EmptyHint icon={<SolutionOutlined />} title={t('screenPop.idleTitle')}>
          {t('screenPop.idleHint')}
        </EmptyHint>
      ) : pop.colleague !== null ? (
        <EmptyHint icon={<SolutionOutlined />} title={nameOfOther(pop, seat.employeeNo)}>
          {t('outbound.talkingTo')}
        </EmptyHint>
      ) : (
        <div className="panel-body screen-pop-body">
          <CallFacts pop={pop} />
          {pop.lookup !== 'pending' && <OutageBanner key={`outage.${pop.callId}`} pop={pop} />}
          {pop.lookup !== 'pending' && <CallCases key={pop.callId} pop={pop} />}
          {pop.customer !== null ? (
            <>
              <div className="customer-head">
                <CustomerTitle customer={pop.customer} isScreenPop />
                <RecordingRefusalSwitch customerId={pop.customer.customerId} />
                <Button
                  icon={<EditOutlined />}
                  onClick={() => setEditing({ customer: pop.customer, callId: pop.callId })}
                >
                  {t('screenPop.edit')}
                </Button>
              </div>
              <CustomerFacts customer={pop.customer} isOnLine />
            </>
          ) : pop.lookup === 'pending' ? (
            <div className="customer-head" role="status">
              <Spin size="small" /> {t('screenPop.looking')}
            </div>
          ) : (
            <UnknownCaller pop={pop} onCreate={() => setEditing({ customer: null, callId: pop.callId })} />
          )}
        </div>
      )}
      {editing && (
        <CustomerDrawer
          customer={editing.customer}
          number={pop?.numberKind === 'withheld' ? '' : (pop?.callerNumber ?? '')}
          onClose={() => setEditing(null)}
          onSaved={(customer) => {
            if (editing.callId !== null) void identify(editing.callId, customer);
            setEditing(null);
          }}
        />
      )}
      <CustomerFile
        customerId={found}
        onClose={() => setFound(null)}
        {...(pop !== null && {
          onIsCaller: (customer: CustomerCard) => {
            setFound(null);
            void identify(pop.callId, customer);
          },
        })}
      />
    </section>
  );
}

function CallFacts({ pop }: { pop: ScreenPop }) {
  const { t } = useTranslation();
  const queueName = useQueueName();
  return (
    <div className="call-facts">
      <span className="figures call-number">
        {pop.numberKind === 'withheld' ? t('ring.withheld') : formatNumber(pop.callerNumber)}
      </span>
      {pop.numberKind !== 'withheld' && <span>{t(`screenPop.numberKinds.${pop.numberKind}`)}</span>}
      <span>
        {t('screenPop.queue')} <b>{queueName(pop.queueId, pop.queueName)}</b>
      </span>
      <span>
        {t(pop.direction === 'outbound' ? 'outbound.whose' : 'screenPop.via')} <b className="figures">{pop.hotline}</b>
      </span>
      {pop.collected.map(({ what, digits }) => (
        <span key={`${what} ${digits}`} data-testid="screen-pop-collected">
          {t('screenPop.entered')} {t(`screenPop.collectedKinds.${what}`)} <b className="figures">{digits}</b>
        </span>
      ))}
      {pop.language !== null && (
        <span>
          {t('screenPop.chose')} <b>{t(`menus.languageNames.${pop.language}`)}</b>
        </span>
      )}
    </div>
  );
}

function UnknownCaller({ pop, onCreate }: { pop: ScreenPop; onCreate: () => void }) {
  const { t } = useTranslation();
  const isWithheld = pop.numberKind === 'withheld';
  const why = pop.lookup === 'failed' ? 'failed' : 'unknown';
  return (
    <div className="unknown-caller">
      <h2 data-testid="screen-pop-name">{t(isWithheld ? 'ring.withheld' : `screenPop.${why}Title`)}</h2>
      <p className="quiet">{t(isWithheld ? 'screenPop.withheldHint' : `screenPop.${why}Hint`)}</p>
      <Button type="primary" icon={<UserAddOutlined />} data-testid="create-customer" onClick={onCreate}>
        {t('screenPop.create')}
      </Button>
    </div>
  );
}

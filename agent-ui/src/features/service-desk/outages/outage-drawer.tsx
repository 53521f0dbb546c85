import { type OutageCaller, OutageDetail } from '@sansheng/shared/contracts/service-desk/outages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer, Input, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { request } from '../../../rest/rest.ts';
import { formatClock, formatNumber } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { OutageProgress } from './outage-progress.tsx';
import './outages.css';

const REFRESH_MS = 5000;

/** Who called about an outage: those who are to be told, then those who are told. */
export function OutageDrawer({ caseNo, onClose }: { caseNo: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const found = useQuery({
    queryKey: ['outages', 'one', caseNo],
    enabled: caseNo !== null,
    refetchInterval: REFRESH_MS,
    queryFn: () => request(OutageDetail, 'GET', `/outages/${encodeURIComponent(caseNo ?? '')}`),
  });
  const one = found.data;
  return (
    <Drawer
      open={caseNo !== null}
      size={820}
      title={one === undefined ? '' : `${one.caseNo} ${one.title}`}
      extra={
        caseNo !== null && (
          <Link className="plain-link" to={`/cases/${caseNo}`}>
            {t('outages.openCase')}
          </Link>
        )
      }
      destroyOnHidden
      onClose={onClose}
    >
      {found.error && <Trouble error={found.error} onRetry={() => void found.refetch()} />}
      {caseNo !== null && found.isPending && <Skeleton active />}
      {one !== undefined && (
        <div className="outage-detail">
          {one.words !== '' && <p>{one.words}</p>}
          <OutageProgress one={one} />
          {one.people.some(({ visit }) => visit === 'planned') && (
            <Link className="plain-link" data-testid="outage-call-back" to={`/follow-ups?view=open&case=${one.caseId}`}>
              {t('outages.callBack')}
            </Link>
          )}
          {one.may.attach && <AttachNumber caseNo={one.caseNo} />}
          {one.may.attach && <AttachCase caseNo={one.caseNo} />}
          <Callers people={one.people} />
          {one.cases.length > 0 && (
            <section>
              <h3>{t('outages.cases')}</h3>
              <ul>
                {one.cases.map(({ caseNo: attached, title, state }) => (
                  <li key={attached}>
                    <Link className="plain-link figures" to={`/cases/${attached}`}>
                      {attached}
                    </Link>{' '}
                    {title} <span className="quiet">{t(`cases.states.${state as 'open'}`)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      )}
    </Drawer>
  );
}

function AttachNumber({ caseNo }: { caseNo: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const [number, setNumber] = useState('');
  const [wantsCall, setWantsCall] = useState(true);
  const attach = useMutation({
    mutationFn: () => request(OutageDetail, 'POST', `/outages/${caseNo}/callers`, { number: number.trim(), wantsCall }),
    onSuccess: () => {
      void message.success(t('outages.attached'));
      setNumber('');
    },
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['outages'] }),
  });
  const isNumber = number.trim().length >= 3;
  return (
    <div className="outage-attach">
      <Input
        style={{ width: 200 }}
        value={number}
        maxLength={32}
        inputMode="tel"
        placeholder={t('outages.attach')}
        aria-label={t('outages.attach')}
        data-testid="outage-number"
        onChange={(event) => setNumber(event.target.value)}
        onPressEnter={() => isNumber && attach.mutate()}
      />
      <Checkbox checked={wantsCall} onChange={(event) => setWantsCall(event.target.checked)}>
        {t('outages.wantsCall')}
      </Checkbox>
      <Button disabled={!isNumber} loading={attach.isPending} onClick={() => attach.mutate()}>
        {t('outages.attach')}
      </Button>
    </div>
  );
}

/** An order of somebody whom it concerns: settled with it, and its customer told with the others. */
function AttachCase({ caseNo }: { caseNo: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const [attached, setAttached] = useState('');
  const attach = useMutation({
    mutationFn: () => request(OutageDetail, 'POST', `/outages/${caseNo}/cases`, { caseNo: attached.trim() }),
    onSuccess: () => {
      void message.success(t('outages.attached'));
      setAttached('');
    },
    onError: sayRefusal,
    onSettled: () => queries.invalidateQueries({ queryKey: ['outages'] }),
  });
  const isGiven = attached.trim() !== '';
  return (
    <div className="outage-attach">
      <Input
        style={{ width: 200 }}
        value={attached}
        maxLength={40}
        placeholder={t('outages.caseNumber')}
        aria-label={t('outages.caseNumber')}
        data-testid="outage-case"
        onChange={(event) => setAttached(event.target.value)}
        onPressEnter={() => isGiven && attach.mutate()}
      />
      <Button disabled={!isGiven} loading={attach.isPending} onClick={() => attach.mutate()}>
        {t('outages.attachCase')}
      </Button>
    </div>
  );
}

function Callers({ people }: { people: OutageCaller[] }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const clock = (atMs: number) => formatClock(atMs, me.timeZone, 'MM-DD HH:mm');
  return (
    <Table<OutageCaller>
      size="small"
      rowKey="number"
      dataSource={people}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      data-testid="outage-callers"
      columns={[
        {
          title: t('outages.caller'),
          render: (_, { number, name }) => (
            <>
              <span className="figures">{formatNumber(number)}</span> {name}
            </>
          ),
        },
        { title: t('outages.calls'), width: 80, align: 'right', dataIndex: 'calls' },
        {
          title: t('outages.wish'),
          width: 130,
          render: (_, { wantsCall }) => t(`outages.wishes.${wantsCall ? 'call' : 'notice'}`),
        },
        { title: t('outages.attachedAt'), width: 110, render: (_, { attachedAtMs }) => clock(attachedAtMs) },
        { title: t('outages.state'), width: 190, render: (_, one) => <Told one={one} clock={clock} /> },
      ]}
    />
  );
}

function Told({ one: { toldAtMs, toldIn, visit }, clock }: { one: OutageCaller; clock: (atMs: number) => string }) {
  const { t } = useTranslation();
  if (toldAtMs !== null && toldIn !== null)
    return (
      <StateMark tone="ready">
        {t(`outages.toldIn.${toldIn}`)} {clock(toldAtMs)}
      </StateMark>
    );
  if (visit === null) return <span className="quiet">–</span>;
  return <StateMark tone={visit === 'planned' ? 'offered' : 'alarm'}>{t(`followUps.states.${visit}`)}</StateMark>;
}

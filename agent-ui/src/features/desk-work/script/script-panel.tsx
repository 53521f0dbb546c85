import { CallScripts } from '@sansheng/shared/contracts/desk-work/knowledge';
import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { request } from '../../../rest/rest.ts';
import { useQueueName, useSeatView } from '../desk/seat.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { fillScript, type ScriptKind, scriptKindOf, scriptTextOf } from './script.ts';
import './script.css';

const kinds = ['ordinary', 'returningCustomer', 'holiday'] as const satisfies readonly ScriptKind[];

/** What to say first, with the names filled in; shown while a call rings or is in progress. */
export function ScriptPanel() {
  const desk = useSeatView((view) => view.desk);
  const pop = useSeatView((view) => view.screenPop);
  const callId = desk?.call?.callId ?? desk?.offer?.callId;
  if (callId === undefined || pop === null || pop.callId !== callId || pop.colleague !== null) return null;
  return <Script key={callId} />;
}

function Script() {
  const { t } = useTranslation();
  const { me } = useSession();
  const pop = useSeatView((view) => view.screenPop);
  const queueName = useQueueName();
  const [chosen, setChosen] = useState<ScriptKind>();
  const { data } = useQuery({
    queryKey: ['scripts'],
    queryFn: () => request(CallScripts, 'GET', '/scripts'),
    staleTime: 300_000,
  });
  if (data === undefined || pop === null) return null;
  const kind = chosen ?? scriptKindOf(data.holiday, (pop.customer?.lastCalls.length ?? 0) > 0);
  const own = data.scripts.find((script) => script.queueId === pop.queueId);
  const usual = t('script.usual', { returnObjects: true }) as Record<ScriptKind, string>;
  const text = fillScript(scriptTextOf(own, kind, usual), {
    customer: pop.customer?.name ?? '',
    seat: me.employeeNo,
    queue: queueName(pop.queueId, pop.queueName),
  });
  return (
    <section className="panel script-panel" data-testid="script">
      <div className="panel-head">
        {t('script.title')}
        {data.holiday !== null && <span className="quiet small">{nameOf(data.holiday)}</span>}
      </div>
      <div className="panel-body">
        <Segmented
          block
          size="small"
          value={kind}
          onChange={setChosen}
          options={kinds.map((value) => ({ value, label: t(`script.kinds.${value}`) }))}
        />
        <p>{text}</p>
      </div>
    </section>
  );
}

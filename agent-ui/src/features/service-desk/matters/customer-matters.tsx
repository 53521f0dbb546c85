import { PlusOutlined } from '@ant-design/icons';
import { access, may } from '@sansheng/shared/domain/access';
import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import { MatterPage } from '@sansheng/shared/contracts/service-desk/matters';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryString, request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { MatterDrawer } from './matter-drawer.tsx';
import { MatterForm } from './matter-form.tsx';
import './matters.css';

/**
 * What is open with a customer: first as sent with the card, then as loaded. `callId`: the call to which a new matter
 * belongs.
 */
export function CustomerMatters({ customer, callId }: { customer: CustomerCard; callId: string | null }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const [isOpening, setOpening] = useState(false);
  const [shownId, setShownId] = useState<string | null>(null);
  const nowMs = serverClock.nowMs();
  const { customerId } = customer;
  const fresh = useQuery({
    queryKey: ['matters', 'customer', customerId],
    queryFn: () => request(MatterPage, 'GET', `/matters${queryString({ customer: customerId })}`),
  });
  const matters = fresh.data?.matters ?? customer.openMatters;
  return (
    <section>
      <h3>
        {t('screenPop.openMatters')} {matters.length > 0 && <b>{matters.length}</b>}
        {may(me, access.matterWriting) && (
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined />}
            data-testid="open-matter"
            onClick={() => setOpening(true)}
          >
            {t('matters.open')}
          </Button>
        )}
      </h3>
      {matters.length === 0 && <p className="quiet small">{t('screenPop.noMatters')}</p>}
      <ul className="matters">
        {matters.map((matter) => {
          const isOverdue = matter.dueAtMs !== null && matter.dueAtMs < nowMs;
          return (
            <li key={matter.matterId} data-overdue={isOverdue}>
              <span className="matter-kind">{t(`screenPop.matterKinds.${matter.kind}`)}</span>
              <button type="button" className="matter-title plain-link" onClick={() => setShownId(matter.matterId)}>
                {matter.title}
              </button>
              <span className="matter-when">
                {t('screenPop.opened')} {formatClock(matter.openedAtMs, me.timeZone, 'MM-DD')}
                {matter.dueAtMs !== null && (
                  <em>
                    {t(isOverdue ? 'screenPop.overdue' : 'screenPop.due')}{' '}
                    {formatClock(matter.dueAtMs, me.timeZone, 'MM-DD HH:mm')}
                  </em>
                )}
                {matter.ownerName && ` · ${matter.ownerName}`}
              </span>
            </li>
          );
        })}
      </ul>
      {isOpening && (
        <MatterForm of={{ customerId, customerName: customer.name, callId }} onClose={() => setOpening(false)} />
      )}
      <MatterDrawer matterId={shownId} onClose={() => setShownId(null)} />
    </section>
  );
}

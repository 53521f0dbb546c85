import type { CustomerCard as Customer } from '@sansheng/shared/contracts/customers/customers';
import { access, may } from '@sansheng/shared/domain/access';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../ui/format.ts';
import { CustomerCases } from '../../service-desk/cases-in-call/customer-cases.tsx';
import { CallNumber } from '../../telephony/outbound/call-number.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import '../../desk-work/screen-pop/screen-pop.css';

/** What is known about a customer. `isOnLine`: their open cases are shown by the call already. */
export function CustomerFacts({ customer, isOnLine = false }: { customer: Customer; isOnLine?: boolean }) {
  const { t } = useTranslation();
  const { me } = useSession();
  return (
    <>
      {!customer.isWhole && <p className="quiet small">{t('customers.maskedHint')}</p>}
      <dl className="customer-facts">
        <div>
          <dt>{t('screenPop.numbers')}</dt>
          <dd className="figures customer-numbers">
            {customer.numbers.map((number) => (
              <CallNumber key={number} number={number} />
            ))}
          </dd>
        </div>
        <div>
          <dt>{t('screenPop.address')}</dt>
          <dd>{customer.addresses.join(t('list.semicolon')) || '–'}</dd>
        </div>
        {customer.references.length > 0 && (
          <div>
            <dt>{t('customers.references')}</dt>
            <dd className="figures">
              {customer.references
                .map(({ kind, digits }) => `${t(`customers.referenceKinds.${kind}`)} ${digits}`)
                .join(t('list.comma'))}
            </dd>
          </div>
        )}
        {customer.ownerId !== null && (
          <div>
            <dt>{t('customers.owner')}</dt>
            <dd>
              {customer.ownerName} {customer.ownerId}
            </dd>
          </div>
        )}
        {customer.note !== '' && (
          <div>
            <dt>{t('screenPop.note')}</dt>
            <dd>{customer.note}</dd>
          </div>
        )}
      </dl>
      {customer.tags.length > 0 && (
        <div className="customer-tags">
          {customer.tags.map((tag) => (
            <span key={tag}>{tag}</span>
          ))}
        </div>
      )}
      <div className="customer-columns">
        {!isOnLine && may(me, access.cases) && <CustomerCases customer={customer} />}
        <section>
          <h3>{t('screenPop.lastCalls')}</h3>
          {customer.lastCalls.length === 0 && <p className="quiet small">{t('screenPop.noCalls')}</p>}
          <ul className="last-calls">
            {customer.lastCalls.map((call) => (
              <li key={call.callId}>
                <span className="figures quiet">{formatClock(call.arrivedAtMs, me.timeZone, 'MM-DD HH:mm')}</span>
                <span>
                  {call.category ?? t(`calls.outcomes.${call.outcome ?? 'live'}`)}
                  {call.agentName && <span className="quiet"> · {call.agentName}</span>}
                  {call.note !== '' && <span className="last-call-note">{call.note}</span>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

export function CustomerTitle({ customer, isScreenPop = false }: { customer: Customer; isScreenPop?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="customer-title">
      <h2 {...(isScreenPop ? { 'data-testid': 'screen-pop-name' } : {})}>{customer.name}</h2>
      <span
        className={`tier tier-${customer.tier}`}
        data-tier={customer.tier}
        {...(isScreenPop ? { 'data-testid': 'screen-pop-tier' } : {})}
      >
        {t(`screenPop.tiers.${customer.tier}`)}
      </span>
      {customer.confidentiality !== 'ordinary' && (
        <Tag color="volcano">{t(`customers.confidentialities.${customer.confidentiality}`)}</Tag>
      )}
    </div>
  );
}

import { PlusOutlined } from '@ant-design/icons';
import { access, may } from '@sansheng/shared/domain/access';
import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import { CasePage } from '@sansheng/shared/contracts/service-desk/cases';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { queryString, request } from '../../../rest/rest.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { CaseForm } from '../cases/case-form.tsx';
import { EarliestClock } from '../cases/earliest-clock.tsx';
import { useNames } from '../cases/names.ts';
import './cases-in-call.css';

/** What is open with a customer who is not on the line. */
export function CustomerCases({ customer }: { customer: CustomerCard }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const [isOpening, setOpening] = useState(false);
  const { customerId } = customer;
  const asked = useQuery({
    queryKey: ['cases', 'customer', customerId],
    queryFn: () => request(CasePage, 'GET', `/cases${queryString({ customer: customerId, view: 'open' })}`),
  });
  const cases = asked.data?.cases ?? [];
  return (
    <section className="call-cases" data-testid="customer-cases">
      <h3>
        {t('casesInCall.title')} {cases.length > 0 && <b>{cases.length}</b>}
        {may(me, access.caseOpening) && (
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined />}
            data-testid="open-case"
            onClick={() => setOpening(true)}
          >
            {t('casesInCall.open')}
          </Button>
        )}
      </h3>
      {cases.length === 0 && <p className="quiet small">{t('casesInCall.none')}</p>}
      <ul>
        {cases.map((one) => (
          <li key={one.caseNo}>
            <span className="call-case-what">
              <span className="call-case-kind">{nameOf(one.typeName)}</span>
              <Link className="plain-link" to={`/cases/${one.caseNo}`}>
                {one.title}
              </Link>
            </span>
            <span className="call-case-where quiet small">
              <span className="figures">{one.caseNo}</span> · {nameOf(one.stepName)}
            </span>
            <span className="call-case-clock">
              <EarliestClock of={one} />
            </span>
          </li>
        ))}
      </ul>
      {isOpening && (
        <CaseForm
          of={{ callId: null, customerId, contactName: customer.name, contactNumber: customer.numbers[0] ?? '' }}
          onClose={() => setOpening(false)}
        />
      )}
    </section>
  );
}
